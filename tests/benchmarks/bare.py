"""The least that a web chat could be: an endpoint that answers after one SELECT."""

import os

import uvicorn
from fastapi import FastAPI, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import sqlalchemy_url

app = FastAPI()
engine = create_async_engine(sqlalchemy_url(os.environ["BARE_DATABASE"]))


@app.post("/echo")
async def echo(request: Request) -> dict[str, str]:
    form = await request.form()
    async with engine.connect() as connection:
        words = await connection.scalar(text("SELECT CAST(:data AS text)"), {"data": form["data"]})
    return {"text": str(words)}


if __name__ == "__main__":
    port = int(os.environ["BARE_PORT"])
    uvicorn.run(app, port=port, loop="uvloop", log_level="warning", access_log=False)
