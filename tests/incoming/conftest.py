"""The ward whose mails have left, on a copy of a database of each kind."""

from collections.abc import Iterator
from typing import Any

import pytest

from dondoc.wiring import App
from tests.conftest import Prepared
from tests.incoming.world import WORLD, Post, speaking
from tests.mail_host import MailHost, mail_host


@pytest.fixture
def prepared() -> Prepared:
    return WORLD


@pytest.fixture
def post(app: App, copied: tuple[str, Any]) -> Post:
    return Post(speaking(app), copied[1])


@pytest.fixture(scope="session")
def host() -> Iterator[MailHost]:
    """A mail host of its own: Postfix in front, Dovecot behind it."""
    with mail_host() as running:
        yield running


@pytest.fixture
def mails_at(host: MailHost) -> MailHost:
    """The mail host, its mailboxes empty."""
    host.clear()
    return host
