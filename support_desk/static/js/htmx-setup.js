// What htmx does on our pages: the token on every change, rest while hidden, a sentence for every failure.
import { csrfToken, isSignedOut, logInAddress } from "./request.js";
import { text } from "./texts.js";
import { showToast } from "./toasts.js";

const SENTENCES = { 404: "gone", 410: "gone", 413: "tooLarge", 429: "tooOften" };

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  if (!["GET", "HEAD"].includes(request.method)) request.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:before:request", (event) => {
  if (isPoll(event.detail.ctx) && (document.hidden || document.querySelector("dialog:modal"))) event.preventDefault();
});

// A lost session answers a part of a page with the whole log-in page: never put that into a list.
document.addEventListener("htmx:before:response", (event) => {
  const ctx = event.detail.ctx;
  if (!isSignedOut(ctx.response.raw)) return;
  event.preventDefault();
  showToast({ text: text("signedOut"), tone: "bad", action: text("logIn"), href: logInAddress(), key: "signed-out" });
});

document.addEventListener("htmx:response:error", (event) => {
  const ctx = event.detail.ctx;
  const status = ctx.response.status;
  if (isSentence(ctx)) return sayInstead(ctx);
  if (status === 422 || saysItself(ctx)) return;
  if (isPoll(ctx) && status >= 500) return;
  showToast({ text: text(SENTENCES[status] ?? (status >= 500 ? "failed" : "refused")), tone: "bad", key: "http" });
});

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (!ctx || ctx.response || (error?.name === "AbortError" && ctx.status !== "issuing" && navigator.onLine)) return;
  if (isPoll(ctx)) return;
  showToast({ text: text("lost"), tone: "lost", key: "lost", action: text("tryAgain"), run: () => retry(ctx) });
});

function isPoll(ctx) {
  return ctx.sourceEvent?.type === "every";
}

// A refusal comes as one plain sentence: it is said, and the page stays as it was.
function isSentence(ctx) {
  return Boolean(ctx.response.headers.get("Content-Type")?.startsWith("text/plain"));
}

function sayInstead(ctx) {
  ctx.hx.reswap = "none";
  if (!saysItself(ctx)) showToast({ text: ctx.text, tone: "bad", key: "refused" });
}

function saysItself(ctx) {
  return Boolean(ctx.hx?.trigger?.includes('"toast"'));
}

function retry(ctx) {
  const source = ctx.sourceElement;
  if (source.matches("form")) source.requestSubmit(ctx.request.submitter ?? undefined);
  else source.dispatchEvent(new Event(ctx.sourceEvent?.type ?? "click", { bubbles: true, cancelable: true }));
}
