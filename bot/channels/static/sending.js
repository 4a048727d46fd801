// Sends what a person does, each act under its own id, so that a repeat is known as one.
import { add, follow, toEnd } from "./thread.js";

const entries = document.getElementById("entries");
const typing = document.getElementById("typing");
const toast = document.getElementById("toast");
const TRIES = 3;
let inFlight = 0;

export function newAction() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export function tell(words) {
  toast.textContent = words;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (toast.textContent = ""), 2500 + words.length * 120);
}

/** XMLHttpRequest, because fetch does not tell how far an upload has come. */
function post(body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/chat/say");
    request.setRequestHeader("X-Fragment", "1");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", reject);
    request.addEventListener("timeout", reject);
    request.send(body);
  });
}

/** Lost on the way or refused by a proxy: the same act again, under the same id. */
async function insist(body, onProgress) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await post(body, onProgress);
      if (![502, 503, 504].includes(answer.status) || attempt === TRIES) return answer;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 700 * attempt));
  }
}

export function bubble(action, words, kind = "text") {
  const article = document.createElement("article");
  article.className = "entry person pending";
  article.dataset.action = action;
  const paragraph = document.createElement("p");
  paragraph.className = kind;
  paragraph.textContent = words;
  article.append(paragraph);
  entries.append(article);
  toEnd();
  return article;
}

function offerAgain(pending, body, words) {
  if (!pending) return tell(words);
  pending.classList.add("failed");
  const again = document.createElement("button");
  again.textContent = `${words} 点这里重发`;
  again.addEventListener("click", () => {
    pending.classList.remove("failed");
    again.remove();
    send(body, pending);
  });
  pending.append(again);
  return toEnd();
}

/** Send the act; answers the new rows, or null where it did not arrive. */
export async function send(body, pending = null) {
  const bar = pending?.querySelector("progress");
  inFlight += 1;
  follow(true);
  const shown = setTimeout(() => { typing.hidden = false; toEnd(); }, 350);
  try {
    const answer = await insist(body, (part) => bar && (bar.value = part));
    if (answer.status >= 400) {
      pending?.remove();
      tell(answer.responseText.slice(0, 200) || "没有收下，请稍后再试。");
      return null;
    }
    const said = answer.getResponseHeader("X-Toast");
    if (said) tell(decodeURIComponent(said));
    if (answer.getResponseHeader("X-Reload")) return location.reload();
    const added = add(answer.responseText);
    // What only redrew a message has no echo of its own.
    if (pending?.isConnected) pending.remove();
    return added;
  } catch {
    offerAgain(pending, body, "网络不通，没有送出。");
    return null;
  } finally {
    clearTimeout(shown);
    inFlight -= 1;
    if (!inFlight) {
      typing.hidden = true;
      follow(false);
    }
  }
}

export function form(action, values) {
  const body = new FormData();
  body.append("id", action);
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return body;
}
