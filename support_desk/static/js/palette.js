// Ctrl+K: type to narrow the pages and to find tickets and clients; Enter opens the chosen one, or searches for what was typed.
import { find } from "./palette-found.js";
import { keyCap, places } from "./places.js";

const palette = document.getElementById("palette");
const field = palette?.querySelector("[role=combobox]");
const place = palette?.querySelector("[data-palette-found]");
let pages = [];

function drawPages() {
  for (const each of pages) each.remove();
  pages = places().map(option);
  place.before(...pages);
}

function option({ label, group, href, key, icon }, index) {
  const item = Object.assign(document.createElement("a"), { className: "palette-item", id: `palette-${index}`, href, tabIndex: -1 });
  item.setAttribute("role", "option");
  item.append(icon.cloneNode(true), words("clip", label));
  if (group) item.append(words("quiet", group));
  if (key) {
    const keys = words("push", "");
    keys.setAttribute("aria-hidden", "true");
    keys.append(keyCap("g"), " ", keyCap(key));
    item.append(keys);
  }
  return item;
}

function words(className, textContent) {
  return Object.assign(document.createElement("span"), { className, textContent });
}

function items() {
  return [...pages, ...(place?.querySelectorAll("[role=option]") ?? [])];
}

function shown() {
  return items().filter((item) => !item.hidden);
}

function choose(item) {
  for (const each of items()) each.setAttribute("aria-selected", String(each === item));
  if (item) {
    field.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

function chosen() {
  return items().find((item) => item.getAttribute("aria-selected") === "true" && !item.hidden);
}

function narrow() {
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const item of pages) item.hidden = Boolean(wanted) && !item.textContent.toLocaleLowerCase().includes(wanted);
  choose(wanted ? null : shown()[0]);
  if (place) find(place, wanted, () => choose(chosen() ?? null));
}

function step(by) {
  const all = shown();
  if (!all.length) return;
  const index = all.indexOf(chosen());
  choose(all[(index + by + all.length) % all.length] ?? all[0]);
}

if (palette && field) {
  palette.addEventListener("desk:opened", () => {
    field.value = "";
    drawPages();
    narrow();
    field.focus();
  });
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && (chosen() || !field.value.trim())) {
      event.preventDefault();
      if (chosen()) location.assign(chosen().href);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would only empty itself
      palette.close();
    }
  });
}
