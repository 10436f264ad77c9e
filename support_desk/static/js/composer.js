// Writing: tabs, the place of an error, which list "Send and next" walks through, frames of formatted mail.

function show(tab) {
  const tabs = tab.closest("[role=tablist]").querySelectorAll("[role=tab]");
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
  }
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest(".composer [role=tab]");
  if (!tab) return;
  show(tab);
  const text = document.getElementById(tab.getAttribute("aria-controls")).querySelector("textarea");
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.(".composer [role=tab]");
  if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  const next = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : -1) + tabs.length) % tabs.length];
  show(next);
  next.focus();
});

// The list beside the ticket is the one to go on with.
document.addEventListener("htmx:config:request", (event) => {
  const { body } = event.detail.ctx.request;
  const query = document.querySelector("[data-list-query]")?.dataset.listQuery;
  if (query && body?.has?.("list")) body.set("list", query);
});

// What is to be mended is said above the buttons and marked on the field itself; nothing typed is touched.
document.addEventListener("htmx:after:swap", (event) => {
  const form = event.detail.ctx.sourceElement;
  if (!form.matches?.(".composer-form")) return;
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  const place = form.querySelector(".composer-problems");
  const problems = [...form.querySelectorAll("[data-problem]")];
  for (const problem of problems) {
    const field = form.elements[problem.dataset.problem];
    if (!(field instanceof Element)) continue;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", place.id);
  }
  form.elements[problems[0]?.dataset.problem]?.focus?.();
});

// A formatted mail is fetched when somebody unfolds it, into a frame where nothing runs.
document.addEventListener(
  "toggle",
  (event) => {
    const place = event.target.querySelector?.("[data-frame]");
    if (!place || !event.target.open || place.childElementCount) return;
    place.append(frame(place.dataset.frame, event.target.querySelector("summary").textContent), imagesButton(place));
  },
  { capture: true },
);

function frame(address, title) {
  const made = document.createElement("iframe");
  made.className = "mail-frame";
  made.title = title;
  made.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  made.src = address;
  return made;
}

function imagesButton(place) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = place.dataset.imagesWords;
  button.addEventListener("click", () => {
    place.querySelector("iframe").src = `${place.dataset.frame}?images=1`;
    button.remove();
  });
  return button;
}
