// What is written in the journal without a connection: where does it wait, who sends it, and what does the page show of
// it? Texts that are being written are kept by drafts.js; here waits what was saved or handed in, with its pictures, in
// a database of this device. It is sent once: the site knows a trace by what this device has called it.
(() => {
  "use strict";
  const root = document.documentElement;
  const { person, copied } = root.dataset;
  if (!person || !("indexedDB" in window)) return;
  const KEPT = `kept:journal:${person}:`, FLAG = `${KEPT}later`, BASE = `journal:${person}`, SAID = "journal-sent";
  const NEW = "/journal/new", HOME = "/journal", PATIENCE = 20000, AGAIN = 15000, STALE = 6e5, DAY = 864e5;
  const [LATER, OUT] = ["later", "out"];
  const FREE = /^\/journal\/(free:[\w-]+)$/;
  const box = document.querySelector("[data-journal-later]");
  const words = box ? box.dataset : {};
  const form = document.querySelector("form[data-journal]");
  let busy = false, again = false, token = "", timer;

  // ---- What waits: one row for each entry.
  const asked = (request) => new Promise((ready, failed) => { request.onsuccess = () => ready(request.result); request.onerror = () => failed(request.error); });
  async function base(mode, work) {
    const opening = indexedDB.open(BASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("entries", { keyPath: "key" });
    const open = await asked(opening);
    try {
      const change = open.transaction("entries", mode);
      const done = new Promise((ready, failed) => { change.oncomplete = ready; change.onabort = change.onerror = () => failed(change.error); });
      const found = await asked(work(change.objectStore("entries")));
      await done;
      return found;
    } finally { open.close(); }
  }
  const every = async () => (localStorage.getItem(FLAG) ? (await base("readonly", (rows) => rows.getAll())).sort((one, other) => one.at - other.at) : []);
  const one = (key) => (localStorage.getItem(FLAG) ? base("readonly", (rows) => rows.get(key)) : undefined);
  async function put(item) {
    localStorage.setItem(FLAG, "yes");
    await base("readwrite", (rows) => rows.put(item));
  }
  async function drop(key) {
    await base("readwrite", (rows) => rows.delete(key));
    if (!(await every()).length) localStorage.removeItem(FLAG);
  }

  // ---- Sending: one tab at a time, one thing after the other. Each step is noted before the next begins.
  async function send() {
    clearTimeout(timer);
    if (!localStorage.getItem(FLAG)) return;
    if (busy) { again = true; return; }
    if (!navigator.onLine) { line("away"); return; }
    busy = true;
    try { await (navigator.locks ? navigator.locks.request(FLAG, { ifAvailable: true }, (mine) => mine && all()) : all()); } catch { wait(); } finally { busy = false; }
    if (again) { again = false; send(); }
  }
  async function all() {
    const waiting = (await every()).filter((item) => !item.why);
    if (!waiting.length) return;
    const found = await ask();
    if (found === LATER) { wait(); return; }
    if (found === OUT) { line("out"); return; }
    const sent = [];
    for (const item of waiting) {
      const end = await steps(item);
      if (end === LATER) { wait(); break; }
      if (end === OUT) { line("out"); break; }
      if (!item.why) sent.push(item.title || words.untitled || "");
    }
    if (sent.length) arrived(sent);
    show();
  }
  function wait() { line("away"); timer = setTimeout(send, AGAIN); }

  async function steps(item) {
    if (item.lock === undefined || !item.saved) {
      const answer = await post(`/journal/${item.key}/draft`, [...item.fields, ["lock", item.lock || 0]]);
      if (typeof answer === "string") return answer;
      if (!answer.ok) return refused(item, answer);
      const said = await answer.json();
      Object.assign(item, { saved: true, lock: said.lock, ref: said.ref });
      await put(item);
    }
    for (const picture of item.pictures || []) {
      if (picture.sent) continue;
      const answer = await post(`/entries/${item.ref}/attachments`, [...picture.fields, ["once", picture.once]], picture);
      if (typeof answer === "string") return answer;
      if (!answer.ok || !new URL(answer.url).pathname.startsWith("/attachments/")) return refused(item, answer);
      picture.sent = true;
      delete picture.file;
      await put(item);
    }
    if (item.act === "submit") {
      const answer = await post(`/journal/${item.key}`, [...item.fields, ["lock", item.lock], ["once", item.once], ["act", "submit"]]);
      if (typeof answer === "string") return answer;
      if (!answer.ok) return refused(item, answer);
    }
    await drop(item.key);
    localStorage.removeItem(`${KEPT}${item.key}`);
    return "sent";
  }
  async function refused(item, answer) {
    const type = answer.headers.get("Content-Type") || "";
    if (type.startsWith("application/json")) item.why = (await answer.json()).problem;
    else {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      item.why = Array.from(page.querySelectorAll("#error-summary li"), (row) => row.textContent.trim()).join(" ");
    }
    item.why = item.why || String(answer.status);
    await put(item);
    return "refused";
  }
  async function post(address, fields, picture) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    body.set("csrf_token", token);
    if (picture) body.set(picture.field, picture.file, picture.name);
    let answer;
    const headers = { Accept: picture ? "application/json" : "text/html" };
    try { answer = await fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(picture ? 10 * PATIENCE : PATIENCE) }); } catch { return LATER; }
    if (answer.redirected && new URL(answer.url).pathname.startsWith("/sign-in")) return OUT;
    if (answer.status === 400) return OUT;
    return answer.status === 429 || answer.status >= 500 ? LATER : answer;
  }
  // Is the site there, and the same person signed in? Its page also gives the key of all forms.
  async function ask() {
    try {
      const answer = await fetch(NEW, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status >= 500 || answer.status === 429) return LATER;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (fresh.documentElement.dataset.person !== person) return OUT;
      token = fresh.querySelector("input[name=csrf_token]").value;
    } catch { return LATER; /* no connection, whatever the device believes */ }
    for (const field of document.querySelectorAll("input[name=csrf_token]")) if (!field.value) field.value = token;
    return token;
  }
  function arrived(titles) {
    if (location.pathname === HOME && box) {
      sessionStorage.setItem(SAID, titles.join(", "));
      location.reload();
    } else say(words.sent && words.sent.replace("{t}", titles.join(", ")));
  }

  // ---- A form of the journal: it goes its own way while there is a connection and nothing but text in it.
  const pictured = () => Array.from(form.querySelectorAll("[data-picture]")).filter((row) => row.querySelector("input[type=file]").files.length);
  function fieldsOf() {
    const skip = new Set(["csrf_token", "once", "lock", "act"]);
    return Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && !skip.has(name) && !name.startsWith("picture-"));
  }
  function offerPictures() {
    const place = form.querySelector("[data-pictures]");
    if (!place) return;
    const add = place.querySelector("[data-add]");
    let count = 0;
    place.hidden = false;
    for (const button of form.querySelectorAll("button[value=attach]")) button.parentElement.hidden = true;
    add.addEventListener("click", () => {
      count += 1;
      const drawn = document.createElement("div");
      drawn.innerHTML = place.querySelector("template").innerHTML.replaceAll("{n}", count);
      const row = drawn.firstElementChild;
      row.querySelector("[data-remove]").addEventListener("click", () => { row.remove(); add.focus(); });
      add.parentElement.before(row);
      row.querySelector("input").focus();
    });
  }
  // Who can be recognized is asked before a photo is kept, not after.
  const answered = () => pictured().every((row) => Array.from(row.querySelectorAll("input")).every((field) => field.reportValidity()));
  function picturesOf() {
    return pictured().flatMap((row) => {
      const input = row.querySelector("input[type=file]");
      const fields = Array.from(row.querySelectorAll("[data-for]")).filter((field) => field.type !== "radio" && field.type !== "checkbox" || field.checked).map((field) => [field.dataset.for, field.value]);
      return Array.from(input.files, (file) => ({ file, name: file.name, field: input.dataset.for, fields, once: word(), sent: false }));
    });
  }
  const word = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  async function kept(event) {
    const act = event.submitter ? event.submitter.value : "save";
    const title = (form.querySelector("input[name=title]") || {}).value || form.querySelector("textarea").value.trim().slice(0, 60);
    const item = {
      key: form.dataset.journal, act, title: title || words.untitled, at: Date.now(), once: word(), fields: fieldsOf(),
      lock: form.querySelector("input[name=lock]").value, pictures: picturesOf(),
    };
    try { await put(item); } catch { say(words.noRoom); return; }
    form.dataset.sent = "yes";
    localStorage.removeItem(`${KEPT}${item.key}`);
    location.assign(HOME);
  }
  function own() {
    const here = location.pathname.match(FREE);
    if (copied) name(here ? here[1] : `free:${word()}`);
    if (location.pathname === NEW) history.replaceState(null, "", form.getAttribute("action"));
    form.addEventListener("submit", (event) => {
      if (event.submitter && ["both", "theirs"].includes(event.submitter.value)) return;
      if (navigator.onLine && !(copied && !token) && !pictured().length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (answered()) kept(event);
    }, true);
    if (copied && here) one(here[1]).then((item) => { if (item) fill(item); }, () => false);
  }
  // The page of a new trace was kept with a name that may be used already: each one written here gets its own.
  function name(key) {
    form.dataset.keep = form.dataset.keep.replace(/free:.*$/, key);
    form.dataset.journal = key;
    form.dataset.save = `/journal/${key}/draft`;
    form.setAttribute("action", `/journal/${key}`);
  }
  function fill(item) {
    for (const field of form.querySelectorAll("textarea, select, input:not([type=hidden], [type=file])")) {
      const values = item.fields.filter(([which]) => which === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length && !field.value) [field.value] = values;
    }
  }

  // ---- What the page says of it.
  function line(which) {
    if (!box) return;
    const shown = box.querySelector("[data-line]");
    shown.hidden = !which;
    shown.classList.toggle("away", which === "away");
    shown.querySelector("span").textContent = which ? words[which] : "";
  }
  function say(text) { if (box) box.querySelector("[data-say]").textContent = text || ""; }
  function begun() {
    const found = [];
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(KEPT) || key === FLAG || key.endsWith(":older")) continue;
      const which = key.slice(KEPT.length);
      if (form && form.dataset.journal === which) continue;
      let texts = {};
      try { texts = JSON.parse(localStorage.getItem(key)).texts || {}; } catch { /* nothing of ours */ }
      if (texts.title || texts.text) found.push({ which, title: texts.title || texts.text.trim().slice(0, 60) });
    }
    return found;
  }
  async function show() {
    if (!box) return;
    const list = box.querySelector("[data-list]"), waiting = await every();
    const drafts = begun().filter(({ which }) => !waiting.some((item) => item.key === which));
    list.hidden = !waiting.length && !drafts.length;
    list.querySelector("ul").replaceChildren(...waiting.map(row), ...drafts.map(draft));
    if (!navigator.onLine || (copied && !token)) line("away");
    else if (!waiting.length) line("");
  }
  function part(kind, text, more = {}) { return Object.assign(document.createElement(kind), { textContent: text, ...more }); }
  function link(which, text) { const made = part("a", text); made.setAttribute("href", `/journal/${which}`); return made; }
  function row(item) {
    const made = document.createElement("li"), pictures = (item.pictures || []).length;
    const state = item.why ? words.refused.replace("{w}", item.why) : words.waits;
    made.append(part("b", item.title || words.untitled), document.createElement("br"), part("span", `${state}${pictures ? ` · ${words.pictures.replace("{n}", pictures)}` : ""}`, { className: item.why ? "tag care" : "tag honey" }));
    const acts = part("span", "", { className: "row tight" });
    if (item.why) {
      const again = part("button", words.send, { type: "button", className: "link" });
      again.addEventListener("click", async () => { await put({ ...item, why: "", saved: false }); show(); send(); });
      const look = part("button", words.look, { type: "button", className: "link" });
      look.addEventListener("click", () => lookAt(item));
      acts.append(look, again);
    }
    const gone = part("button", words.drop, { type: "button", className: "link" });
    gone.addEventListener("click", async () => { if (confirm(words.sure)) { await drop(item.key); show(); } });
    acts.append(gone);
    made.append(acts);
    return made;
  }
  // What was not taken goes back into the page that it was written on; drafts.js shows it there beside what is saved.
  async function lookAt(item) {
    const texts = {};
    for (const [name, value] of item.fields) if (["shows", "areas", "audience"].includes(name)) texts[`${name}=${value}`] = "yes"; else texts[name] = value;
    localStorage.setItem(`${KEPT}${item.key}`, JSON.stringify({ lock: String(item.lock || 0), texts }));
    if (!(item.pictures || []).some((picture) => !picture.sent)) await drop(item.key);
    location.assign(`/journal/${item.key}`);
  }
  function draft({ which, title }) {
    const made = document.createElement("li");
    made.append(link(which, title), document.createElement("br"), part("span", words.unsaved, { className: "tag" }));
    return made;
  }

  // ---- The journal and the page of a new trace open without a connection, until this person signs out.
  async function keep() {
    const { copies } = window;
    if (!box || copied || !copies || !copies.able || !navigator.onLine || (navigator.connection && navigator.connection.saveData)) return;
    const [before] = (await copies.boxes(`${BASE}:`)).reverse();
    const age = before ? Date.now() - Number(before.split("@")[1]) : DAY;
    if (age < STALE && location.pathname !== HOME) return;
    const running = copies.register(box.dataset.worker, box.dataset.scope);
    running.catch(() => { /* awaited below */ });
    const name = `${BASE}:pages@${Date.now()}`;
    try {
      for (const path of [HOME, NEW]) {
        const found = await copies.fetched(path);
        if (!found) throw new Error(path);
        found.page.documentElement.dataset.copied = Date.now();
        for (const flash of found.page.querySelectorAll(".flashes")) flash.remove();
        await copies.put(await caches.open(name), path, found);
      }
      await copies.drop(`${BASE}:`, name);
      await running;
    } catch { await caches.delete(name).catch(() => false); /* no room, or no connection: it opens with one as before */ }
  }

  if (form) { own(); offerPictures(); }
  if (box) {
    const said = sessionStorage.getItem(SAID);
    if (said !== null) { sessionStorage.removeItem(SAID); say(words.sent.replace("{t}", said)); }
    show().catch(() => false);
    addEventListener("offline", () => line("away"));
    document.addEventListener("click", (event) => {
      const to = event.target.closest("a[href^='/']");
      if (!to || navigator.onLine || event.defaultPrevented || [HOME, NEW].includes(to.pathname) || FREE.test(to.pathname)) return;
      event.preventDefault();
      say(words.notHere);
    });
  }
  async function back() {
    if (localStorage.getItem(FLAG)) { await send(); return; }
    if (copied && !token && navigator.onLine) await ask();
    await show().catch(() => false);
  }
  addEventListener("online", back);
  back();
  keep();
})();
