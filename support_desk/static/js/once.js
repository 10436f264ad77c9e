// A double click does nothing twice: a form that is on its way cannot be sent again, and each sending has its own key.
import { freshKey } from "./request.js";

const underWay = new WeakSet();

function buttonsOf(form) {
  return [...form.elements].filter((each) => each.matches("button:not([type=button]), input[type=submit]"));
}

function hold(form) {
  underWay.add(form);
  form.setAttribute("aria-busy", "true");
  // After this turn, so that the pressed button's own value still goes along.
  setTimeout(() => underWay.has(form) && buttonsOf(form).forEach((button) => button.setAttribute("aria-disabled", "true")));
}

function release(form) {
  underWay.delete(form);
  form.removeAttribute("aria-busy");
  buttonsOf(form).forEach((button) => button.removeAttribute("aria-disabled"));
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" && !form.hasAttribute("hx-post")) return;
    if (!underWay.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  { capture: true },
);

// Last of all listeners: whoever stops the submission (a file check, htmx's validation) has spoken by now.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "post" && !event.defaultPrevented) hold(form);
});

document.addEventListener("htmx:before:request", (event) => {
  const form = event.detail.ctx.request.form;
  if (form && event.detail.ctx.sourceElement === form) hold(form);
});

document.addEventListener("htmx:finally:request", (event) => {
  const { request, response } = event.detail.ctx;
  if (!request.form) return;
  release(request.form);
  const key = request.form.querySelector("input[name=idempotency_key]");
  if (key && response && response.status < 500) key.value = freshKey();
});

// Coming back by the browser's back button finds the form alive again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[aria-busy]").forEach(release);
});
