"""The board over a small ward, on each kind of database."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from dondoc.wiring import App
from tests.board.world import World, make_ward, world_on
from tests.conftest import Prepared


@pytest.fixture
def prepared(now: datetime) -> Prepared:
    return Prepared("board", lambda app: {"ids": make_ward(app, now)})


@pytest.fixture
def world(app: App, copied: tuple[str, Any], now: datetime) -> World:
    # A small limit makes a file that is too large quick to send.
    settings = app.settings.model_copy(update={"upload_limit_mb": 1})
    return world_on(replace(app, settings=settings), ids=copied[1]["ids"], now=now)
