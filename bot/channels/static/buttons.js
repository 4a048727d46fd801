// Taps on messages' buttons: one at a time, and the keyboard's focus goes on to the answer.
import { form, newAction, send } from "./sending.js";
import { last } from "./thread.js";

export function start() {
  document.getElementById("entries").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const buttons = event.target;
    if (!button || buttons.dataset.busy) return;
    buttons.dataset.busy = "1";
    button.setAttribute("aria-disabled", "true");
    const byKeyboard = button.matches(":focus-visible");
    const values = { data: button.value, tapped: buttons.elements.tapped.value };
    const before = last;
    await send(form(newAction(), values));
    delete buttons.dataset.busy;
    button.removeAttribute("aria-disabled");
    const answer = document.querySelector(".bot.current");
    const isNew = answer && Number(answer.dataset.id) > before;
    if (byKeyboard && isNew && !answer.contains(document.activeElement)) answer.focus();
  });
}
