// What arrives by itself: server-sent events, taken up again after every break.
import { set } from "./clock.js";
import { add, last } from "./thread.js";

const lost = document.getElementById("lost");
let source = null;
let complaint = 0;
let retry = 0;

function complain(after) {
  complaint ||= setTimeout(() => {
    lost.textContent = "连接中断，正在重新连接。您仍可以看已有的内容。";
    lost.hidden = false;
  }, after);
}

function content() {
  clearTimeout(complaint);
  complaint = 0;
  lost.hidden = true;
}

function open() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(`/chat/events?after=${last}`);
  source.addEventListener("open", content);
  source.addEventListener("now", (event) => set(event.data));
  source.addEventListener("entry", (event) => add(event.data));
  source.addEventListener("moved", () => location.reload());
  source.addEventListener("error", () => {
    complain(2500);
    // The browser itself comes back after a broken line, but not after a refusal.
    if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, 4000);
  });
}

export function start() {
  open();
  window.addEventListener("online", open);
  window.addEventListener("offline", () => complain(0));
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => event.persisted && open());
  let resting = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(resting);
    // A browser gives one site few connections: pages nobody looks at let theirs go.
    if (document.hidden) resting = setTimeout(() => source.close(), 300_000);
    else if (source.readyState === EventSource.CLOSED) open();
  });
}
