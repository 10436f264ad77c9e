// Translated sentences, written into the page by shell/texts.html.

/** The sentence `name` with `{placeholders}` filled in. */
export function text(name, values = {}) {
  const sentence = document.getElementById("texts")?.dataset[name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

/** A time of day as the person's browser writes it, without seconds: 14:19. */
export function timeOfDay(date = new Date()) {
  return date.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
}
