// Search as one types. The words travel in a request's body: in no address, history or log.
const form = document.getElementById("search");
const input = document.getElementById("q");
const found = document.getElementById("found");
const PAUSE = 250;
let timer = 0;
let running = null;
let shown = input?.defaultValue ?? "";

async function search() {
  clearTimeout(timer);
  const words = input.value.trim();
  if (words === shown) return;
  shown = words;
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch("/faq/search", {
      method: "POST",
      body: new URLSearchParams({ q: words }),
      headers: { "X-Fragment": "1" },
      signal: running.signal,
    });
    const told = await answer.text();
    if (!answer.ok) return tell(told);
    found.innerHTML = told;
    // For the way back from an answer; what the server says was asked has no numbers of people.
    history.replaceState({ question: found.querySelector("[data-question]")?.dataset.question ?? "" }, "");
  } catch (error) {
    if (error.name !== "AbortError") tell("网络不通，没有搜到。请稍后再试。");
  }
}

function tell(words) {
  shown = "";
  const line = document.createElement("p");
  line.className = "count";
  line.setAttribute("role", "status");
  line.textContent = words.slice(0, 200);
  found.replaceChildren(line);
}

function later(event) {
  clearTimeout(timer);
  // While an input method composes, the words are letters that nobody meant.
  if (!event.isComposing) timer = setTimeout(search, PAUSE);
}

if (form) {
  input.addEventListener("input", later);
  input.addEventListener("compositionend", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  if (!input.value) input.value = history.state?.question ?? "";
  search();
}
