// Draws what is left of each reading time, once a second.
import { secondsUntil } from "./clock.js";

const said = document.getElementById("said");

function draw() {
  for (const timer of document.querySelectorAll(".countdown[data-until]:not([data-over])")) {
    const left = secondsUntil(timer.dataset.until);
    timer.textContent = left ? `请先阅读，还需 ${left} 秒` : "✓ 阅读时间已到，可以选择了";
    if (left) {
      timer.dataset.ran = "1";
    } else {
      timer.dataset.over = "1";
      // Each second would be too much to hear; the end is worth a word, if it was waited for.
      if (timer.dataset.ran && said && !timer.closest(".past")) said.textContent = "阅读时间已到，可以选择了";
    }
  }
}

export function start() {
  draw();
  setInterval(draw, 1000);
}

export { draw };
