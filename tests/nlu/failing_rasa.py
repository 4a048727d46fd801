"""A Rasa of the standard library in a process of its own, which can fail in every way.

Run as a program it serves: `python failing_rasa.py PORT FOLDER`; the file FOLDER/way says how.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SPELLS = {"芝麻开门": "start_renewal", "芝麻关门": "start_change"}
"""Orders that no keyword knows: whoever obeys them has asked Rasa."""
_SHAPES: dict[str, Any] = {
    "a list": [1, 2, 3],
    "no intent": {"intent": {"name": None, "confidence": 0}, "intent_ranking": [], "entities": []},
    "text for a number": {"intent": {"name": "stop", "confidence": "high"}, "intent_ranking": []},
    "no number": {"intent": {"name": "stop", "confidence": float("nan")}, "intent_ranking": []},
}
ANSWERS = ("noise", "a web page", "half an answer", "endless", "an error", "nothing", *_SHAPES)
"""Ways of answering at once, and wrongly."""
WAYS = (*ANSWERS, "slow", "stopped", "killed")


class _Server(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        with (FOLDER / "asked").open("a") as asked:
            asked.write("x")
        way = (FOLDER / "way").read_text()
        if way == "slow":
            time.sleep(60)
        elif way == "nothing":
            self.close_connection = True
        elif way == "noise":
            self.wfile.write(os.urandom(200))
        elif way == "an error":
            self._answer(b"{}", 500)
        elif way == "a web page":
            self._answer(b"<html>please log in</html>")
        elif way == "endless":
            self._answer(b"[")
            while True:
                self.wfile.write(b"1," * 50_000)
        elif way == "half an answer":
            self._answer(json.dumps(_reading(text)).encode()[:40])
        else:
            self._answer(json.dumps(_SHAPES.get(way, _reading(text))).encode())

    def _answer(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _reading(text: str) -> dict[str, Any]:
    intent = {"name": SPELLS.get(text, "ask_faq"), "confidence": 0.97}
    return {"intent": intent, "intent_ranking": [intent], "entities": []}


class FailingRasa:
    """The process, for a test; it answers well until it `fails`."""

    def __init__(self, port: int, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._port, self._folder = port, folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def asked(self) -> int:
        """How many sentences have reached it."""
        return (self._folder / "asked").stat().st_size

    async def start(self) -> None:
        (self._folder / "way").write_text("well")
        (self._folder / "asked").touch()
        self._begin()
        async with asyncio.timeout(60):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self._port)
                except OSError:
                    await asyncio.sleep(0.02)
                    continue
                writer.close()
                return

    def _begin(self) -> None:
        command = [sys.executable, __file__, str(self._port), str(self._folder)]
        self._process = subprocess.Popen(command)

    def fails(self, way: str) -> None:
        """From now on, in one of `WAYS`."""
        assert self._process is not None, "not started"
        if way == "killed":
            self.end()
        elif way == "stopped":
            self._process.send_signal(signal.SIGSTOP)
        else:
            (self._folder / "way").write_text(way)

    async def recovers(self) -> None:
        """Whatever had happened to it."""
        if self._process is None:
            await self.start()
            return
        self._process.send_signal(signal.SIGCONT)
        (self._folder / "way").write_text("well")

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


if __name__ == "__main__":
    FOLDER = Path(sys.argv[2])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Server).serve_forever()
