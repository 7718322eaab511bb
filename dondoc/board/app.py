"""The web application: pages, static files, headers and error pages put together."""

import logging
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dondoc import wiring
from dondoc.board import errors, middleware, rendering, uploads
from dondoc.board.masking import MaskTokens
from dondoc.board.pages import (
    alarms,
    answers,
    assignment,
    clarity,
    health,
    home,
    link,
    mailbox,
    outbox,
    plan_upload,
    plans,
    sign_in,
    summaries,
)

STATIC = Path(__file__).parent / "static"


def create_app(app: wiring.App) -> FastAPI:
    """Return the board of one installation, ready to be served."""
    board = FastAPI(title="dondoc", docs_url=None, redoc_url=None, openapi_url=None)
    board.state.dondoc = app
    board.state.templates = rendering.environment()
    for subject in (
        home,
        sign_in,
        link,
        assignment,
        answers,
        alarms,
        plan_upload,
        plans,
        clarity,
        summaries,
        outbox,
        mailbox,
        health,
    ):
        board.include_router(subject.router)
    board.mount("/tinh", StaticFiles(directory=STATIC), name="static")
    errors.install(board)
    limit = uploads.total_mb(app.settings.upload_limit_mb)
    board.add_middleware(middleware.BodyLimit, total_mb=limit)
    board.add_middleware(middleware.SecurityHeaders)
    _keep_secrets_out_of_the_log()
    return board


def _keep_secrets_out_of_the_log() -> None:
    access = logging.getLogger("uvicorn.access")
    if not any(isinstance(f, MaskTokens) for f in access.filters):
        access.addFilter(MaskTokens())
