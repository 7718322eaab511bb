"""Servers, addresses and a ward for the tests of the mails."""

from collections.abc import Iterator

import pytest

from notifications.channels.smtp import SmtpServer
from notifications.views import Sender
from tests.smtp_server import MailServer


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def smtp(mail_server: MailServer) -> SmtpServer:
    return SmtpServer(host="127.0.0.1", port=mail_server.port, security="none", timeout_seconds=5)


@pytest.fixture
def sender() -> Sender:
    return Sender(
        ward_name="Phường 4",
        ward_full="UBND Phường 4",
        office_email="dondoc@phuong4.example",
        officer_name="Trần Văn Minh",
        officer_title="Cán bộ Nội vụ",
        officer_email="noivu@phuong4.example",
        officer_phone="0277 386 0000",
    )
