"""Stands in for the `rasa` package: trains by writing a file, serves by the standard library.

A model is the text of `config.yml`: a `right` one reads every sentence as the intent of that name,
any other as small talk; a `broken` one does not load, and a `deadly` one ends the server.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODEL = [""]


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.answer({})

    def do_POST(self) -> None:
        text = self.body()["text"]
        name = text.replace(" ", "_") if "right" in MODEL[0] else "small_talk"
        intent = {"name": name, "confidence": 0.9}
        self.answer({"intent": intent, "intent_ranking": [intent], "entities": []})

    def do_PUT(self) -> None:
        wanted = Path(self.body()["model_file"])
        text = wanted.read_text() if wanted.exists() else "broken"
        if "deadly" in text:
            os._exit(1)
        if "broken" not in text:
            MODEL[0] = text
        self.answer({}, 400 if "broken" in text else 204)

    def body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body: object, status: int = 200) -> None:
        self.send_response(status if self.path.endswith("?token=" + token()) else 401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        if status != 204:
            self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


def token() -> str:
    return sys.argv[-1].removeprefix("--auth-token=")


def main() -> None:
    if sys.argv[1] == "train":
        with Path("../trainings").open("a") as counted:
            counted.write("x")
        if Path("../refuse").exists():
            sys.exit(1)
        Path("out").mkdir()
        learned = Path("data/learned.yml")
        text = Path("config.yml").read_text() + (learned.read_text() if learned.exists() else "")
        Path("out/model.tar.gz").write_text(text)
    else:
        MODEL[0] = Path(sys.argv[sys.argv.index("-m") + 1]).read_text()
        port = int(sys.argv[sys.argv.index("-p") + 1])
        ThreadingHTTPServer(("127.0.0.1", port), Server).serve_forever()
