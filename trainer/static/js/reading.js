// Where am I in this text, and have I come to its end? Kept by itself while one reads; the buttons do the same.
// What was sent and what could not be is told to the page as an event "reading:sent" or "reading:unsent" (address,
// values). Whoever keeps the latter on this device prevents its default.
(() => {
  "use strict";
  const page = document.querySelector("[data-reading]");
  if (!page || !("IntersectionObserver" in window)) return;
  const PAUSE = 5;
  const parts = Array.from(page.querySelectorAll("[data-part]"));
  const links = parts.map((part) => page.querySelector(`.contents a[href="#${part.id}"]`));
  const far = page.querySelector("[data-how-far]");
  const bar = page.querySelector(".contents progress");
  const said = page.querySelector("[data-said]");
  const [unread, read] = [page.querySelector("[data-unread]"), page.querySelector("[data-read]")];
  const unwanted = `not-read:${page.dataset.finish}`;
  let seconds = 0, last = -PAUSE, at = -1, kept = -1, ended = false, done = false, out = false;
  const isDone = () => done || "isDone" in page.dataset;

  // A part is the one being read when it reaches into the upper part of the window.
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
    const now = parts.findLastIndex((part) => seen.has(part));
    if (now < 0 || now === at) return;
    at = now;
    show();
  }, { rootMargin: "0px 0px -65% 0px" });
  parts.forEach((part) => watch.observe(part));
  new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    ended = true;
    at = parts.length - 1;
    show();
  }).observe(page.querySelector("[data-end]"));

  function show() {
    links.forEach((link, number) => {
      if (!link) return;
      link.parentElement.classList.toggle("behind", isDone() || number < at);
      if (number === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    if (isDone()) return;
    if (far) far.textContent = far.dataset.words.replace("{n}", at + 1).replace("{m}", parts.length);
    if (bar) bar.value = at + 1;
  }

  setInterval(() => {
    if (document.hidden || out) return;
    seconds += 1;
    if (seconds >= PAUSE && at !== kept && seconds - last >= PAUSE) keep();
    if (ended && !isDone() && seconds >= Number(page.dataset.least) && !remembered()) finish();
  }, 1000);
  const leave = () => { if (seconds >= PAUSE && at !== kept && !out) keep(); };
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });

  async function keep() {
    if (at < 0) return;
    [kept, last] = [at, seconds];
    await send(page.dataset.place, { place: parts[at].id });
  }

  async function finish() {
    done = true;
    if (!await send(page.dataset.finish, {})) return;
    page.dataset.isDone = "";
    unread.hidden = true;
    read.hidden = false;
    said.textContent = said.dataset.marked;
    if (bar) bar.value = bar.max;
    if (far) far.textContent = far.dataset.done;
    show();
  }

  // True when it arrived, or waits on this device until there is a connection (later.js). A copy has no key to send with.
  async function send(address, values) {
    const tell = (what) => !document.dispatchEvent(new CustomEvent(`reading:${what}`, { cancelable: true, detail: { address, values } }));
    if (!page.dataset.token || !navigator.onLine) return tell("unsent");
    const body = new URLSearchParams({ ...values, quiet: "yes", csrf_token: page.dataset.token });
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body, keepalive: true, redirect: "manual", credentials: "same-origin" });
    } catch { return tell("unsent"); }
    if (answer.status === 204) { tell("sent"); return true; }
    // Signed out, or the page has been open for too long: whoever keeps it asks for a new key.
    if (answer.type !== "opaqueredirect" && answer.status !== 400) return false;
    if (tell("unsent")) return true;
    out = true;
    said.textContent = said.dataset.out;
    return false;
  }

  // Who took it back does not want it marked again on the way.
  page.querySelector("[data-take-back]").addEventListener("submit", () => {
    try { sessionStorage.setItem(unwanted, "yes"); } catch { /* this browser keeps nothing */ }
  });
  function remembered() {
    try { return sessionStorage.getItem(unwanted) !== null; } catch { return false; }
  }
})();
