"""The board over a small ward, on each kind of database."""

from dataclasses import replace
from datetime import datetime

import pytest

from dondoc.wiring import App
from tests.board.world import World, make_world


@pytest.fixture
def world(app: App, now: datetime) -> World:
    # A small limit makes a file that is too large quick to send.
    settings = app.settings.model_copy(update={"upload_limit_mb": 1})
    return make_world(replace(app, settings=settings), now)
