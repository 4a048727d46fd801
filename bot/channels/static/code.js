// The login code's remaining time on its own page.
import { secondsUntil } from "./clock.js";

const timer = document.getElementById("left");

function draw() {
  const left = secondsUntil(timer.dataset.until);
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, "0");
  timer.textContent = left ? `还有 ${minutes}:${seconds} 有效，只能用一次` : "验证码已过期，请重新登录";
  if (!left) {
    document.getElementById("open")?.remove();
    document.getElementById("code").textContent = "————";
  }
}

draw();
setInterval(draw, 1000);
