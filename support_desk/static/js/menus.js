// Menus are plain <details>: one at a time, closed by a choice, a click elsewhere or Escape.

function close(except = null) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) fold(menu);
}

// The focus goes to the menu's button: a dialog that opens now gives it back there, not to nothing.
function fold(menu) {
  const held = menu.contains(document.activeElement);
  menu.open = false;
  if (held) menu.querySelector("summary").focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const menu = event.target.closest("details.menu");
  close(event.target.closest(".menu-item") ? null : menu);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
