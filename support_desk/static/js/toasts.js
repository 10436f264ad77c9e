// Toasts: one region, words first, at most one action. Errors stay until they are closed.
import { text } from "./texts.js";

const SHOWN_MS = 6000;
const LONGEST_STACK = 4;
const ICON_OF_TONE = { "": 0, done: 0, bad: 1, soon: 2, lost: 3, info: 4 };

/**
 * Shows a toast. `tone`: "" done info soon bad lost. `undo_url` with `seconds` counts an Undo button down;
 * `action` with `href` or `run` puts a button in. A toast with the same `key` is replaced, not stacked.
 */
export function showToast({ text: words, tone = "", key = "", undo_url = "", seconds = 0, action = "", href = "", run = null }) {
  const place = document.getElementById("toasts");
  const model = document.getElementById("toast-model");
  if (!place || !model) return null;
  if (key) place.querySelector(`[data-toast-key="${CSS.escape(key)}"]`)?.remove();
  const toast = model.content.firstElementChild.cloneNode(true);
  toast.dataset.tone = tone;
  if (key) toast.dataset.toastKey = key;
  const icons = toast.querySelector("[data-toast-icons]");
  icons.replaceWith(icons.children[ICON_OF_TONE[tone] ?? 0]);
  toast.querySelector("[data-toast-text]").textContent = words;
  place.append(toast);
  addAction(toast, { undo_url, seconds, action, href, run });
  while (place.children.length > LONGEST_STACK) place.firstElementChild.remove();
  if (!undo_url && !["bad", "lost"].includes(tone)) leaveLater(toast, SHOWN_MS);
  return toast;
}

function addAction(toast, { undo_url, seconds, action, href, run }) {
  const button = toast.querySelector("[data-toast-action]");
  if (undo_url) return countDown(toast, button, undo_url, seconds || 10);
  if (!action) return button.remove();
  button.hidden = false;
  button.textContent = action;
  button.addEventListener("click", () => {
    toast.remove();
    if (run) run();
    else location.assign(href);
  });
}

function countDown(toast, button, url, seconds) {
  const until = performance.now() + seconds * 1000;
  button.hidden = false;
  const say = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (left <= 0 || !toast.isConnected) {
      clearInterval(ticking);
      return toast.remove();
    }
    button.textContent = text("undoSeconds", { seconds: left });
  };
  button.setAttribute("aria-label", text("undo"));
  const ticking = setInterval(say, 250);
  say();
  button.addEventListener("click", () => {
    clearInterval(ticking);
    toast.remove();
    // The region is the source, because it holds no fields that would be sent along.
    window.htmx.ajax("POST", url, { source: "#toasts", target: "#toasts", swap: "none" });
  });
}

function leaveLater(toast, delay) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) leaveLater(toast, 1500);
    else toast.remove();
  }, delay);
}

document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest(".toast").remove());
document.addEventListener("toast", (event) => showToast(event.detail));
for (const toast of document.querySelectorAll("#toasts > .toast:not([data-tone=bad])")) leaveLater(toast, SHOWN_MS);
