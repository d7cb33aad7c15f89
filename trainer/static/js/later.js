// What is read without a connection: where does it wait, who sends it, and what does the page show of it meanwhile?
// A page that was kept on this device (course-copy.js) is as old as its copy; what was read here since is newer.
(() => {
  "use strict";
  const root = document.documentElement;
  const { person, copied } = root.dataset;
  if (!person) return;
  const QUEUE = `kept:course:${person}:later`, SINCE = `read:course:${person}:since`, REFUSED = `read:course:${person}:refused`;
  const COURSES = "/courses", PATIENCE = 15000, AGAIN = 15000, MOST_TRIES = 5, SAID_FOR = 8000;
  const AWAY = new Set([429, 502, 503, 504]);
  const [SENT, LATER, OUT] = ["sent", "later", "out"];
  const box = document.querySelector("[data-later]");
  const page = document.querySelector("[data-reading]");
  const words = box ? box.dataset : {};
  const module = page && of(page.dataset.finish);
  let busy = false, again = false, key = "", timer, saying, here = new Set();

  function of(address) { return new URL(address, location.href).pathname.replace(/\/(place|done|unread)$/, ""); }
  function read(name, otherwise) { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } }
  function write(name, value) {
    try { Object.keys(value).length ? localStorage.setItem(name, JSON.stringify(value)) : localStorage.removeItem(name); } catch { return false; }
    return true;
  }
  const queue = () => read(QUEUE, []);
  const away = () => !navigator.onLine || (Boolean(copied) && !key);

  // Kept until it was sent; of each module the last place, and once that it was read. True when the device keeps it.
  function add(which, what, place) {
    const item = { id: `${Date.now()} ${Math.random()}`, module: which, what, place, at: Date.now(), title: document.querySelector("h1").textContent };
    if (!write(QUEUE, [...queue().filter((one) => one.module !== which || one.what !== what), item])) return false;
    note(which, what, place);
    if (!navigator.onLine) line("away");
    send();
    return true;
  }
  function note(which, what, place) {
    const since = read(SINCE, {}), now = Date.now();
    since[which] = { ...since[which], ...(place ? { place, placeAt: now } : {}), ...(what === "done" ? { doneAt: now } : {}) };
    write(SINCE, since);
  }
  function remove(id) { write(QUEUE, queue().filter((one) => one.id !== id)); }

  // One tab sends at a time, one thing after the other. What is sent twice all the same counts once.
  async function send() {
    clearTimeout(timer);
    if (busy) { again = true; return; }
    if (!queue().length && (!copied || key)) return;
    if (!navigator.onLine) { line("away"); return; }
    busy = true;
    try { await (navigator.locks ? navigator.locks.request(QUEUE, { ifAvailable: true }, (mine) => mine && all()) : all()); } finally { busy = false; }
    if (again) { again = false; send(); }
  }
  async function all() {
    const token = await ask();
    if (token === LATER) { wait(); return; }
    if (token === OUT) { line("out"); return; }
    let sent = 0;
    for (let item = queue()[0]; item; item = queue()[0]) {
      const [end, why] = await post(item, token);
      if (end === LATER) { wait(); return; }
      if (end === OUT) { line("out"); return; }
      if (end === SENT) sent += 1;
      else write(REFUSED, [...read(REFUSED, []).filter((one) => one.title !== item.title), { title: item.title, why }]);
      remove(item.id);
    }
    line(sent ? "sent" : "");
    refusals();
  }
  function wait() {
    line("away");
    timer = setTimeout(send, AGAIN);
  }

  // Is the site there, and the same person signed in? Then with the key of a new page all forms of this one work too.
  async function ask() {
    try {
      const answer = await fetch(COURSES, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.type === "opaqueredirect") return OUT;
      if (answer.status >= 500) return LATER;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (fresh.documentElement.dataset.person !== person) return OUT;
      key = fresh.querySelector("input[name=csrf_token]").value;
    } catch { return LATER; /* no connection, whatever the device believes */ }
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = key;
    if (page) page.dataset.token = key;
    return key;
  }
  async function post(item, token) {
    const age = Math.max(0, Math.round((Date.now() - item.at) / 1000));
    const body = new URLSearchParams({ quiet: "yes", csrf_token: token, age, place: item.place || "" });
    let answer, why = "";
    try {
      answer = await fetch(`${item.module}/${item.what}`, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if ((answer.headers.get("Content-Type") || "").startsWith("text/plain")) why = await answer.text();
    } catch { return [LATER]; }
    if (answer.status === 204) return [SENT];
    if (answer.type === "opaqueredirect" || answer.status === 400) return [OUT];
    if (AWAY.has(answer.status)) return [LATER];
    if (answer.status >= 500 && (item.tries || 0) < MOST_TRIES) {
      write(QUEUE, queue().map((one) => (one.id === item.id ? { ...one, tries: (one.tries || 0) + 1 } : one)));
      return [LATER];
    }
    return ["refused", why];
  }

  // What the page says of it.
  function line(which) {
    if (!box) return;
    const shown = box.querySelector("[data-line]");
    shown.hidden = !which;
    shown.classList.toggle("away", which === "away");
    shown.querySelector("span").textContent = which ? words[which] : "";
  }
  function say(text) {
    const shown = box.querySelector("[data-say]");
    shown.textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => { shown.textContent = ""; }, SAID_FOR);
  }
  function refusals() {
    const all = read(REFUSED, []), shown = box && box.querySelector("[data-refused]");
    if (!shown) return;
    shown.hidden = !all.length;
    shown.querySelector("ul").replaceChildren(...all.map(({ title, why }) => {
      const one = document.createElement("li");
      one.textContent = words.refused.replace("{t}", title).replace("{w}", why || words.gone);
      return one;
    }));
  }

  // Where this device knows more than the page: what waits here, and in a copy what was read after it was made.
  function newer(which) {
    const one = read(SINCE, {})[which] || {}, made = Number(copied || Infinity);
    const known = (what, at) => at > made || queue().some((item) => item.module === which && item.what === what);
    return { place: known("place", one.placeAt) ? one.place : "", done: known("done", one.doneAt) };
  }
  function show() {
    const known = page && newer(module);
    if (known?.done) mark(true);
    else if (known?.place && !("isDone" in page.dataset)) leftOff(known.place);
    for (const link of box.ownerDocument.querySelectorAll("main a[href^='/courses/']")) {
      if (page) break;
      const one = newer(of(link.href));
      if (one.place && !one.done) link.setAttribute("href", `${link.pathname}#${one.place}`);
      const state = one.done && link.closest("li") && link.closest("li").querySelector(".task-state .tag");
      if (state) [state.className, state.textContent] = ["tag good", words.read];
    }
  }
  function leftOff(place) {
    const shown = page.querySelector("[data-left-off]"), part = document.getElementById(place);
    if (!shown || !part) return;
    const heading = part.querySelector("h2"), link = shown.querySelector("a");
    shown.hidden = false;
    link.href = `#${place}`;
    link.textContent = heading ? shown.dataset.words.replace("{h}", heading.textContent) : shown.dataset.plain;
  }
  function mark(done) {
    const bar = page.querySelector(".contents progress"), far = page.querySelector("[data-how-far]"), back = page.querySelector("[data-left-off]");
    done ? page.dataset.isDone = "" : delete page.dataset.isDone;
    page.querySelector("[data-unread]").hidden = done;
    page.querySelector("[data-read]").hidden = !done;
    if (!done) return;
    const state = page.querySelector(".reading-head .tag");
    if (state) [state.className, state.textContent] = ["tag good", words.read];
    if (bar) bar.value = bar.max;
    if (far) far.textContent = far.dataset.done;
    if (back) back.hidden = true;
  }

  async function look() {
    if (!("caches" in window)) return;
    for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) here.add(new URL(one.url).pathname);
  }

  if (!box) { send(); return; }
  document.addEventListener("reading:sent", ({ detail }) => note(of(detail.address), detail.address.split("/").pop(), detail.values.place));
  document.addEventListener("reading:unsent", (event) => {
    const { address, values } = event.detail;
    if (add(of(address), address.split("/").pop(), values.place)) event.preventDefault();
  });
  // The buttons do without a connection what they do with one. Before site.js hears of it, which lets a form go once.
  document.addEventListener("submit", (event) => {
    const found = new URL(event.target.getAttribute("action") || "", location.href).pathname.match(/^(\/courses\/[^/]+\/[^/]+)\/(place|done|unread)$/);
    if (!found) return;
    const [, which, what] = found;
    if (!away()) { if (what === "unread") forgetDone(which); return; }
    event.preventDefault();
    if (what === "unread") { takeBack(which); return; }
    if (!add(which, what, event.submitter && event.submitter.name === "place" ? event.submitter.value : "")) return;
    if (!page) location.assign(which);
    else if (what === "done") { mark(true); say(words.marked); page.querySelector("[data-read] button").focus(); }
  }, true);
  function takeBack(which) {
    const waiting = queue().find((one) => one.module === which && one.what === "done");
    if (!waiting) { say(words.notNow); return; }
    remove(waiting.id);
    forgetDone(which);
    mark(false);
    page.querySelector("[data-unread] button").focus();
  }
  function forgetDone(which) {
    const since = read(SINCE, {});
    since[which] = { ...since[which], doneAt: 0 };
    write(SINCE, since);
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='/'], a[href^='http']");
    if (!link || navigator.onLine || event.defaultPrevented) return;
    const to = new URL(link.href);
    if (to.pathname === location.pathname && to.hash && !to.search) return;
    if (to.origin === location.origin && here.has(to.pathname) && !to.search) return;
    event.preventDefault();
    say(words.notHere);
  });
  box.querySelector("[data-refused] button").addEventListener("click", () => { write(REFUSED, []); refusals(); });
  addEventListener("online", () => (queue().length || (copied && !key) ? send() : line("")));
  addEventListener("offline", () => { line("away"); look(); });
  look();
  refusals();
  show();
  if (copied || !navigator.onLine) line("away");
  send();
})();
