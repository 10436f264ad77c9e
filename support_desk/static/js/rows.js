// Moving through a list: one row is the current one, marked for the eye and for screen readers by focus.

function rows() {
  const list = document.querySelector("[data-list]");
  return list ? [...list.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility()) : [];
}

/** The element of a row that takes focus: its link. */
function handleOf(row) {
  return row.matches("a, button") ? row : (row.querySelector("[data-open]") ?? row);
}

/** The row one stands on: the focused one, else the one the page marks as current. */
export function currentRow() {
  return document.activeElement?.closest?.("[data-row]") ?? document.querySelector("[data-list] [data-row][data-here]");
}

/** Moves by `step` rows and focuses; the first move lands on the first row, or beside the one that is open. */
export function moveInList(step) {
  const all = rows();
  if (!all.length) return false;
  const here = currentRow() ?? all.find((row) => row.matches('[aria-current]:not([aria-current="false"])'));
  const index = here ? Math.min(Math.max(all.indexOf(here) + step, 0), all.length - 1) : 0;
  stand(all[index]);
  return true;
}

/** Makes a row the current one. */
export function stand(row) {
  for (const other of document.querySelectorAll("[data-row][data-here]")) delete other.dataset.here;
  row.dataset.here = "";
  const handle = handleOf(row);
  if (!handle.matches("a, button, [tabindex]")) handle.tabIndex = -1;
  handle.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** Opens the current row. */
export function openRow() {
  const row = currentRow();
  if (row) handleOf(row).click();
  return Boolean(row);
}

/** Ticks or clears the current row's checkbox. */
export function tickRow() {
  const box = currentRow()?.querySelector("input[type=checkbox]");
  if (box) box.click();
  return Boolean(box);
}

/** Presses what the current row offers under a letter (`data-row-key`). */
export function pressInRow(key) {
  const found = currentRow()?.querySelector(`[data-row-key="${CSS.escape(key)}"]`);
  if (!found?.checkVisibility()) return false;
  found.click();
  return true;
}
