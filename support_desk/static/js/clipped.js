// What an ellipsis hides is said on hover. It is asked when somebody points at it: no row carries its text twice.
document.addEventListener("mouseover", ({ target }) => {
  if (target.title || target.scrollWidth <= target.clientWidth) return;
  if (getComputedStyle(target).textOverflow === "ellipsis") target.title = target.textContent.trim();
});
