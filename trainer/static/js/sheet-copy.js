// How does a sheet open again without a connection? The page puts itself, with what it is drawn by, into a box on this
// device, from which sheet-worker.js answers. A newer box takes the place of the older once it is whole.
(() => {
  "use strict";
  const note = document.querySelector("[data-copy-of]");
  if (!note) return;
  const NAME = note.dataset.copyOf;
  const form = document.querySelector("form[data-sheet]");
  const able = "caches" in window && "serviceWorker" in navigator;
  const say = (words) => { note.hidden = !words; note.textContent = words || ""; };

  if (note.dataset.made) {
    note.className = "notice care";
    say(note.dataset.made);
    // Nothing was marked on it: what the site has now is better.
    addEventListener("online", () => { if (!localStorage.getItem(`kept:${NAME}`)) location.reload(); });
  } else if (!able) { if (form) say(note.dataset.never); } else if (form) keep();
  else drop();

  async function keep() {
    const box = `${NAME}@${Date.now()}`;
    try {
      const worker = await navigator.serviceWorker.register(note.dataset.worker, { scope: note.dataset.scope, updateViaCache: "none" });
      const answer = await fetch(location.pathname, { cache: "no-store", redirect: "manual" });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      const place = page.querySelector("[data-copy-of]");
      if (!place || place.dataset.copyOf !== NAME) return;
      // The key of a form is worth nothing later: who sends from a copy asks for a new one (sheet.js).
      for (const key of page.querySelectorAll("input[name=csrf_token]")) key.setAttribute("value", "");
      place.dataset.made = place.dataset.opened;
      const headers = new Headers(answer.headers);
      for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
      const store = await caches.open(box);
      await store.addAll(parts(page));
      await store.put(location.pathname, new Response(`<!doctype html>\n${page.documentElement.outerHTML}`, { headers }));
      await drop(box);
      await running(worker);
      say(place.dataset.here);
    } catch {
      await caches.delete(box).catch(() => false);
      say((await boxes()).length ? "" : note.dataset.never);
    }
  }

  function parts(page) {
    const found = page.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src], use[href]");
    const addresses = Array.from(found, (one) => new URL(one.getAttribute("src") || one.getAttribute("href"), location.href));
    return [...new Set(addresses.filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/")).map((one) => one.pathname))];
  }

  async function boxes() {
    return (await caches.keys()).filter((one) => one.startsWith(`${NAME}@`));
  }

  async function drop(except) {
    for (const one of await boxes()) if (one !== except) await caches.delete(one);
  }

  function running(worker) {
    if (worker.active) return Promise.resolve();
    const coming = worker.installing || worker.waiting;
    return new Promise((ready, failed) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") ready();
        if (coming.state === "redundant") failed(new Error("the worker was not installed"));
      });
    });
  }
})();
