// How does a page come into a box on this device, from which worker.js answers when there is no connection?
window.copies = (() => {
  "use strict";
  const able = "caches" in window && "serviceWorker" in navigator;

  // The page at an address as the site draws it now: its document and its headers. Null when it is not this person's.
  async function fetched(path) {
    const answer = await fetch(path, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.documentElement.dataset.person !== document.documentElement.dataset.person) return null;
    const headers = new Headers(answer.headers);
    for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
    // The key of a form is worth nothing later: who sends from a copy asks for a new one.
    for (const key of page.querySelectorAll("input[name=csrf_token]")) key.setAttribute("value", "");
    return { page, headers };
  }

  // With what the page is drawn by, which a box holds once.
  async function put(box, path, { page, headers }) {
    const there = new Set((await box.keys()).map((one) => new URL(one.url).pathname));
    await box.addAll(parts(page).filter((one) => !there.has(one)));
    await box.delete(path);
    await box.put(path, new Response(`<!doctype html>\n${page.documentElement.outerHTML}`, { headers }));
  }

  function parts(page) {
    const found = page.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src], use[href]");
    const addresses = Array.from(found, (one) => new URL(one.getAttribute("src") || one.getAttribute("href"), location.href));
    return [...new Set(addresses.filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/")).map((one) => one.pathname))];
  }

  async function boxes(beginning) {
    return (await caches.keys()).filter((one) => one.startsWith(beginning));
  }

  async function drop(beginning, except) {
    for (const one of await boxes(beginning)) if (one !== except) await caches.delete(one);
  }

  async function register(address, scope) {
    const worker = await navigator.serviceWorker.register(address, { scope, updateViaCache: "none" });
    if (worker.active) return;
    const coming = worker.installing || worker.waiting;
    await new Promise((ready, failed) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") ready();
        if (coming.state === "redundant") failed(new Error("the worker was not installed"));
      });
    });
  }

  return { able, fetched, put, boxes, drop, register };
})();
