// The operator's list: its rows carry bare buttons, which act for the row they stand in.
import { openToAnswer } from "./reading.js";
import { stand } from "./rows.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("#operator-rows [data-row-key]");
  if (!button) return;
  const row = button.closest("[data-row]");
  stand(row);
  if (button.dataset.rowKey === "a") return ask(row);
  const link = row.querySelector("[data-open]");
  // A call is worked off in a dialog and a letter on its own page: their links know how.
  if (link.hasAttribute("hx-get") || !row.id.startsWith("t")) return link.click();
  openToAnswer(link);
});

function ask(row) {
  const target = document.getElementById("loaded-dialog");
  window.htmx.ajax("GET", `/operator/${row.id.slice(1)}/`, { source: row, target, swap: "innerHTML" });
}
