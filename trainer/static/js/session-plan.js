// How are the rows of a plan added, moved and removed where a script may run? At once, and saved with the next button.
(() => {
  "use strict";
  const form = document.querySelector("form[data-plan]");
  const list = form && form.querySelector(".plan-rows");
  if (!list) return;
  const sum = form.querySelector("[data-sum]");
  const words = form.dataset, planned = Number(words.planned);
  const blank = list.lastElementChild && list.lastElementChild.cloneNode(true);
  const heard = document.createElement("p");
  heard.className = "unseen";
  heard.setAttribute("role", "status");
  form.append(heard);
  const rows = () => Array.from(list.children);

  // Names, ids and labels carry the place of a row: they follow when it moves.
  function number() {
    rows().forEach((row, place) => {
      row.id = `row-${place}`;
      const legend = row.querySelector("legend");
      legend.textContent = legend.textContent.replace(/\d+/, place + 1);
      for (const one of row.querySelectorAll("[name^=rows-], [id^=rows-], [for^=rows-], [aria-describedby^=rows-]")) {
        for (const name of ["name", "id", "for", "aria-describedby"]) {
          if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/rows-\d+-/g, `rows-${place}-`));
        }
      }
      for (const button of row.querySelectorAll("[data-act]")) {
        button.value = `${button.dataset.act}-${place}`;
        const said = button.querySelector("span");
        said.textContent = said.textContent.replace(/\d+/, place + 1);
      }
    });
    add();
  }
  function add() {
    const total = Array.from(list.querySelectorAll("[name$=-minutes]")).reduce((all, one) => all + (/^\d+$/.test(one.value.trim()) ? Number(one.value) : 0), 0);
    const off = total - planned, many = Math.abs(off);
    const kind = off === 0 ? "fits" : `${off < 0 ? "free" : "over"}${many === 1 ? "One" : ""}`;
    const text = words[kind].replace("{r}", total).replace("{p}", planned).replace("{n}", many);
    if (sum.textContent !== text) sum.textContent = text;
    sum.classList.toggle("over", off > 0);
  }
  const touched = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  function fresh() {
    const row = blank.cloneNode(true);
    for (const field of row.querySelectorAll("input, textarea")) { field.value = ""; field.removeAttribute("value"); }
    for (const field of row.querySelectorAll("select")) field.selectedIndex = 0;
    for (const error of row.querySelectorAll(".error")) error.remove();
    for (const field of row.querySelectorAll(".has-error")) field.classList.remove("has-error");
    const more = row.querySelector("details");
    more.open = false;
    more.querySelector("summary").textContent = words.more;
    return row;
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    const row = button.closest("[data-row]"), act = button.dataset.act;
    if (button.value === "add" && blank) {
      event.preventDefault();
      list.append(fresh());
      number();
      list.lastElementChild.querySelector("[name$=-minutes]").focus();
    } else if (act === "remove" && row) {
      event.preventDefault();
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      if (!list.children.length) list.append(fresh());
      number();
      (next || list.firstElementChild).querySelector("[data-act=remove]").focus();
      heard.textContent = words.removed;
      touched();
    } else if (act && row) {
      event.preventDefault();
      if (act === "up" && row.previousElementSibling) row.previousElementSibling.before(row);
      if (act === "down" && row.nextElementSibling) row.nextElementSibling.after(row);
      number();
      button.focus();
      heard.textContent = words.moved.replace("{n}", rows().indexOf(row) + 1);
      touched();
    }
  });
  list.addEventListener("input", add);
  if (blank) add();
})();
