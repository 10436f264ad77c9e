// A ticket opens beside the list where there is room for it; elsewhere its link is an ordinary one.
import { stand } from "./rows.js";

const WITHIN = "#queue-rows [data-open], #operator-rows [data-open]:not([hx-get]), [data-open-here]";
const WITH_COMPOSER = "#write-reply:not([hidden]) textarea, .composer-form:not([hidden]) textarea";

// `data-beside`: a pane that is not there until something opens in it, and whose list keeps its own address.
const WIDE = matchMedia("(min-width: 1200px)");
let answering = false;

function pane() {
  const place = document.getElementById("reading");
  if (place?.matches("[data-beside]")) return WIDE.matches ? place : null;
  return place?.checkVisibility() ? place : null;
}

/** Opens a ticket with the cursor in the reply; where there is no room beside the list, on a page of its own. */
export function openToAnswer(link) {
  if (!pane()) return location.assign(`${link.href}#reply_body`);
  answering = true;
  link.click();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(WITHIN);
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const place = pane();
  if (!place) return;
  event.preventDefault();
  const push = place.matches("[data-beside]") ? "false" : "true";
  window.htmx.ajax("GET", link.getAttribute("href"), { source: "#reading", target: "#reading", swap: "innerHTML", push });
});

// Of two quick choices the later one counts: an answer for a ticket that is no longer wanted is not shown.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement.id === "reading") ctx.queueStrategy = "replace";
});

/** Marks the row of the open ticket, and shows the newest message. */
function settle() {
  const number = document.getElementById("ticket")?.dataset.number;
  for (const row of document.querySelectorAll("[data-row][aria-current]")) if (row.id !== `t${number}`) row.removeAttribute("aria-current");
  const row = document.getElementById(`t${number}`);
  row?.setAttribute("aria-current", "true");
  row?.removeAttribute("data-unread");
  row?.scrollIntoView({ block: "nearest" });
  const messages = document.getElementById("ticket-scroll");
  if (messages) messages.scrollTop = messages.scrollHeight;
  if (answering) document.querySelector(WITH_COMPOSER)?.focus();
  answering = false;
}

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  const id = typeof target === "string" ? target.replace("#", "") : target?.id;
  if (id === "reading") settle();
});
settle();

// Closing the pane leads back to the row that was open in it.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-closes-reading]")) return;
  const row = document.querySelector("[data-row][aria-current]");
  document.getElementById("reading").replaceChildren();
  row?.removeAttribute("aria-current");
  if (row) stand(row);
});

// A list that was drawn anew does not know what is open beside it.
document.addEventListener("htmx:after:swap", () => {
  const number = document.querySelector("#reading[data-beside] #ticket")?.dataset.number;
  if (number) document.getElementById(`t${number}`)?.setAttribute("aria-current", "true");
});

// What ends in an ellipsis is said whole on hover; written once here instead of twice in every row.
document.addEventListener("pointerover", (event) => {
  const words = event.target.closest?.(".tick > :nth-child(2) > :last-child, .tick > :nth-child(1) > :first-child");
  if (words && words.scrollWidth > words.clientWidth) words.title = words.textContent;
});
