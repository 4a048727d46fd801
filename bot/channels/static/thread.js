// The thread on the page: where a row goes, which message is current, and what scrolls.
import { draw } from "./countdown.js";

const thread = document.getElementById("thread");
const entries = document.getElementById("entries");
const newer = document.getElementById("newer");
const earlier = document.getElementById("earlier");
const composer = document.querySelector(".composer");
const text = document.getElementById("text");
const HINTS = { tap: "点按钮或提问", text: "请输入或提问", image: "也可以打字提问" };

export let last = Number(document.body.dataset.last);
let first = Number(document.body.dataset.first);
let unread = 0;
let follows = false;
let sticks = true;
const title = document.title;
const isTouched = matchMedia("(pointer: coarse)");

function scroller() {
  return getComputedStyle(thread).overflowY === "visible" ? document.scrollingElement : thread;
}

export function isAtEnd() {
  const box = scroller();
  return box.scrollHeight - box.scrollTop - box.clientHeight < 120;
}

export function toEnd() {
  const box = scroller();
  box.scrollTop = box.scrollHeight;
  newer.hidden = true;
  sticks = true;
}

/** While somebody waits for an answer here, it is shown wherever it comes from. */
export function follow(on) {
  follows = on;
}

/** Bring a new answer into view: its beginning, where it is taller than the window. */
function reveal(article) {
  if (article.offsetHeight > thread.clientHeight - 40) {
    article.scrollIntoView({ block: "start" });
    sticks = false;
  } else toEnd();
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.querySelectorAll("article")];
}

/** A redraw takes its predecessor's place and, where it had the focus, the focus. */
function redraw(old, article) {
  const focused = old.contains(document.activeElement);
  const index = [...old.querySelectorAll(".row > *")].indexOf(document.activeElement);
  old.replaceWith(article);
  if (focused) (article.querySelectorAll(".row > *")[index] ?? article).focus({ preventScroll: true });
}

function time(article) {
  return Date.parse(article.querySelector("time").dateTime);
}

/** A question and its answer are of one moment; their numbers tell them apart. */
function isBefore(article, other) {
  const [a, b] = [time(article), time(other)];
  return a < b || (a === b && Number(article.dataset.place) < Number(other.dataset.place));
}

function place(article) {
  const old = document.getElementById(article.id);
  if (old) {
    if (Number(old.dataset.id) >= Number(article.dataset.id)) return false;
    redraw(old, article);
    return true;
  }
  // What lies before the loaded part comes with the earlier messages.
  const oldest = entries.querySelector("article:has(time)");
  if (oldest && isBefore(article, oldest)) return false;
  const { action } = article.dataset;
  const pending = action && entries.querySelector(`.pending[data-action="${CSS.escape(action)}"]`);
  if (pending) pending.replaceWith(article);
  else entries.append(article);
  return true;
}

/** Put rows where they belong, each once; answers the new ones. */
export function add(html) {
  const stick = follows || isAtEnd();
  const added = parsed(html).filter(place);
  for (const article of added) last = Math.max(last, Number(article.dataset.id));
  if (!added.length) return added;
  settle();
  const shown = added.find((article) => article.classList.contains("bot")) ?? added[0];
  if (stick) {
    if (shown.nextElementSibling && !added.includes(shown.nextElementSibling)) {
      shown.scrollIntoView({ block: "nearest" });
    } else reveal(shown);
  } else newer.hidden = false;
  if (document.hidden) document.title = `(${(unread += 1)}) ${title}`;
  return added;
}

function latest(articles) {
  return articles.reduce((a, b) => (Number(b.dataset.id) > Number(a.dataset.id) ? b : a), articles[0]);
}

/** The newest message speaks: its buttons stand out, and the composer offers what it expects. */
export function settle() {
  const all = [...entries.querySelectorAll(".bot")];
  const steps = all.filter((article) => "step" in article.dataset);
  const inHand = latest(steps);
  // An older step's buttons would change nothing any more.
  for (const article of steps) article.classList.toggle("past", article !== inHand);
  // A word about the reading time does not take the letter's place.
  const isAside = !latest(all)?.querySelector(".buttons") && inHand?.querySelector(".countdown");
  const current = isAside ? inHand : latest(all);
  for (const article of all) article.classList.toggle("current", article === current);
  if (current) {
    const { expects, placeholder } = current.dataset;
    composer.dataset.expects = expects;
    text.placeholder = placeholder || HINTS[expects];
    // A screen keyboard would lie over the buttons that are to be tapped now.
    if (expects !== "text" && !text.value && isTouched.matches) text.blur();
  }
  draw();
}

async function loadEarlier() {
  earlier.disabled = true;
  try {
    const response = await fetch(`/chat/history?before=${first}`, { headers: { "X-Fragment": "1" } });
    const older = response.ok ? parsed(await response.text()) : [];
    const box = scroller();
    const below = box.scrollHeight - box.scrollTop;
    entries.prepend(...older.filter((article) => !document.getElementById(article.id)));
    if (older.length) first = Math.min(...older.map((article) => Number(article.dataset.place)));
    earlier.hidden = response.ok && older.length < 40;
    settle();
    box.scrollTop = box.scrollHeight - below;
  } finally {
    earlier.disabled = false;
  }
}

export function start() {
  entries.classList.add("live");
  earlier.hidden = entries.children.length < 40;
  earlier.addEventListener("click", loadEarlier);
  newer.addEventListener("click", toEnd);
  thread.addEventListener("scroll", () => {
    sticks = isAtEnd();
    if (sticks) newer.hidden = true;
  }, { passive: true });
  // A picture that has arrived, or a composer that has grown, must not hide the last words.
  const keep = new ResizeObserver(() => sticks && toEnd());
  keep.observe(thread);
  keep.observe(entries);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) (unread = 0), (document.title = title);
  });
  settle();
  toEnd();
  // What was said last is read from its beginning, where it is taller than the window.
  const all = [...entries.querySelectorAll("article:has(time)")];
  const begins = all.find((article) => time(article) === time(all.at(-1)));
  if (begins && begins.getBoundingClientRect().top < thread.getBoundingClientRect().top) {
    begins.scrollIntoView({ block: "start" });
    sticks = false;
  }
}
