// Entry of the client portal: what its few forms need, and no keyboard of the desk.
import "./htmx-setup.js";
import "./toasts.js";
import "./dialogs.js";
import "./once.js";
import "./files.js";
import "./appearance.js";
import "./clipped.js";
