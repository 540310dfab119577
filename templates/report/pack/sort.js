"use strict";
// Headings become buttons that sort their table. Without this script the table reads just as well.
const order = new Intl.Collator("en-GB", { numeric: true });
const key = (row, place) => {
  const cell = row.cells[place];
  return cell.dataset.s ?? (/^v\d/.test(cell.className) ? cell.className : cell.textContent.trim());
};
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  for (const [place, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [key(row, place), row]);
      rows.sort(([one], [other]) => (down ? -1 : 1) * order.compare(one, other));
      body.append(...rows.map(([, row]) => row));
    });
  }
}
