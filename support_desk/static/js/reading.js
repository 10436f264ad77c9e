// A ticket opens beside the list where there is room for it; elsewhere its link is an ordinary one.

const WITHIN = "#queue-rows [data-open], [data-open-here]";

function pane() {
  const place = document.getElementById("reading");
  return place?.checkVisibility() ? place : null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(WITHIN);
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!pane()) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.getAttribute("href"), { source: "#reading", target: "#reading", swap: "innerHTML", push: "true" });
});

// Of two quick choices the later one counts: an answer for a ticket that is no longer wanted is not shown.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement.id === "reading") ctx.queueStrategy = "replace";
});

/** Marks the row of the open ticket, and shows the newest message. */
function settle() {
  const number = document.getElementById("ticket")?.dataset.number;
  for (const row of document.querySelectorAll(".tick-row[aria-current]")) if (row.id !== `t${number}`) row.removeAttribute("aria-current");
  const row = document.getElementById(`t${number}`);
  row?.setAttribute("aria-current", "true");
  row?.removeAttribute("data-unread");
  row?.scrollIntoView({ block: "nearest" });
  const messages = document.getElementById("ticket-scroll");
  if (messages) messages.scrollTop = messages.scrollHeight;
}

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  const id = typeof target === "string" ? target.replace("#", "") : target?.id;
  if (id === "reading") settle();
});
settle();

// What ends in an ellipsis is said whole on hover; written once here instead of twice in every row.
document.addEventListener("pointerover", (event) => {
  const words = event.target.closest?.(".tick > :nth-child(2) > :last-child, .tick > :nth-child(1) > :first-child");
  if (words && words.scrollWidth > words.clientWidth) words.title = words.textContent;
});
