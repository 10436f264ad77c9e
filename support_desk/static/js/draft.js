// Drafts: what is typed is saved on the server, kept in the browser when it cannot be, and never overwrites a newer one.
import { isSignedOut, logInAddress, post } from "./request.js";
import { text, timeOfDay } from "./texts.js";
import { showToast } from "./toasts.js";

const PAUSE_MS = 700;
const states = new WeakMap();

function stateOf(form) {
  if (!states.has(form)) states.set(form, { timer: 0, dirty: false, saving: false, stopped: false });
  return states.get(form);
}

function say(form, words) {
  const place = form.querySelector("[data-draft-status]");
  if (!place) return;
  const label = place.querySelector("[data-draft-words]") ?? place;
  label.textContent = words;
  place.hidden = false;
}

function fieldsOf(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File || name === "csrfmiddlewaretoken") data.delete(name);
  data.set("version", form.dataset.draftVersion ?? "0");
  return data;
}

function localKey(form) {
  return "draft:" + form.dataset.draftUrl;
}

function keepHere(form) {
  try {
    const fields = Object.fromEntries(fieldsOf(form));
    const ticked = boxesOf(form).filter((box) => box.checked).map((box) => [box.name, box.value]);
    localStorage.setItem(localKey(form), JSON.stringify({ fields, ticked, at: Date.now() }));
    say(form, text("draftLocal"));
  } catch {
    // Storage may be full or forbidden; the text still stands in the field.
  }
}

async function save(form) {
  const state = stateOf(form);
  if (state.saving || state.stopped || !state.dirty) return;
  state.saving = true;
  state.dirty = false;
  try {
    await heed(form, await post(form.dataset.draftUrl, fieldsOf(form)));
  } catch {
    state.dirty = true;
    keepHere(form);
  } finally {
    state.saving = false;
    if (state.dirty && !state.stopped) later(form, PAUSE_MS * 4);
  }
}

async function heed(form, response) {
  if (isSignedOut(response)) {
    stateOf(form).stopped = true;
    keepHere(form);
    showToast({ text: text("signedOut"), tone: "bad", key: "signed-out", action: text("logIn"), href: logInAddress() });
  } else if (response.status === 409) {
    stateOf(form).stopped = true;
    keepHere(form);
    showToast({ text: text("draftNewer"), tone: "soon", key: "draft", action: text("draftReload"), run: () => location.reload() });
  } else if (response.ok) {
    const answer = response.status === 204 ? {} : await response.json();
    if (answer.version !== undefined) form.dataset.draftVersion = answer.version;
    localStorage.removeItem(localKey(form));
    say(form, text("draftSaved", { time: timeOfDay() }));
  } else {
    throw new Error(String(response.status));
  }
}

function later(form, delay = PAUSE_MS) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft-url]");
  if (!form || event.target.type === "file") return;
  stateOf(form).dirty = true;
  say(form, text("draftSaving"));
  later(form);
});

// Sent: the draft is the server's to forget; nothing more may be saved for this form.
document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-draft-url]");
  if (!form) return;
  clearTimeout(stateOf(form).timer);
  stateOf(form).dirty = false;
  if (!form.hasAttribute("hx-post")) localStorage.removeItem(localKey(form));
});
document.addEventListener("htmx:finally:request", (event) => {
  const { request, response } = event.detail.ctx;
  const form = request.form;
  if (!form?.dataset.draftUrl || event.detail.ctx.sourceElement !== form) return;
  if (response && response.status < 400) localStorage.removeItem(localKey(form));
  else if (form.isConnected) keepHere(form);
});

function leave() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) {
    const state = stateOf(form);
    if (!state.dirty || state.stopped) continue;
    clearTimeout(state.timer);
    keepHere(form);
    post(form.dataset.draftUrl, fieldsOf(form), { keepalive: true }).catch(() => {});
  }
}
window.addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());

/** Offers text that was kept in this browser and that the server does not have. */
export function offerKept(root = document) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    const kept = JSON.parse(localStorage.getItem(localKey(form)) ?? "null");
    if (!kept || stateOf(form).offered) continue;
    stateOf(form).offered = true;
    if (isMissing(form, kept)) offer(form, kept);
    else localStorage.removeItem(localKey(form));
  }
}

function boxesOf(form) {
  return [...form.querySelectorAll("input[type=checkbox]")];
}

function keptBoxes(form, kept) {
  const ticked = new Set((kept.ticked ?? []).map(String));
  return boxesOf(form).filter((box) => ticked.has(String([box.name, box.value])) && !box.checked);
}

function isMissing(form, kept) {
  const texts = Object.entries(kept.fields);
  return texts.some(([name, value]) => value && textField(form, name) && textField(form, name).value !== value) || keptBoxes(form, kept).length > 0;
}

function textField(form, name) {
  const field = form.elements[name];
  return field instanceof Element && field.matches("textarea, input[type=text]") ? field : null;
}

function offer(form, kept) {
  const words = text("draftFound", { time: timeOfDay(new Date(kept.at)) });
  showToast({ text: words, tone: "soon", key: "kept", action: text("restore"), run: () => putBack(form, kept) });
}

// With the text comes back what was chosen beside it.
function putBack(form, kept) {
  for (const [name, value] of Object.entries(kept.fields)) {
    const field = form.elements[name];
    if (field instanceof Element && field.matches("textarea, select, input:not([type=hidden], [type=checkbox], [type=radio])")) field.value = value;
  }
  for (const box of keptBoxes(form, kept)) box.checked = true;
  stateOf(form).dirty = true;
  later(form, 0);
}

offerKept();
document.addEventListener("htmx:after:swap", () => offerKept());
