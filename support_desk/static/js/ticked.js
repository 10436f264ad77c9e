// How many rows are ticked, said beside the buttons that act on them. Refreshing the list unticks nothing.

function count() {
  const form = document.getElementById("bulk");
  if (!form) return;
  const ticked = form.querySelectorAll("[name=ticket]:checked").length;
  form.querySelector("[data-ticked]").textContent = ticked;
  form.toggleAttribute("data-any", ticked > 0);
}

document.addEventListener("change", (event) => event.target.form?.id === "bulk" && count());
document.addEventListener("reset", (event) => event.target.id === "bulk" && setTimeout(count));
document.addEventListener("htmx:after:swap", count);
// A finished change closes its dialog; what was ticked for it is done with.
document.addEventListener("queue-changed", () => document.querySelector("#loaded-dialog [action$='/queue/bulk/']") && document.getElementById("bulk")?.reset());
