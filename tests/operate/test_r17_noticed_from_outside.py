"""R17: a scheduler that stopped is noticed by someone outside it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from dondoc.operate import doctor, ping
from dondoc.operate.ping import Audit
from dondoc.rules.overdue import ROUNDS_FROM, ROUNDS_UNTIL, Facts, late
from dondoc.usecases import heartbeat, quiet
from dondoc.wiring import App
from flows.timetable import ROUND
from models.outbox import MailState, OutboxMail
from models.queries import outbox
from tests.conftest import Prepared
from tests.factories import Office, clause, office, on_dates
from tests.usecases.play import local, tick

PATIENCE = timedelta(minutes=30)


def build(app: App) -> Office:
    ward = office(
        app, [clause("V.1", ["culture"], on_dates("2025-05-22"))], now=local("2025-05-12 08:00")
    )
    tick(ward, "2025-05-12 08:20")
    return ward


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("noticed", build)


@pytest.fixture
def ward(copied: tuple[str, Office], app: App) -> Office:
    return Office(app, copied[1].ward_id, copied[1].plan_id)


class Receiver(BaseHTTPRequestHandler):
    """Whoever watches from outside: counts the signs of life, and answers as it is told to."""

    heard: ClassVar[list[str]] = []
    answer = 200

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@dataclass
class Watcher:
    port: int
    handler: type[Receiver]
    heard: list[str] = field(default_factory=list)

    def app(self, app: App) -> App:
        url = f"http://127.0.0.1:{self.port}/ping/abc"
        return replace(app, settings=app.settings.model_copy(update={"ping_url": url}))


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    class Handler(Receiver):
        heard: ClassVar[list[str]] = []
        answer = 200

    handler = Handler
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Watcher(server.server_port, handler, handler.heard)
    server.shutdown()
    thread.join()
    server.server_close()


def passes(ward: Office, at: str) -> None:
    """One turn with the heartbeats that the flows leave."""
    tick(ward, at)
    with ward.app.transaction() as session:
        for name in ("round", "deliver"):
            heartbeat.record(session, name, now=local(at))


def audited(watcher: Watcher, ward: Office, at: str) -> Audit:
    return ping.audit(watcher.app(ward.app), now=local(at))


def codes(ward: Office, at: str) -> list[str]:
    return [one.code for one in ping.look(ward.app, now=local(at)).late]


def test_r17_a_stopped_worker_turns_the_probe_red_within_the_set_minutes(ward: Office) -> None:
    passes(ward, "2025-05-13 09:00")

    found = {
        at: codes(ward, f"2025-05-13 {at}") for at in ("09:01", "09:30", "09:31", "17:59", "23:00")
    }

    assert found == {
        "09:01": [], "09:30": [], "09:31": ["sending", "round"], "17:59": ["sending", "round"],
        # At night no round is due; mails that somebody asks for would still have to leave.
        "23:00": ["sending"],
    }  # fmt: skip


def test_r17_the_sign_of_life_goes_out_only_while_nothing_is_late(
    ward: Office, watcher: Watcher
) -> None:
    passes(ward, "2025-05-13 09:00")

    done = [audited(watcher, ward, f"2025-05-13 {at}").pinged for at in ("09:05", "09:30", "09:31")]
    passes(ward, "2025-05-13 10:00")
    again = audited(watcher, ward, "2025-05-13 10:05").pinged

    assert (done, again) == ([True, True, False], True)
    assert watcher.heard == ["/ping/abc"] * 3


def test_r17_a_mail_that_could_leave_and_does_not_is_late_however_busy_the_passes_are(
    ward: Office, watcher: Watcher
) -> None:
    """The worker runs, the mail server does not take anything."""
    with ward.app.transaction() as session:
        mail = outbox.mails_of(session, ward.ward_id)[0]
        again = OutboxMail(**mail.model_dump(exclude={"id", "dedup_key"}), dedup_key="again")
        again.state, again.sent_at = MailState.QUEUED, None
        again.made_at = again.not_before = local("2025-05-13 06:00")
        session.add(again)
    for at in ("2025-05-13 07:40", "2025-05-13 08:05"):
        with ward.app.transaction() as session:
            for name in ("round", "deliver"):
                heartbeat.record(session, name, now=local(at))

    # It may leave from 07:30 on: until then nobody is late.
    assert codes(ward, "2025-05-13 08:00") == []
    assert codes(ward, "2025-05-13 08:01") == ["mails"]
    assert not audited(watcher, ward, "2025-05-13 08:10").pinged
    assert codes(ward, "2025-05-13 19:00") == ["sending"]
    assert ping.look(ward.app, now=local("2025-05-13 08:10")).to_json(local("2025-05-13 08:10"))[
        "oldest_waiting_seconds"
    ] == 130 * 60  # fmt: skip


def test_r17_what_waits_for_a_person_is_late_too(ward: Office, watcher: Watcher) -> None:
    passes(ward, "2025-05-13 09:00")
    with ward.app.transaction() as session:
        quiet.fall_quiet(session, origin={}, place=None, now=local("2025-05-13 09:01"))

    found = audited(watcher, ward, "2025-05-13 09:05")

    assert [one.code for one in found.pulse.late] == ["quiet"]
    assert watcher.heard == []


@pytest.mark.parametrize("answer", [404, 500])
def test_r17_a_watcher_that_cannot_be_told_is_named_by_the_doctor(
    ward: Office, watcher: Watcher, answer: int
) -> None:
    passes(ward, "2025-05-13 09:00")
    watcher.handler.answer = answer

    found = audited(watcher, ward, "2025-05-13 09:05")

    assert (found.pinged, found.trouble) == (False, f"máy chủ giám sát trả lời {answer}")
    checks = doctor.examine(watcher.app(ward.app), now=local("2025-05-13 09:06"))
    told = next(check for check in checks if check.name == "watcher")
    assert (told.state, str(answer) in told.words) == ("fail", True)


def test_r17_a_watcher_that_is_not_there_stops_nothing(ward: Office, watcher: Watcher) -> None:
    passes(ward, "2025-05-13 09:00")
    url = "http://127.0.0.1:9/ping"
    app = replace(ward.app, settings=ward.app.settings.model_copy(update={"ping_url": url}))

    found = ping.audit(app, now=local("2025-05-13 09:05"))

    assert (found.pinged, found.trouble.startswith("không tới được")) == (False, True)


@pytest.mark.parametrize(
    ("last", "now", "found"),
    [
        pytest.param("2025-05-12 17:50", "2025-05-13 06:30", [], id="the morning's first is due"),
        pytest.param("2025-05-12 17:50", "2025-05-13 06:31", ["round"], id="and stayed away"),
        pytest.param("2025-05-10 17:50", "2025-05-13 03:00", [], id="by night none is due"),
        pytest.param("2025-05-13 10:00", "2025-05-13 09:00", [], id="a clock that went back"),
    ],
)
def test_r17_rounds_are_missed_in_the_hours_in_which_they_run(
    last: str, now: str, found: list[str]
) -> None:
    moment: datetime = local(now)
    facts = Facts(
        begun_at=local("2025-03-03 08:00"), quiet=False, stopped=False, sending_at=moment,
        round_at=local(last), round_failed=False, mail_since=None,
    )  # fmt: skip

    assert [one.code for one in late(facts, patience=PATIENCE, now=moment)] == found


def test_r17_the_hours_of_rounds_are_those_of_the_timetable() -> None:
    first, last = ROUND.cron.split()[1].split("-")

    assert (ROUNDS_FROM.hour, ROUNDS_UNTIL.hour) == (int(first), int(last) + 1)
