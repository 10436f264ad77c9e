// Questions of a letter in the reply form: kept answers are put into the text, and their items ticked.

function put(text, words) {
  text.value = [text.value.trimEnd(), words].filter(Boolean).join("\n\n");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-insert-answers]");
  if (!button) return;
  const form = button.form ?? button.closest("form");
  const boxes = [...form.querySelectorAll("[data-item-answer]")].filter((box) => box.dataset.itemAnswer && !box.checked);
  for (const box of boxes) box.checked = true;
  const text = form.elements.body;
  put(text, boxes.map((box) => `${box.dataset.item}. ${box.dataset.itemAnswer}`).join("\n\n"));
  text.focus();
});
