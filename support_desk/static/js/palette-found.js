// What the desk finds while one types into the palette: tickets and clients, asked for after a short rest.
import { isSignedOut } from "./request.js";

const REST_MS = 160;
let timer = 0;
let asked = "";

/** Fills `place` with what fits `words` and calls `then`; an answer that comes late is dropped. */
export function find(place, words, then) {
  clearTimeout(timer);
  asked = words;
  if (words.length < 2) {
    place.replaceChildren();
    return;
  }
  timer = setTimeout(() => ask(place, words, then), REST_MS);
}

async function ask(place, words, then) {
  try {
    const answer = await fetch(`${place.dataset.paletteFound}?q=${encodeURIComponent(words)}`, { credentials: "same-origin" });
    if (!answer.ok || isSignedOut(answer)) return;
    const text = await answer.text();
    if (words !== asked) return;
    place.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.children);
    then();
  } catch {
    // Without a network the pages themselves are still there to choose from.
  }
}
