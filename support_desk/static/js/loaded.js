// The dialog whose content comes from the server opens when it has arrived.
import { openDialog } from "./dialogs.js";

const ID = "loaded-dialog";

document.addEventListener("htmx:after:swap", (event) => {
  const { target, response } = event.detail.ctx;
  const id = typeof target === "string" ? target.replace("#", "") : target?.id;
  if (id === ID && response?.status !== 204) openDialog(ID);
});

document.getElementById(ID)?.addEventListener("close", (event) => event.target.replaceChildren());
