// The queue and the ticket: every module listens on the document, so that swapped parts need no wiring.
import "./reading.js";
import "./composer.js";
import "./items.js";
import "./loaded.js";
import "./menus.js";
import "./ticked.js";
