// Stopwatches: `data-started-at` counts up in place, once a second, only while somebody can see it.

function stopwatch(seconds) {
  const two = (figure) => String(figure).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

setInterval(() => {
  if (document.hidden) return;
  for (const place of document.querySelectorAll("[data-started-at]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(place.dataset.startedAt)) / 1000));
    const words = stopwatch(seconds);
    if (place.textContent !== words) place.textContent = words;
  }
}, 1000);
