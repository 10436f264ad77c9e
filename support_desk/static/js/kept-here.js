// What is typed into a long answer stays in this browser until it was accepted: `data-kept-here="name"` on a form.
import { text } from "./texts.js";

const PAUSE_MS = 400;
const PREFIX = "kept:";
const forms = [...document.querySelectorAll("form[data-kept-here]")];

function placeOf(form) {
  return PREFIX + form.dataset.keptHere;
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=file])"));
}

function keep(form, isSent = false) {
  const values = fieldsOf(form)
    .filter((field) => field.type !== "radio" || field.checked)
    .map((field) => [field.name, field.value]);
  try {
    localStorage.setItem(placeOf(form), JSON.stringify({ values, isSent }));
  } catch {
    return; // Storage may be full or forbidden; the text still stands in the field.
  }
  const status = form.querySelector("[data-kept-status]");
  if (!status || isSent) return;
  status.textContent = text("draftLocal");
  status.hidden = false;
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(placeOf(form)) ?? "null");
  if (!kept || form.querySelector(".error, .callout")) return; // what was refused came back filled in
  for (const [name, value] of kept.values) {
    for (const field of fieldsOf(form).filter((each) => each.name === name)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
}

function forgetSent() {
  const here = new Set(forms.map(placeOf));
  for (const place of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && !here.has(name))) {
    if (JSON.parse(localStorage.getItem(place))?.isSent) localStorage.removeItem(place);
  }
}

try {
  forgetSent();
  forms.forEach(restore);
} catch {
  // Without storage nothing is kept and nothing is put back.
}

for (const form of forms) {
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form, true);
  });
}
