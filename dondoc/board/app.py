"""The web application: pages, static files, headers and error pages put together."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dondoc import clock, wiring
from dondoc.board import errors, middleware, rendering, uploads
from dondoc.board.masking import MaskTokens
from dondoc.board.pages import (
    absence,
    alarms,
    amend,
    answers,
    assignment,
    calendar,
    calendar_files,
    clarity,
    contact,
    directory,
    dispatches,
    draft_clause,
    draft_facts,
    draft_moves,
    feeds,
    health,
    home,
    incoming,
    link,
    log,
    mailbox,
    outbox,
    outbox_mail,
    plan_file,
    plan_upload,
    plans,
    reorganise,
    replan_anchors,
    replan_cadence,
    replan_ladder,
    replan_waves,
    sign_in,
    summaries,
    take_over,
    year,
)
from dondoc.board.reader import Reader

STATIC = Path(__file__).parent / "static"


def create_app(app: wiring.App, *, now: Callable[[], datetime] = clock.now) -> FastAPI:
    """Return the board of one installation, ready to be served.

    While it is served it also reads the documents that are handed in; ``now`` is their clock.
    """
    board = FastAPI(
        title="dondoc", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_reading
    )
    board.state.dondoc = app
    board.state.reader = Reader(lambda: _parts_of(board), now=now)
    board.state.templates = rendering.environment()
    for subject in (
        home,
        sign_in,
        link,
        assignment,
        answers,
        alarms,
        plan_upload,
        plan_file,
        plans,
        draft_clause,
        draft_moves,
        draft_facts,
        clarity,
        calendar,
        calendar_files,
        feeds,
        directory,
        contact,
        absence,
        amend,
        reorganise,
        replan_waves,
        replan_anchors,
        replan_cadence,
        replan_ladder,
        summaries,
        dispatches,
        year,
        log,
        outbox,
        incoming,
        outbox_mail,
        mailbox,
        take_over,
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


@asynccontextmanager
async def _reading(board: FastAPI) -> AsyncIterator[None]:
    reader: Reader = board.state.reader
    reader.start()
    yield
    reader.stop()


def _parts_of(board: FastAPI) -> wiring.App:
    app: wiring.App = board.state.dondoc
    return app


def _keep_secrets_out_of_the_log() -> None:
    access = logging.getLogger("uvicorn.access")
    if not any(isinstance(f, MaskTokens) for f in access.filters):
        access.addFilter(MaskTokens())
