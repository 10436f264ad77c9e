// Entry: every module listens on the document, so that swapped parts need no wiring.
import "./htmx-setup.js";
import "./toasts.js";
import "./dialogs.js";
import "./keyboard.js";
import "./menus.js";
import "./palette.js";
import "./once.js";
import "./draft.js";
import "./files.js";
import "./live.js";
import "./timer.js";
import "./appearance.js";
import "./clipped.js";
