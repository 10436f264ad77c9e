// Single letters: lists (j k Enter x), places (g and a letter), and whatever carries `data-key`.
import { openDialog } from "./dialogs.js";
import { isTyping, keyOf, lettersAreOn } from "./keys.js";
import { keyCap, places } from "./places.js";
import { moveInList, openRow, pressInRow, tickRow } from "./rows.js";

const GO_WAIT_MS = 1500;
let goUntil = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return withControl(event);
  if (event.altKey) return;
  if (event.key === "Escape" && isTyping(event) && !event.target.closest("dialog")) return event.target.blur();
  if (isTyping(event) || !lettersAreOn() || document.querySelector("dialog:modal")) return;
  if (press(keyOf(event), event)) event.preventDefault();
});

function withControl(event) {
  const key = keyOf(event);
  if (key === "k" && openDialog("palette")) event.preventDefault();
  if (key === "Enter") {
    const form = event.target.closest?.("form[data-submit-keys]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-kind=primary][type=submit], [data-kind=primary]:not([type])") ?? undefined);
  }
}

function press(key, event) {
  if (goUntil > performance.now()) {
    goUntil = 0;
    return follow(document.querySelector(`[data-go="${CSS.escape(key)}"]`));
  }
  if (key === "g") return Boolean((goUntil = performance.now() + GO_WAIT_MS));
  if (key === "j" || key === "k") return moveInList(key === "j" ? 1 : -1);
  if (key === "x") return tickRow();
  if (key === "Enter") return event.target.closest("a, button, summary, input") ? false : openRow();
  if (key === "?") return Boolean(openDialog("help"));
  if (key === "/") return goToSearch();
  return pressInRow(key) || activate(key);
}

function goToSearch() {
  const field = document.getElementById("search-field");
  if (field?.checkVisibility()) {
    field.focus();
    field.select();
    return true;
  }
  return Boolean(openDialog("palette"));
}

function follow(link) {
  if (link) location.assign(link.href);
  return Boolean(link);
}

function activate(key) {
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((each) => each.checkVisibility() && !each.disabled);
  if (!found) return false;
  if (found.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])")) {
    found.focus();
    found.scrollIntoView({ block: "nearest" });
  } else {
    if (found.matches("input")) found.focus(); // a choice: what follows goes on from there, by Tab or Ctrl+Enter
    found.click();
  }
  return true;
}

// The help dialog lists the places, and what this page adds by the names its controls already have.
document.addEventListener("desk:opened", (event) => {
  const ways = event.target.querySelector?.("[data-help-places]");
  ways?.replaceChildren(...places().flatMap(({ key, label }) => (key ? describe(["g", key], label) : [])));
  const section = event.target.querySelector?.("[data-help-here]");
  if (!section) return;
  const list = section.querySelector("dl");
  const seen = new Map();
  for (const each of document.querySelectorAll("[data-key]")) {
    const name = each.getAttribute("aria-label") || each.title || each.labels?.[0]?.textContent || each.textContent;
    if (!seen.has(each.dataset.key)) seen.set(each.dataset.key, name.trim().replace(/\s+/g, " "));
  }
  list.replaceChildren(...[...seen].flatMap(([key, name]) => describe([key], name)));
  section.hidden = seen.size === 0;
});

function describe(keys, name) {
  const term = document.createElement("dt");
  term.append(...keys.flatMap((key) => [keyCap(key), " "]));
  return [term, Object.assign(document.createElement("dd"), { textContent: name })];
}
