// The places of the rail, for the palette and the keyboard help: a page carries them once.

/** {label, group, href, key, icon} of each place, then of the bell; `icon` is an element to be copied. */
export function places() {
  const found = [];
  let group = "";
  for (const each of document.getElementById("rail-places")?.children ?? []) {
    if (each.matches(".rail-title")) group = each.textContent;
    if (each.matches(".rail-item")) found.push(placeOf(each, each.querySelector(".rail-label").textContent, group));
  }
  const bell = document.getElementById("bell");
  return bell ? [...found, placeOf(bell, bell.title, "")] : found;
}

function placeOf(link, label, group) {
  return { label, group, href: link.href, key: link.dataset.go ?? "", icon: link.querySelector("svg") };
}

/** A key as it is drawn. */
export function keyCap(key) {
  return Object.assign(document.createElement("kbd"), { textContent: key });
}
