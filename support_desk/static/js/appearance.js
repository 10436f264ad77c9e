// Theme and density show at once when chosen; the form around them saves the choice.

document.addEventListener("change", (event) => {
  const root = document.documentElement;
  if (event.target.matches("[data-theme-choice], [data-theme-choice] input")) root.dataset.theme = event.target.value || "system";
  if (event.target.matches("[data-density-choice], [data-density-choice] input")) root.dataset.density = event.target.value || "regular";
});
