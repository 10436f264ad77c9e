// The roster's grid: arrows move, Enter or a digit edits the cell in place, Delete clears it, C and W copy.
import { lettersAreOn } from "./keys.js";
import { isSignedOut, logInAddress, post } from "./request.js";
import { text } from "./texts.js";
import { showToast } from "./toasts.js";

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const COPIES = { c: 1, w: 7 };
const table = document.querySelector("table.roster[data-edit]");

if (table) {
  table.addEventListener("keydown", onKey);
  table.addEventListener("dblclick", (event) => openEditor(event.target.closest("td")));
  table.addEventListener("click", (event) => stand(event.target.closest("tbody td")));
  table.addEventListener("focusout", onLeave);
  const first = table.querySelector("tr[data-editable] td[data-today]") ?? table.querySelector("tr[data-editable] td") ?? table.querySelector("tbody td");
  if (first) first.tabIndex = 0;
}

function onKey(event) {
  if (event.target.matches(".roster-input")) return onEditorKey(event);
  const cell = event.target.closest("tbody td");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (act(cell, event.key)) event.preventDefault();
}

function act(cell, key) {
  if (MOVES[key]) return move(cell, ...MOVES[key]);
  if (key === "Home") return stand(days(cell)[0]);
  if (key === "End") return stand(days(cell).at(-1));
  if (!isEditable(cell)) return false;
  if (key === "Enter" || key === "F2") return openEditor(cell);
  if (key === "Delete" || key === "Backspace") return save(cell, "");
  if (/^\d$/.test(key)) return openEditor(cell, key);
  const back = lettersAreOn() && COPIES[key.toLowerCase()];
  const from = back ? days(cell)[days(cell).indexOf(cell) - back] : null;
  return from ? save(cell, hoursOf(from)) : false;
}

function move(cell, down, right) {
  const row = cell.closest("tr");
  const next = down > 0 ? row.nextElementSibling : down < 0 ? row.previousElementSibling : row;
  stand(next && days(next.querySelector("td"))[days(cell).indexOf(cell) + right]);
  return true;
}

/** Makes a cell the one that Tab comes back to, and focuses it. */
function stand(cell) {
  if (!cell || cell.querySelector(".roster-input")) return Boolean(cell);
  for (const other of table.querySelectorAll('td[tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
  return true;
}

function days(cell) {
  return cell ? [...cell.closest("tr").querySelectorAll("td")].slice(0, -1) : [];
}

function isEditable(cell) {
  return cell.closest("tr").hasAttribute("data-editable") && days(cell).includes(cell) && cell.dataset.d !== "out";
}

function hoursOf(cell) {
  return cell.dataset.hours ?? cell.title;
}

function dayOf(cell) {
  return table.querySelectorAll("thead th[data-day]")[days(cell).indexOf(cell)].dataset.day;
}

function openEditor(cell, typed = "") {
  if (!cell || !isEditable(cell) || cell.querySelector(".roster-input")) return false;
  stand(cell);
  const input = document.createElement("input");
  input.className = "roster-input";
  input.maxLength = 60;
  input.setAttribute("aria-label", `${table.dataset.hours}, ${dayOf(cell)}`);
  input.value = typed || hoursOf(cell);
  cell.append(input);
  input.focus();
  if (!typed) input.select();
  return true;
}

function onEditorKey(event) {
  const input = event.target;
  const cell = input.closest("td");
  if (event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closeEditor(input);
    stand(cell);
  }
  if (event.key === "Enter" || event.key === "Tab") {
    event.preventDefault();
    submit(input, event.shiftKey ? -1 : 1);
  }
  event.stopPropagation();
}

// Whoever clicks elsewhere has meant what was typed, unless it asks for a reason still.
function onLeave(event) {
  const input = event.target;
  if (!input.matches(".roster-input") || input.dataset.sent || input.dataset.given !== undefined) return;
  submit(input, 0);
}

function submit(input, step) {
  const cell = input.closest("td");
  const asksReason = input.dataset.given !== undefined;
  const hours = asksReason ? input.dataset.given : input.value.trim();
  if (!asksReason && hours === hoursOf(cell)) {
    closeEditor(input);
    return step && move(cell, 0, step);
  }
  return save(cell, hours, { reason: asksReason ? input.value.trim() : "", step, input });
}

function closeEditor(input) {
  input.dataset.sent = "yes";
  input.remove();
}

function save(cell, hours, { reason = "", step = 0, input = null } = {}) {
  send(cell, hours, { reason, step, input });
  return true;
}

async function send(cell, hours, { reason, step, input }) {
  const row = cell.closest("tr");
  const place = days(cell).indexOf(cell);
  const body = new FormData();
  for (const [name, value] of Object.entries({ employee: row.dataset.employee, day: dayOf(cell), hours, reason })) body.append(name, value);
  if (input) input.dataset.sent = "yes";
  row.setAttribute("aria-busy", "true");
  const answer = await post(table.dataset.edit, body).catch(() => null);
  row.removeAttribute("aria-busy");
  if (answer?.ok && !isSignedOut(answer)) return redraw(await answer.json(), row, place, step);
  return sayWhy(answer, cell, hours, input);
}

function redraw(parts, row, place, step) {
  const fresh = rowFrom(parts.row);
  row.replaceWith(fresh);
  table.tFoot.replaceChildren(rowFrom(parts.foot));
  const cell = days(fresh.querySelector("td"))[place];
  if (step) move(cell, 0, step);
  else if (!document.activeElement || document.activeElement === document.body) stand(cell);
}

function rowFrom(markup) {
  const model = document.createElement("template");
  model.innerHTML = markup;
  return model.content.firstElementChild;
}

async function sayWhy(answer, cell, hours, input) {
  if (answer && isSignedOut(answer)) {
    showToast({ text: text("signedOut"), tone: "bad", action: text("logIn"), href: logInAddress(), key: "signed-out" });
    return;
  }
  const told = answer?.status === 422 ? await answer.json() : null;
  showToast({ text: told?.error ?? text(answer ? "failed" : "lost"), tone: "bad", key: "roster" });
  if (!told && !input) return;
  const editor = input?.isConnected ? input : (openEditor(cell), cell.querySelector(".roster-input"));
  delete editor.dataset.sent;
  editor.setAttribute("aria-invalid", "true");
  if (told?.field === "reason" && editor.dataset.given === undefined) askReason(editor, hours);
  editor.focus();
}

function askReason(editor, hours) {
  editor.dataset.given = hours;
  editor.value = "";
  editor.maxLength = 500;
  editor.placeholder = table.dataset.reason;
  editor.setAttribute("aria-label", table.dataset.reason);
}
