// The server's clock, as far as this page knows it; countdowns run on it, whatever the device says.
let ahead = 0;

export function set(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** Whole seconds, 0 only once the moment has come. */
export function secondsUntil(iso) {
  const left = (Date.parse(iso) - Date.now() - ahead) / 1000;
  return left > 0 ? Math.max(1, Math.round(left)) : 0;
}

set(document.body.dataset.now);
