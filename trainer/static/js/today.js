// What does the page of today's session do by itself? A timer, a tally of voices, and it opens without a connection.
(() => {
  "use strict";
  const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
  const write = (name, value) => { try { value === null ? localStorage.removeItem(name) : localStorage.setItem(name, JSON.stringify(value)); } catch { /* this browser keeps nothing: it goes on while the page is open */ } };
  const MINUTE = 60000;
  let lamp;

  for (const box of document.querySelectorAll("[data-timer]")) timer(box);
  for (const form of document.querySelectorAll("form[data-voices]")) voices(form);
  const here = document.querySelector("[data-on-device]");
  if (here) onDevice(here);

  // The part that goes on, and since when, by the clock of this device: a page that is loaded anew goes on from there.
  function timer(box) {
    const KEY = `timer:${box.dataset.timer}`, words = box.dataset;
    const rows = Array.from(box.querySelectorAll("[data-row-minutes]"));
    const minutes = rows.map((row) => Number(row.dataset.rowMinutes));
    const name = (place) => rows[place].querySelector("[data-name]").textContent;
    const part = (which) => box.querySelector(`[data-${which}]`);
    const [start, back, forward, reset] = ["start", "back", "forward", "reset"].map(part);
    let state = read(KEY), over = false;
    if (!state || !(state.part >= 0) || !(state.began > 0)) state = null;
    part("acts").hidden = false;

    const clockOf = (time) => {
      const seconds = Math.floor(Math.abs(time) / 1000), hours = Math.floor(seconds / 3600);
      const rest = `${String(Math.floor(seconds / 60) % 60).padStart(hours ? 2 : 1, "0")}:${String(seconds % 60).padStart(2, "0")}`;
      return hours ? `${hours}:${rest}` : rest;
    };
    const before = (place) => minutes.slice(0, place).reduce((all, one) => all + one, 0) * MINUTE;
    const set = (line, text) => { if (line.textContent !== text) line.textContent = text; };

    function say(text) { part("heard").textContent = text; }
    function go(place) {
      const now = Date.now();
      state = { part: place, began: now, first: state ? state.first : now };
      over = false;
      write(KEY, state);
      show();
      say(place < rows.length ? `${name(place)}. ${words.part.replace("{n}", place + 1).replace("{a}", rows.length)}` : words.done);
      awake();
    }

    function show() {
      const on = state !== null, place = on ? state.part : -1, done = on && place >= rows.length;
      start.hidden = on;
      back.hidden = !on || place < 1;
      forward.hidden = !on || done;
      reset.hidden = !on;
      part("now").hidden = !on;
      rows.forEach((row, number) => {
        row.classList.toggle("past", on && number < place);
        row.toggleAttribute("aria-current", number === place);
        if (number === place) row.setAttribute("aria-current", "step");
      });
      if (!on) return;
      const now = Date.now(), since = now - state.began, long = done ? 0 : minutes[place] * MINUTE;
      const left = long - since;
      box.classList.toggle("over", !done && left < 0);
      set(part("part-words"), done ? "" : words.part.replace("{n}", place + 1).replace("{a}", rows.length));
      set(part("what"), done ? words.done : name(place));
      set(part("left-words"), done ? "" : (left < 0 ? words.over : words.left).replace("{t}", clockOf(left < 0 ? left : Math.ceil(left / 1000) * 1000)));
      part("bar").hidden = done;
      part("bar").value = done || !long ? 1 : Math.min(since / long, 1);
      set(part("next-words"), done ? "" : place + 1 < rows.length ? words.next.replace("{w}", name(place + 1)) : words.last);
      const behind = Math.round((state.began - state.first - before(place) + Math.max(0, -left)) / MINUTE);
      const ends = Math.ceil((state.first + Number(words.minutes) * MINUTE - now) / MINUTE);
      const pace = done || !behind ? words.level : (behind > 0 ? words.behind : words.ahead).replace("{m}", Math.abs(behind));
      set(part("whole-words"), done ? "" : `${pace} · ${(ends >= 0 ? words.whole : words.past).replace("{m}", Math.abs(ends))}`);
      if (!done && left < 0 && !over) { over = true; say(part("left-words").textContent); }
    }

    start.addEventListener("click", () => { go(0); forward.focus(); });
    forward.addEventListener("click", () => { go(state.part + 1); if (forward.hidden) back.focus(); });
    back.addEventListener("click", () => { go(Math.max(state.part - 1, 0)); if (back.hidden) forward.focus(); });
    reset.addEventListener("click", () => {
      if (!confirm(reset.dataset.ask)) return;
      state = null;
      write(KEY, null);
      box.classList.remove("over");
      show();
      start.focus();
    });
    addEventListener("storage", (event) => { if (event.key === KEY) { state = read(KEY); show(); } });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) { show(); if (state) awake(); } });
    setInterval(show, 1000);
    show();
    if (state) awake();
  }

  // The screen stays on while the timer runs, where the device allows it.
  async function awake() {
    if (lamp || !("wakeLock" in navigator) || document.hidden) return;
    lamp = true;
    try {
      lamp = await navigator.wakeLock.request("screen");
      lamp.addEventListener("release", () => { lamp = null; });
    } catch { lamp = null; }
  }

  // Counted on this device until the numbers are kept; letters, no names.
  function voices(form) {
    const KEY = `voices:${form.dataset.voices}`, OLD = 12 * 60 * MINUTE;
    const seats = Array.from(form.querySelectorAll("input[name^=seats-]"));
    const buttons = Array.from(form.querySelectorAll("[data-plus]"));
    const minus = form.querySelector("[data-minus]"), said = [];
    const numbers = () => seats.map((seat) => Number(seat.value) || 0);
    const kept = read(KEY);
    const same = kept && kept.turns && kept.turns.every((one, place) => one === numbers()[place]);
    if (kept && kept.turns && Date.now() - kept.at < OLD && !same) {
      kept.turns.forEach((count, place) => { if (seats[place]) seats[place].value = count; });
      form.closest("details").open = true;
    } else write(KEY, null);
    for (const seat of seats) seat.hidden = true;
    for (const label of form.querySelectorAll(".voice-seats label")) label.remove();
    for (const button of [...buttons, minus]) button.hidden = false;
    const draw = () => buttons.forEach((button, place) => { button.querySelector("[data-count]").textContent = seats[place].value; });
    const change = (place, by) => {
      seats[place].value = Math.max(0, Math.min(999, Number(seats[place].value) + by));
      write(KEY, { turns: numbers(), at: Date.now() });
      draw();
      form.querySelector("[data-heard]").textContent = form.dataset.more.replace("{s}", buttons[place].dataset.plus).replace("{n}", seats[place].value);
    };
    buttons.forEach((button, place) => button.addEventListener("click", () => { said.push(place); change(place, 1); }));
    minus.addEventListener("click", () => { if (said.length) change(said.pop(), -1); });
    draw();
  }

  // The page keeps itself on this device when it is opened, and anew when notes were saved; what is older goes.
  function onDevice(note) {
    const { copies } = window, root = document.documentElement, { person, copied } = root.dataset;
    if (!person) return;
    const OF = `today:${person}:${note.dataset.onDevice}`;
    const form = document.querySelector("form[data-save]");
    const away = (yes) => { note.hidden = !yes; note.textContent = yes ? note.dataset.away : ""; };
    let fresh = !copied;

    async function keep() {
      if (!copies || !copies.able) return;
      const box = `${OF}@${Date.now()}`;
      try {
        const running = copies.register(note.dataset.worker, note.dataset.scope);
        running.catch(() => { /* awaited below */ });
        const found = await copies.fetched(location.pathname);
        if (!found) return;
        found.page.documentElement.dataset.copied = Date.now();
        for (const flash of found.page.querySelectorAll(".flashes")) flash.remove();
        await copies.put(await caches.open(box), location.pathname, found);
        await copies.drop(`${OF}@`, box);
        await running;
      } catch { await caches.delete(box).catch(() => false); /* no room, or no connection: it opens with one as before */ }
    }

    // A copy has no key for its forms: it gets one before anything of it is sent.
    async function refresh() {
      try {
        const answer = await fetch(location.pathname, { cache: "no-store", redirect: "manual" });
        const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
        if (!page || page.documentElement.dataset.copied || page.documentElement.dataset.person !== person) return;
        const key = page.querySelector("input[name=csrf_token]").value;
        for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = key;
        fresh = true;
        away(false);
        dispatchEvent(new Event("online"));
      } catch { /* still away */ }
    }
    addEventListener("online", (event) => {
      if (fresh) { away(false); return; }
      event.stopImmediatePropagation();
      refresh();
    });
    addEventListener("offline", () => away(true));
    if (copied || !navigator.onLine) away(true);
    if (copied) {
      refresh();
      setInterval(() => { if (!fresh) refresh(); }, 15000);
    } else keep();
    if (form) new MutationObserver(() => { if (fresh && navigator.onLine) keep(); }).observe(form, { attributeFilter: ["data-lock"] });
  }
})();
