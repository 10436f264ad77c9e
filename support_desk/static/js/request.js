// Requests of our own scripts: same origin, with the CSRF token, never following into the log-in page unseen.

/** The token every change must carry. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

const LOG_INS = ["/accounts/login", "/portal/login"];

/** Where to log in and come back to this very page. */
export function logInAddress() {
  const place = location.pathname.startsWith("/portal/") ? "/portal/login/" : "/accounts/login/";
  return place + "?next=" + encodeURIComponent(location.pathname + location.search);
}

/** Whether an answer means that the session is over. */
export function isSignedOut(response) {
  if (response.status === 401) return true;
  return response.redirected && LOG_INS.some((place) => new URL(response.url).pathname.startsWith(place));
}

/** POSTs a form's data; resolves to the Response, rejects when the network is lost. */
export function post(url, body, { keepalive = false } = {}) {
  return fetch(url, {
    method: "POST",
    body,
    keepalive,
    credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch", Accept: "application/json" },
  });
}

/** A fresh random key; works on plain http too, where crypto.randomUUID is absent. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
