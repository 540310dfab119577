// Everything here works without this script too. It shows what was chosen, takes what is dropped
// anywhere on the page, sends it with a measure of progress, and asks whether a check is over.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const made = (tag, words = "", marks = {}) => {
    const element = document.createElement(tag);
    element.textContent = words;
    for (const [name, value] of Object.entries(marks)) element.setAttribute(name, value);
    return element;
  };
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const sized = (bytes) => {
    if (bytes < 1000) return `${bytes} B`;
    if (bytes < 999500) return `${Math.round(bytes / 1000)} kB`;
    return `${(bytes / 1e6).toFixed(1).replace(/\.0$/, "")} MB`;
  };

  function uploads(form) {
    const words = form.dataset;
    const field = one("[name=return]", form);
    const earlier = one("input[type=file][name=previous]", form);
    const status = one("[data-status]", form);
    const button = one("button.button", form);
    const bar = one("[data-sending]", form);
    const shelf = one("[data-chosen]", form);
    const title = document.title;
    const fields = earlier ? [field, earlier] : [field];
    const chosen = new Map(fields.map((input) => [input, []]));
    let busy = false;

    const all = () => fields.flatMap((input) => chosen.get(input));
    const total = () => all().reduce((sum, file) => sum + file.size, 0);
    const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

    function faults(found, focus) {
      one("#page-faults")?.remove();
      for (const mark of form.querySelectorAll(".fault")) mark.remove();
      for (const group of form.querySelectorAll(".at-fault")) group.classList.remove("at-fault");
      const base = title.startsWith(words.errorPrefix) ? title.slice(words.errorPrefix.length + 1) : title;
      document.title = found.length ? `${words.errorPrefix} ${base}` : base;
      for (const input of form.querySelectorAll("[aria-describedby]")) describe(input, "");
      if (!found.length) return;
      const list = made("ul");
      for (const { field: name, message } of found) {
        const input = document.getElementById(`page-${name}`);
        const item = made("li", input ? "" : message);
        if (input) {
          item.append(made("a", message, { href: `#${input.id}` }));
          mark(input, message);
        }
        list.append(item);
      }
      const box = made("div", "", { class: "faults", id: "page-faults", role: "alert", tabindex: "-1", "aria-labelledby": "page-faults-title" });
      box.append(made("h2", words.faultsTitle, { id: "page-faults-title" }), list);
      one("main").prepend(box);
      if (focus) box.focus();
    }

    function mark(input, message) {
      const group = input.closest(".field");
      const fold = input.closest("details");
      if (fold) fold.open = true;
      const text = made("p", "", { class: "fault", id: `${input.id}-fault` });
      text.append(made("span", `${words.errorPrefix} `, { class: "unseen" }), message);
      group.classList.add("at-fault");
      (one(".drop", group) ?? input).before(text);
      describe(input, text.id);
    }

    function describe(input, fault) {
      const kept = (input.getAttribute("aria-describedby") ?? "").split(" ");
      const ids = kept.filter((id) => id && !id.endsWith("-fault")).concat(fault || []);
      if (ids.length) input.setAttribute("aria-describedby", ids.join(" "));
      else input.removeAttribute("aria-describedby");
    }

    function wrong() {
      const count = chosen.get(field).length;
      const found = [];
      if (count > Number(words.files)) found.push(filled(words.tooMany, { count }));
      if (total() > Number(words.largest)) found.push(filled(words.tooLarge, { have: sized(total()) }));
      return found.map((message) => ({ field: "return", message }));
    }

    function add(input, files) {
      const list = chosen.get(input);
      if (!input.multiple) list.length = 0;
      for (const file of files) if (!list.some((kept) => same(kept, file))) list.push(file);
    }

    // The fields of the form hold what is chosen, so that it can be sent without this script too.
    function show() {
      for (const input of fields) {
        const held = new DataTransfer();
        for (const file of chosen.get(input)) held.items.add(file);
        input.files = held.files;
      }
      const rows = fields.flatMap((input) => chosen.get(input).map((file) => row(input, file)));
      one("ul", shelf).replaceChildren(...rows);
      shelf.hidden = !rows.length;
      const told = { count: rows.length, size: sized(total()) };
      status.textContent = rows.length ? filled(words.chosenStatus, told) : words.chosenNothing;
      faults(wrong(), false);
    }

    function row(input, file) {
      const name = made("span");
      const kind = input === earlier ? `${words.earlier}, ` : "";
      name.append(made("bdi", file.name), ` (${kind}${sized(file.size)})`);
      const away = made("button", words.remove, { type: "button", class: "button second small-button" });
      away.append(made("span", ` ${file.name}`, { class: "unseen" }));
      away.addEventListener("click", () => {
        const place = [...shelf.querySelectorAll("button")].indexOf(away);
        chosen.set(input, chosen.get(input).filter((kept) => kept !== file));
        show();
        const left = shelf.querySelectorAll("button");
        (left[Math.min(place, left.length - 1)] ?? field).focus();
      });
      const item = made("li");
      item.append(name, away);
      return item;
    }

    function take(transfer) {
      const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
      if (entries.some((entry) => entry?.isDirectory)) {
        faults([{ field: "return", message: words.folder }], true);
        return;
      }
      const files = [...transfer.files];
      const report = (file) => earlier && /\.json$/i.test(file.name);
      add(field, files.filter((file) => !report(file)));
      if (earlier) add(earlier, files.filter(report));
      show();
      if ("once" in words && files.length && !wrong().length) form.requestSubmit();
    }

    function settle(now) {
      busy = now;
      button.setAttribute("aria-disabled", String(now));
      bar.hidden = !now;
    }

    function answered(asked) {
      let answer = {};
      try { answer = JSON.parse(asked.responseText); } catch { /* not from the checker itself */ }
      if (asked.status === 201 && answer.location) {
        location.assign(answer.location);
        return;
      }
      settle(false);
      status.textContent = "";
      const words_ = asked.status ? words.refused : words.lost;
      faults(answer.errors?.length ? answer.errors : [{ field: "return", message: words_ }], true);
    }

    function send() {
      const asked = new XMLHttpRequest();
      asked.open("POST", form.action);
      asked.setRequestHeader("Accept", "application/json");
      let told = 0;
      asked.upload.addEventListener("progress", (event) => {
        const percent = Math.round((100 * event.loaded) / event.total);
        one("progress", bar).value = percent;
        // A screen reader hears each quarter, not each step.
        if (percent < told + 25 && percent < 100) return;
        told = percent;
        status.textContent = percent < 100 ? filled(words.sending, { percent }) : words.sent;
      });
      asked.addEventListener("loadend", () => answered(asked));
      asked.send(new FormData(form));
      settle(true);
    }

    form.addEventListener("submit", (event) => {
      const found = chosen.get(field).length ? wrong() : [{ field: "return", message: words.none }];
      if (busy || found.length) {
        event.preventDefault();
        if (!busy) faults(found, true);
        return;
      }
      faults([], false);
      send();
      event.preventDefault();
    });
    for (const input of fields) {
      add(input, input.files);
      input.addEventListener("change", () => { add(input, [...input.files]); show(); });
    }
    if (all().length) show();
    addEventListener("pageshow", (event) => { if (event.persisted) settle(false); });

    const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const hover = (now) => {
      const root = document.documentElement;
      if (now && !root.classList.contains("dropping")) status.textContent = words.dropNow;
      root.classList.toggle("dropping", now);
    };
    for (const name of ["dragenter", "dragover"]) {
      addEventListener(name, (event) => { if (files(event)) { event.preventDefault(); hover(true); } });
    }
    addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) { hover(false); status.textContent = ""; }
    });
    addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      hover(false);
      if (!busy) take(event.dataTransfer);
    });
    for (const hidden of form.querySelectorAll("[data-scripted]")) hidden.hidden = false;
  }

  const pause = (seconds) => new Promise((done) => { setTimeout(done, 1000 * seconds); });

  async function asks(place) {
    const { poll, go, fill, noAnswer } = place.dataset;
    const status = one("[data-status]", place);
    let after = "";
    for (let failures = 0; ; ) {
      try {
        const answer = await fetch(poll + (after && `?after=${encodeURIComponent(after)}`), { headers: { Accept: "application/json" } });
        if (!answer.ok) throw answer.status;
        const told = await answer.json();
        failures = 0;
        if (go && ["done", "failed"].includes(told.state)) return location.replace(go);
        if (fill && (await fills(told))) return;
        const stage = told.state === "waiting" ? "waiting" : told.stage || "checking";
        if (status && after && place.dataset[stage]) status.textContent = place.dataset[stage];
        after = told.mark ?? (told.state ? `${told.state}-${told.stage}` : "");
        await pause(after ? 0.2 : 1);
      } catch (fault) {
        // The check is no longer there, or not ours: the page itself says so.
        if ([403, 404].includes(fault)) return location.reload();
        failures += 1;
        if (failures === 3 && status) status.textContent = noAnswer;
        await pause(Math.min(failures, 10));
      }
    }
  }

  // Puts in what the server says now, from the same page as anybody gets who loads it again.
  async function fills(told) {
    const over = (check) => check.state === "failed" || check.complete;
    const list = one(".tasks[data-poll]");
    const answer = await fetch(location.href);
    if (!answer.ok) throw answer.status;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (list) {
      for (const item of list.children) replaced(item, fresh);
      one("#page-progress").textContent = one("#page-progress", fresh)?.textContent ?? "";
      return told.checks.every(over);
    }
    if (!over(told)) return false;
    const files = one("#page-files");
    one("#page-files-status").textContent = files.dataset.ready;
    replaced(files, fresh);
    return true;
  }

  function replaced(element, fresh) {
    const now = fresh.getElementById(element.id);
    if (!now || now.isEqualNode(element)) return;
    const focus = element.contains(document.activeElement) && document.activeElement.id;
    element.replaceWith(document.importNode(now, true));
    if (focus) document.getElementById(focus)?.focus();
  }

  const form = one("form[data-upload]");
  if (form) uploads(form);
  const place = one("[data-poll]");
  if (place) asks(place);
  const summary = one("#page-faults");
  if (summary) summary.focus();
})();
