// What opens when there is no connection? The pages that this device has kept, nothing else: sign-in sheets
// (sheet-copy.js), courses (course-copy.js), the journal (journal-later.js) and the page of today's session
// (today.js), in boxes whose names begin with what they hold.
"use strict";
const KINDS = [
  ["sheet:", /^\/offerings\/[^/]+\/attendance\/\d+$/],
  ["course:", /^\/courses(\/[^/]+(\/[^/]+(\/guide)?)?)?$/],
  ["journal:", /^\/journal(\/new)?$/],
  ["today:", /^\/cop-sessions\/[^/]+\/today$/],
];
// A trace that was begun on this device is written on the page of a new one, as long as there is no connection.
const TRACE = /^\/journal\/free:[\w-]+$/, NEW_TRACE = "/journal/new";
const PATIENCE = 8000;
const OUT = 401, GONE = new Set([403, 404, 410]), AWAY = new Set([502, 503, 504]);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const kind = request.mode === "navigate" && KINDS.find(([, pages]) => pages.test(pathname));
  if (kind) event.respondWith(page(request, pathname, kind[0]));
  else if (request.mode === "navigate" && TRACE.test(pathname)) event.respondWith(fetch(request).catch(() => begun()));
  else if (pathname.startsWith("/static/")) event.respondWith(fetch(request).catch(() => part(request)));
});

// The site itself while it answers; what was kept when it does not. What is no longer this person's goes.
async function page(request, pathname, kind) {
  const kept = await copy(pathname, kind);
  if (!kept) return fetch(request);
  let answer;
  try { answer = await Promise.race([fetch(request), new Promise((late) => { setTimeout(late, PATIENCE); })]); } catch { /* no connection */ }
  if (!answer || AWAY.has(answer.status)) return kept;
  if (answer.type === "opaqueredirect" || answer.status === OUT) for (const name of await boxes(kind)) await caches.delete(name);
  if (GONE.has(answer.status)) await drop(pathname, kind);
  return answer;
}

async function begun() {
  return (await copy(NEW_TRACE, "journal:")) || Response.error();
}

async function boxes(kind) {
  return (await caches.keys()).filter((one) => one.startsWith(kind)).reverse();
}

async function copy(pathname, kind) {
  for (const name of await boxes(kind)) {
    const kept = await (await caches.open(name)).match(pathname);
    if (kept) return kept;
  }
  return null;
}

async function drop(pathname, kind) {
  for (const name of await boxes(kind)) {
    const box = await caches.open(name);
    await box.delete(pathname);
    if ((await box.keys()).every((one) => new URL(one.url).pathname.startsWith("/static/"))) await caches.delete(name);
  }
}

async function part(request) {
  return (await caches.match(request, { ignoreVary: true })) || Response.error();
}
