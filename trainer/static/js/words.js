// What does this word mean? Its link leads to the list below; here it opens the same explanation beside the word.
(() => {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;
  const GAP = 6, EDGE = 16;
  let number = 0;

  for (const link of document.querySelectorAll("main a[href^='#word-']")) {
    const entry = document.getElementById(link.hash.slice(1));
    if (!entry) continue;
    const note = document.createElement("span");
    note.id = `word-note-${++number}`;
    note.className = "word-note";
    note.popover = "auto";
    if (entry.lang) note.lang = entry.lang;
    const word = document.createElement("b");
    word.textContent = entry.querySelector("dt").textContent;
    note.append(word, entry.querySelector("dd").textContent);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "word-button";
    button.innerHTML = link.innerHTML;
    button.popoverTargetElement = note;
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-describedby", note.id);
    note.addEventListener("beforetoggle", (event) => button.setAttribute("aria-expanded", String(event.newState === "open")));
    note.addEventListener("toggle", (event) => { if (event.newState === "open") place(note, button); });
    link.replaceWith(button, note);
  }

  // Below the word, or above it where there is no room below; never over the edge of the window.
  function place(note, button) {
    const at = button.getClientRects()[0], size = note.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - size.width - EDGE));
    const below = at.bottom + GAP + size.height < innerHeight;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(below ? at.bottom + GAP : at.top - GAP - size.height) + scrollY}px`;
  }
})();
