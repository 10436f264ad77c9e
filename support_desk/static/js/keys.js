// Which key was meant: by its letter, and by its place where the layout has no Latin letters.

/** "j", "?", "/", "Enter"… for a key press; on a Cyrillic layout the letter printed on the same key. */
export function keyOf(event) {
  const key = event.key;
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (event.code === "Slash" && (key === "." || key === ",")) return event.shiftKey ? "?" : "/"; // Russian layout
  if (key.length === 1 && key.charCodeAt(0) > 127 && event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
  return key;
}

/** Whether the press belongs to what is being typed. */
export function isTyping(event) {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.matches("input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
}

/** Whether single letters do anything: a person may switch them off in the profile (WCAG 2.1.4). */
export function lettersAreOn() {
  return document.documentElement.dataset.keyboard !== "off";
}
