// How a due time or a wait in the queue came about: asked for when the pointer or the focus first rests on it (S2).
// One popover for the whole list, in the top layer: no row moves, and the rows weigh nothing more.
import { isSignedOut } from "./request.js";

const CELLS = ".tick .clock, .tick > :first-child > :nth-child(2)";
const REST_MS = { pointer: 300, focus: 700, leave: 250 };
const GAP = 6;
const known = new Map();
const FRESH_MS = 30_000;
let box, cell, timer;
let byPointer = false;

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch" || target.closest?.("#explained")) return clearTimeout(timer);
  const found = target.closest?.(CELLS);
  if (found && found === cell) return clearTimeout(timer);
  if (found) plan(() => show(found), REST_MS.pointer);
  else if (byPointer) plan(hide, REST_MS.leave);
  byPointer ||= Boolean(found);
});

document.addEventListener("focusin", ({ target }) => {
  hide();
  const found = target.matches(".tick:focus-visible") && (target.querySelector(".clock") ?? target.querySelector(CELLS));
  if (found) plan(() => show(found), REST_MS.focus);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cell) return;
  event.preventDefault();
  hide();
});
for (const gone of ["focusout", "click", "scroll", "htmx:after:swap"]) {
  document.addEventListener(gone, (event) => {
    if (!event.target.closest?.("#explained") && (gone !== "htmx:after:swap" || !cell?.isConnected)) hide();
  }, true);
}

function plan(deed, ms) {
  clearTimeout(timer);
  timer = setTimeout(deed, ms);
}

function hide() {
  clearTimeout(timer);
  cell?.closest(".tick").removeAttribute("aria-describedby");
  [cell, byPointer] = [undefined, false];
  if (box?.matches(":popover-open")) box.hidePopover();
}

async function show(found) {
  if (!found.isConnected) return;
  const isPointed = byPointer;
  hide();
  [cell, byPointer] = [found, isPointed];
  const lines = await explanation(found.closest("[data-row]"));
  if (cell !== found || !lines) return;
  box ??= document.body.appendChild(Object.assign(document.createElement("div"), { id: "explained", popover: "manual" }));
  box.setAttribute("role", "tooltip");
  box.replaceChildren(...lines.map((line) => line.cloneNode(true)));
  box.showPopover();
  place(found.getBoundingClientRect());
  found.closest(".tick").setAttribute("aria-describedby", box.id);
}

/** Under the cell, above it where there is no room; always inside the window. */
function place({ left, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = bottom + GAP + height <= innerHeight || top < height + GAP;
  box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
  box.style.top = `${below ? bottom + GAP : top - GAP - height}px`;
}

/** What the server says of the row's ticket, asked once in a while for each state of it; nothing when it is not to be had. */
async function explanation(row) {
  const key = row.id + row.dataset.rev;
  if (known.get(key)?.until > performance.now()) return known.get(key).lines;
  try {
    const response = await fetch(`${row.querySelector("[data-open]").getAttribute("href")}clocks/?lines`);
    if (!response.ok || isSignedOut(response)) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    known.set(key, { lines: [...page.body.children], until: performance.now() + FRESH_MS });
    return known.get(key).lines;
  } catch {
    return null;
  }
}
