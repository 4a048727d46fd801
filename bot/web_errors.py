"""Errors as people see them: what happened, what to do, and a number to quote."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.channels.webchat_pages import page

SENTENCES = {
    400: "这个请求没有读懂。请返回上一页再试一次。",
    403: "这个操作不是从本站页面发起的，已停下。请回到本站再试一次。",
    404: "这里没有内容。链接可能已过期，请回到对话继续。",
    405: "这个地址不能这样打开。请回到对话继续。",
    413: "内容太大，没有收下。请缩短文字或换小一些的文件。",
    415: "这种格式读不了。请回到对话，用页面上的输入框发送。",
    422: "内容不完整，没有收下。请检查后再试一次。",
    429: "操作有些频繁，请稍等片刻再试。",
    500: "我们这边出了问题，已经记录下来。您已填写的内容都在，请稍后再试。",
    503: "服务暂时不可用，请稍后再试。您已填写的内容都在。",
}


def sorry(request: Request, status: int, reference: str = "", words: str = "") -> Response:
    """The error in the form that the asker reads: page, plain sentence, or the API's JSON."""
    sentence = words or SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    if reference:
        sentence += f"向客服反映时请报编号 {reference}。"
    path, accepts = request.url.path, request.headers.get("accept", "")
    if path.startswith("/api/") or "application/json" in accepts:
        return JSONResponse({"detail": sentence, "reference": reference}, status)
    if "text/html" in accepts and "x-fragment" not in request.headers:
        return page("error.html", status=status, sentence=sentence)
    return PlainTextResponse(sentence, status)


def install(app: FastAPI) -> None:
    """Answer the app's refusals with `sorry`; the API keeps FastAPI's own details."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": error.detail}, error.status_code, error.headers)
        answer = sorry(request, error.status_code)
        answer.headers.update(error.headers or {})
        return answer

    async def unreadable(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if request.url.path.startswith("/api/"):
            # Without `input`: an error must not repeat what was sent.
            mistakes = [{k: e[k] for k in ("loc", "msg", "type")} for e in error.errors()]
            return JSONResponse({"detail": mistakes}, 422)
        return sorry(request, 422)

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, unreadable)
