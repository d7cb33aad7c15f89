// What opens when there is no connection? The sign-in sheets that this device has kept (sheet-copy.js), nothing else.
"use strict";
const SHEET = /^\/offerings\/[^/]+\/attendance\/\d+$/;
const PATIENCE = 8000;
const GONE = new Set([401, 403, 404, 410]), AWAY = new Set([502, 503, 504]);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && SHEET.test(pathname)) event.respondWith(sheet(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(fetch(request).catch(() => part(request)));
});

// The site itself while it answers; what was kept when it does not. A sheet that is no longer this person's goes.
async function sheet(request, pathname) {
  const [name, kept] = await copy(pathname);
  if (!kept) return fetch(request);
  let answer;
  try { answer = await Promise.race([fetch(request), new Promise((late) => { setTimeout(late, PATIENCE); })]); } catch { /* no connection */ }
  if (!answer || AWAY.has(answer.status)) return kept;
  if (answer.type === "opaqueredirect" || GONE.has(answer.status)) await caches.delete(name);
  return answer;
}

async function copy(pathname) {
  for (const name of (await caches.keys()).filter((one) => one.startsWith("sheet:")).reverse()) {
    const kept = await (await caches.open(name)).match(pathname);
    if (kept) return [name, kept];
  }
  return [];
}

async function part(request) {
  return (await caches.match(request, { ignoreVary: true })) || Response.error();
}
