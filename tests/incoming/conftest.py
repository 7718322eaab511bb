"""The ward whose mails have left, on a copy of a database of each kind."""

from typing import Any

import pytest

from dondoc.wiring import App
from tests.conftest import Prepared
from tests.incoming.world import WORLD, Post, speaking


@pytest.fixture
def prepared() -> Prepared:
    return WORLD


@pytest.fixture
def post(app: App, copied: tuple[str, Any]) -> Post:
    return Post(speaking(app), copied[1])
