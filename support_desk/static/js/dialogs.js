// Dialogs: `data-opens="id"` opens, `data-closes` closes, a click beside closes. The browser keeps focus and Esc.

/** Opens a dialog over the page unless it is open already. */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return null;
  // What stands elsewhere on the page already is not sent twice.
  for (const place of dialog.querySelectorAll("[data-copy-of]")) place.innerHTML = document.getElementById(place.dataset.copyOf).innerHTML;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("desk:opened", { bubbles: true }));
  return dialog;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) return void openDialog(opener.dataset.opens);
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target.closest("[data-closes]") || isBeside(dialog, event)) dialog.close();
});

// A dialog whose form succeeded by htmx says so with an event from the server.
document.addEventListener("close-dialog", () => document.querySelector("dialog:modal")?.close());

function isBeside(dialog, event) {
  if (event.target !== dialog || !dialog.matches(":modal")) return false;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  return !inside;
}
