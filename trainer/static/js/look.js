// Light or dark, larger text: what a link does with a new page, this does at once. Both write the same two cookies.
(() => {
  "use strict";
  const YEAR = 31536000;
  const plain = { theme: "system", size: "normal" };
  const root = document.documentElement;

  // A page that was kept on this device knows only what was chosen when it was kept.
  for (const name of Object.keys(plain)) {
    const kept = document.cookie.match(new RegExp(`(?:^|; )${name}=([a-z]+)`));
    if (kept) show(name, kept[1]);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-look] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const name = link.parentElement.dataset.look;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${link.dataset.value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
    show(name, link.dataset.value);
  });

  function show(name, value) {
    if (value === plain[name]) delete root.dataset[name];
    else root.dataset[name] = value;
    for (const link of document.querySelectorAll(`[data-look="${name}"] a`)) {
      if (link.dataset.value === value) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
})();
