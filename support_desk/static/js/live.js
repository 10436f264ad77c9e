// Live lists: a row that changed is tinted until one passes it; where one stands and what is ticked survives.

const changed = new Set();
let before = new Map();
let here = "";

function revisions() {
  return new Map([...document.querySelectorAll("[data-rev][id]")].map((row) => [row.id, row.dataset.rev]));
}

document.addEventListener("htmx:before:swap", () => {
  before = revisions();
  here = document.querySelector("[data-row][data-here]")?.id ?? "";
});

document.addEventListener("htmx:after:swap", (event) => {
  const polled = event.detail.ctx.sourceEvent?.type === "every";
  const after = revisions();
  if (polled && before.size) {
    for (const [id, revision] of after) if (before.get(id) !== revision) changed.add(id);
  }
  for (const id of changed) {
    if (after.has(id)) document.getElementById(id).classList.add("is-changed");
    else changed.delete(id);
  }
  if (here) document.getElementById(here)?.setAttribute("data-here", "");
});

function pass(event) {
  const row = event.target.closest?.(".is-changed");
  if (!row) return;
  row.classList.remove("is-changed");
  changed.delete(row.id);
}
document.addEventListener("pointerover", pass);
document.addEventListener("focusin", pass);
