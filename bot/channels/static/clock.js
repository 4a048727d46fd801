// The server's clock, as far as this page knows it; countdowns run on it, whatever the device says.
let ahead = 0;

export function set(iso) {
  ahead = Date.parse(iso) - Date.now();
}

export function secondsUntil(iso) {
  return Math.max(0, Math.ceil((Date.parse(iso) - Date.now() - ahead) / 1000));
}

set(document.body.dataset.now);
