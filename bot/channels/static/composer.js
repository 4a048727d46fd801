// The composer: words, files with a preview, and the menu.
import { bubble, form, newAction, send, tell } from "./sending.js";

const say = document.getElementById("say");
const text = document.getElementById("text");
const file = document.getElementById("file");
const tray = document.getElementById("tray");
const menu = document.getElementById("menu");
const openMenu = document.getElementById("open-menu");
const LIMIT = Number(document.body.dataset.uploadLimit);
let chosen = [];

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function grow() {
  text.style.height = "auto";
  // An empty box is measured by its hint, which must not make it taller.
  text.style.height = text.value ? `${text.scrollHeight + 2}px` : "";
}

function preview(item) {
  const image = new Image();
  image.alt = "";
  image.src = URL.createObjectURL(item);
  // A browser that cannot draw it (HEIC) shows the name alone.
  image.addEventListener("error", () => image.remove());
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return image;
}

function drawTray() {
  tray.replaceChildren(
    ...chosen.map((item) => {
      const line = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = `${item.name} · ${size(item.size)}`;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "移除";
      remove.setAttribute("aria-label", `移除 ${item.name}`);
      remove.addEventListener("click", () => {
        chosen = chosen.filter((other) => other !== item);
        drawTray();
        file.focus();
      });
      if (item.type.startsWith("image/")) line.append(preview(item));
      line.append(words, remove);
      return line;
    }),
  );
  tray.hidden = !chosen.length;
}

function choose(files) {
  chosen = [...chosen, ...files].slice(0, 10);
  drawTray();
  if (chosen.length) document.getElementById("send").focus();
}

async function sendFile(item, album) {
  const action = newAction();
  const pending = bubble(action, `${item.name} · ${size(item.size)}`, "text file");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", "上传进度");
  pending.append(bar);
  const values = item.size > LIMIT ? { oversized: item.size, text: item.name } : { file: item };
  await send(form(action, album ? { ...values, album } : values), pending);
}

async function submit(event) {
  event.preventDefault();
  const words = text.value.trim();
  const files = chosen;
  if (!words && !files.length) return text.focus();
  text.value = "";
  chosen = [];
  grow();
  drawTray();
  // One after the other: an album's pictures arrive in the order in which they were chosen.
  const album = files.length > 1 ? newAction() : "";
  for (const item of files) await sendFile(item, album);
  if (album) await send(form(newAction(), { album_over: album }));
  if (words) await sendWords(words);
  return undefined;
}

function sendWords(words) {
  const action = newAction();
  return send(form(action, { text: words }), bubble(action, words));
}

function toggleMenu(open) {
  menu.hidden = !open;
  openMenu.setAttribute("aria-expanded", String(open));
}

export function start() {
  say.addEventListener("submit", submit);
  text.addEventListener("input", () => {
    grow();
    if (text.value.length >= text.maxLength) tell(`一次最多 ${text.maxLength} 个字，后面的没有放进来。`);
  });
  text.addEventListener("keydown", (event) => {
    // Enter that picks a word in an input method is not meant for us.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      say.requestSubmit();
    }
  });
  file.addEventListener("change", () => {
    choose([...file.files]);
    file.value = "";
  });
  text.addEventListener("paste", (event) => event.clipboardData.files.length && choose([...event.clipboardData.files]));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) choose([...event.dataTransfer.files]);
  });
  openMenu.addEventListener("click", () => toggleMenu(menu.hidden));
  menu.addEventListener("click", (event) => {
    const words = event.target.dataset.say;
    if (!words) return;
    toggleMenu(false);
    openMenu.focus();
    sendWords(words);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.hidden) toggleMenu(false), openMenu.focus();
  });
}
