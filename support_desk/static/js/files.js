// Attachments by paste and drop: they land in the form's own file field, listed with a way to take them out again.
import { text } from "./texts.js";
import { showToast } from "./toasts.js";

const MEGABYTE = 1024 * 1024;

function fieldOf(form) {
  return form.querySelector("[data-files-input]");
}

function sizeWords(bytes) {
  if (bytes < MEGABYTE) return text("kilobytes", { size: Math.max(1, Math.round(bytes / 1024)) });
  return text("megabytes", { size: (bytes / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) });
}

function put(field, files) {
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  field.files = carrier.files;
}

function allowed(form, files) {
  const largest = Number(form.dataset.maxBytes ?? 25 * MEGABYTE);
  const most = Number(form.dataset.maxCount ?? 20);
  const fitting = files.filter((file) => {
    if (file.size <= largest) return true;
    showToast({ text: text("fileTooLarge", { name: file.name, size: sizeWords(largest) }), tone: "soon", key: "file-size" });
    return false;
  });
  if (fitting.length > most) showToast({ text: text("fileTooMany", { count: most }), tone: "soon", key: "file-count" });
  return fitting.slice(0, most);
}

function add(form, files) {
  const field = fieldOf(form);
  put(field, allowed(form, [...field.files, ...files]));
  list(form);
}

function list(form) {
  const place = form.querySelector("[data-files]");
  const field = fieldOf(form);
  if (!place) return;
  place.replaceChildren(...[...field.files].map((file, index) => line(form, file, index)));
  place.hidden = !field.files.length;
}

function line(form, file, index) {
  const item = document.createElement("li");
  item.className = "file";
  const name = Object.assign(document.createElement("span"), { className: "clip", textContent: file.name, title: file.name });
  const size = Object.assign(document.createElement("span"), { className: "quiet num", textContent: sizeWords(file.size) });
  const away = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  away.setAttribute("aria-label", text("remove", { name: file.name }));
  away.addEventListener("click", () => {
    const field = fieldOf(form);
    put(field, [...field.files].filter((_, place) => place !== index));
    list(form);
    field.focus();
  });
  item.append(name, size, away);
  return item;
}

document.addEventListener("paste", (event) => {
  const form = event.target.closest?.("form[data-drop]");
  const files = [...(event.clipboardData?.files ?? [])];
  if (!form || !files.length) return;
  event.preventDefault();
  add(form, files);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-drop]");
    if (!form || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.toggleAttribute("data-dropping", kind === "dragover");
    if (kind === "drop") add(form, [...event.dataTransfer.files]);
  });
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form");
  if (!form || !event.target.matches("[data-files-input]")) return;
  put(event.target, allowed(form, [...event.target.files]));
  list(form);
});

document.addEventListener("reset", (event) => setTimeout(() => event.target.querySelector("[data-files]") && list(event.target)));
