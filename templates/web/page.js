// Every page works without this script. It takes what is dropped, lists what is chosen, sends it
// with a measure of progress, and asks whether a check is over.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within) => all(selector, within)[0];
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const sized = (bytes) => bytes < 999500
  ? `${Math.ceil(bytes / 1000)} kB` : `${+(bytes / 1e6).toFixed(1)} MB`;
const pause = (seconds) => new Promise((done) => { setTimeout(done, 1000 * seconds); });

function uploads(form) {
  const words = form.dataset;
  const fields = all("[type=file]", form);
  const [field, earlier] = fields;
  const [status, bar, shelf] = ["status", "sending", "chosen"].map((name) => one(`[data-${name}]`, form));
  const box = one("#page-faults");
  const chosen = new Map(fields.map((input) => [input, []]));
  const total = () => [...chosen.values()].flat().reduce((sum, { size }) => sum + size, 0);
  const fault = (message) => ({ field: "return", message });
  let busy = false;

  function faults(found, focus) {
    all(".fault", form).forEach((at) => tell(at, ""));
    const prefix = `${words.error} `;
    document.title = (found.length ? prefix : "") + document.title.replace(prefix, "");
    one("ul", box).replaceChildren(...found.map(({ field: name, message }) => {
      const place = document.getElementById(`page-${name}-fault`);
      const item = document.createElement("li");
      const link = document.createElement(place ? "a" : "span");
      Object.assign(link, { href: `#page-${name}`, textContent: message });
      item.append(link);
      if (place?.hidden) tell(place, prefix + message);
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
    return found.filter(Boolean).map(fault);
  }

  function add(input, files) {
    const list = [...(input.multiple ? chosen.get(input) : []), ...files];
    const known = new Map(list.map((file) => [file.name + file.size, file]));
    if (files.length) chosen.set(input, [...known.values()]);
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

  function sort(files) {
    const goes = (file) => earlier && /\.json$/i.test(file.name) ? earlier : field;
    fields.forEach((input) => add(input, [...files].filter((file) => goes(file) === input)));
    show();
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
      return faults([fault(words.folder)], true);
    }
    sort(files);
    if ("once" in words) form.requestSubmit();
  }

  function settle(now) {
    busy = now;
    one("button:not([type])", form).setAttribute("aria-disabled", now);
    bar.hidden = !now;
  }

  function answered(asked) {
    const told = asked.response ?? {};
    if (told.location) return location.assign(told.location);
    settle(false);
    status.textContent = "";
    faults(told.errors ?? [fault(asked.status ? words.refused : words.lost)], true);
  }

  function send() {
    const asked = new XMLHttpRequest();
    asked.open("POST", form.action);
    asked.responseType = "json";
    asked.setRequestHeader("Accept", "application/json");
    asked.upload.onprogress = (event) => { one("progress", bar).value = event.loaded / event.total; };
    asked.upload.onload = () => { status.textContent = words.sent; };
    asked.onloadend = () => answered(asked);
    asked.send(new FormData(form));
    status.textContent = words.sending;
    settle(true);
  }

  form.addEventListener("submit", (event) => {
    if (!busy) {
      const found = chosen.get(field).length ? wrong() : [fault(words.none)];
      faults(found, found.length);
      if (!found.length) send();
    }
    // Last, so that after any failure above the form is sent in the plain way.
    event.preventDefault();
  });
  fields.forEach((input) => { input.onchange = () => sort(input.files); });
  addEventListener("pageshow", () => {
    settle(false);
    const left = fields.flatMap((input) => [...input.files]);
    if (left.length) sort(left);
  });

  const zone = one("[data-zone]", form);
  const idle = zone.textContent;
  zone.hidden = false;
  const dragged = (name, now, then) => addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files") || event.relatedTarget) return;
    event.preventDefault();
    document.body.classList.toggle("dropping", now);
    const text = now ? words.drop : idle;
    if (zone.textContent !== text) zone.textContent = text;
    if (then && !busy) then(event.dataTransfer);
  });
  dragged("dragover", true);
  dragged("dragleave", false);
  dragged("drop", false, take);
}

async function asks(place) {
  const { poll, go, lost } = place.dataset;
  const status = one("[data-status]");
  let [after, last] = ["", ""];
  for (let failures = 0; ;) {
    try {
      const text = await answer(poll + after);
      const told = JSON.parse(text);
      if (go && /done|failed/.test(told.state)) return location.replace(go);
      if (!go && text !== last && await fills(place, told)) return;
      const words = place.dataset[told.stage || told.state];
      if (after && words) status.textContent = words;
      const mark = told.checks ? told.state : `${told.state}-${told.stage}`;
      [after, last, failures] = [`?after=${encodeURIComponent(mark)}`, text, 0];
      await pause(0.2);
    } catch (fault) {
      // The check is not here any more, or is not ours: the page itself says so.
      if (fault === 403 || fault === 404) return location.reload();
      failures += 1;
      if (failures > 2) status.textContent = lost;
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
  // A report that was shown early, of a return that then came to another end.
  if (!document.title.endsWith(fresh.title)) location.reload();
  for (const old of all("[data-fresh]")) {
    const now = fresh.getElementById(old.id);
    if (!now || now.isEqualNode(old)) continue;
    const { id, href } = old.contains(document.activeElement) ? document.activeElement : {};
    old.replaceWith(document.importNode(now, true));
    all("[id], a").find((at) => (id ? at.id === id : href && at.href === href))?.focus();
  }
  one("[data-status]").textContent = place.dataset.ready ?? one("[data-status]", fresh).textContent;
  return ended;
}

all("[data-upload]").forEach(uploads);
all("[data-poll]").forEach(asks);
