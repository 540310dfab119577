// Every page works without this script. It takes what is dropped anywhere, lists what is chosen,
// sends it with a measure of progress, and asks whether a check is over.
const one = (selector, within = document) => within.querySelector(selector);
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name]);
const sized = (bytes) => bytes < 999500
  ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1).replace(".0", "")} MB`;
const pause = (seconds) => new Promise((done) => { setTimeout(done, 1000 * seconds); });

function uploads(form) {
  const words = form.dataset;
  const [field, earlier] = form.querySelectorAll("[type=file]");
  const fields = earlier ? [field, earlier] : [field];
  const [status, bar, shelf] = ["status", "sending", "chosen"].map((name) => one(`[data-${name}]`, form));
  const box = one("#page-faults");
  const chosen = new Map(fields.map((input) => [input, []]));
  const total = () => [...chosen.values()].flat().reduce((sum, file) => sum + file.size, 0);
  let busy = false;

  function faults(found, focus) {
    form.querySelectorAll(".fault").forEach((place) => tell(place, ""));
    const prefix = `${words.error} `;
    document.title = (found.length ? prefix : "") + document.title.replace(prefix, "");
    one("ul", box).replaceChildren(...found.map(({ field: name, message }) => {
      const place = document.getElementById(`page-${name}-fault`);
      const item = document.createElement("li");
      const link = place ? item.appendChild(document.createElement("a")) : item;
      link.textContent = message;
      if (place) {
        link.href = `#page-${name}`;
        tell(place, prefix + message);
      }
      return item;
    }));
    box.hidden = !found.length;
    if (focus) box.focus();
  }

  function tell(place, message) {
    place.textContent = message;
    place.hidden = !message;
    place.closest(".field").classList.toggle("at-fault", message !== "");
    if (message) place.closest("details")?.setAttribute("open", "");
  }

  function wrong() {
    const count = chosen.get(field).length;
    const found = [
      count > words.files && filled(words.tooMany, { count }),
      total() > words.largest && filled(words.tooLarge, { have: sized(total()) }),
    ];
    return found.filter(Boolean).map((message) => ({ field: "return", message }));
  }

  function add(input, files) {
    const key = (file) => [file.name, file.size, file.lastModified].join();
    const list = [...(input.multiple ? chosen.get(input) : []), ...files];
    if (files.length) chosen.set(input, [...new Map(list.map((file) => [key(file), file])).values()]);
  }

  // The fields of the form hold all that is chosen, so that it could be sent without this script.
  function show() {
    const rows = [];
    for (const input of fields) {
      const held = new DataTransfer();
      for (const file of chosen.get(input)) {
        held.items.add(file);
        rows.push(row(input, file));
      }
      input.files = held.files;
    }
    one("ul", shelf).replaceChildren(...rows);
    shelf.hidden = !rows.length;
    status.textContent = filled(words.told, { count: rows.length, size: sized(total()) });
    faults(wrong());
  }

  function row(input, file) {
    const item = one("template", form).content.firstElementChild.cloneNode(true);
    one("bdi", item).textContent = one(".unseen", item).textContent = file.name;
    one(".small", item).textContent = (input === earlier ? words.earlier : "") + sized(file.size);
    one("button", item).onclick = () => {
      chosen.set(input, chosen.get(input).filter((kept) => kept !== file));
      show();
      (one("button", shelf) ?? field).focus();
    };
    return item;
  }

  function take({ items, files }) {
    if ([...items].some((item) => item.webkitGetAsEntry?.()?.isDirectory)) {
      return faults([{ field: "return", message: words.folder }], true);
    }
    const report = (file) => earlier && /\.json$/i.test(file.name);
    add(field, [...files].filter((file) => !report(file)));
    if (earlier) add(earlier, [...files].filter(report));
    show();
    if ("once" in words) form.requestSubmit();
  }

  function settle(now) {
    busy = now;
    one("button:not([type])", form).setAttribute("aria-disabled", now);
    bar.hidden = !now;
  }

  function answered(asked) {
    let told = {};
    try { told = JSON.parse(asked.responseText); } catch { /* another program answered */ }
    if (told.location) return location.assign(told.location);
    settle(false);
    status.textContent = "";
    const message = asked.status ? words.refused : words.lost;
    faults(told.errors ?? [{ field: "return", message }], true);
  }

  function send() {
    const asked = new XMLHttpRequest();
    let next = 25;
    asked.open("POST", form.action);
    asked.setRequestHeader("Accept", "application/json");
    asked.upload.onprogress = (event) => {
      const percent = Math.round((100 * event.loaded) / event.total);
      one("progress", bar).value = percent;
      // A screen reader hears each quarter, not each step.
      if (percent < next) return;
      next = percent + 25;
      status.textContent = percent < 100 ? filled(words.sending, { percent }) : words.sent;
    };
    asked.onloadend = () => answered(asked);
    asked.send(new FormData(form));
    settle(true);
  }

  form.addEventListener("submit", (event) => {
    if (!busy) {
      const found = chosen.get(field).length ? wrong() : [{ field: "return", message: words.none }];
      faults(found, found.length);
      if (!found.length) send();
    }
    // Last, so that after any failure above the form is sent in the plain way.
    event.preventDefault();
  });
  for (const input of fields) {
    input.onchange = () => { add(input, input.files); show(); };
  }
  addEventListener("pageshow", () => settle(false));

  const dragged = (name, now, then) => addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files") || event.relatedTarget) return;
    event.preventDefault();
    if (now !== document.body.classList.contains("dropping")) status.textContent = now ? words.drop : "";
    document.body.classList.toggle("dropping", now);
    if (then && !busy) then(event.dataTransfer);
  });
  dragged("dragover", true);
  dragged("dragleave", false);
  dragged("drop", false, take);
  one("[data-scripted]", form).hidden = false;
}

async function asks(place) {
  const { poll, go, lost } = place.dataset;
  const status = one("[data-status]");
  let after = "";
  for (let failures = 0; ;) {
    try {
      const told = JSON.parse(await answer(poll + after));
      failures = 0;
      if (go && /done|failed/.test(told.state)) return location.replace(go);
      if (!go && await fills(place, told)) return;
      const words = place.dataset[told.state === "waiting" ? told.state : told.stage];
      if (after && words) status.textContent = words;
      const mark = told.mark ?? (told.state && `${told.state}-${told.stage}`);
      after = mark ? `?after=${encodeURIComponent(mark)}` : "";
      await pause(after ? 0.2 : 1);
    } catch (fault) {
      // The check is not here any more, or is not ours: the page itself says so.
      if (fault === 403 || fault === 404) return location.reload();
      failures += 1;
      if (failures === 3) status.textContent = lost;
      await pause(Math.min(failures, 10));
    }
  }
}

async function answer(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw reply.status;
  return reply.text();
}

// Puts in what anybody gets who loads the page again.
async function fills(place, told) {
  const ended = (told.checks ?? [told]).every((check) => check.state === "failed" || check.complete);
  if (!told.checks && !ended) return false;
  const fresh = new DOMParser().parseFromString(await answer(location.href), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const now = fresh.getElementById(old.id);
    if (!now || now.isEqualNode(old)) continue;
    const focus = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceWith(document.importNode(now, true));
    document.getElementById(focus)?.focus();
  }
  one("[data-status]").textContent = place.dataset.ready ?? one("[data-status]", fresh).textContent;
  return ended;
}

const [form, place] = [one("[data-upload]"), one("[data-poll]")];
if (form) uploads(form);
if (place) asks(place);
