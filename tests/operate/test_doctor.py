"""The doctor names what is wrong, how grave it is, and what to do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dondoc.operate import doctor, post
from dondoc.operate.doctor import Check
from dondoc.settings import Settings
from dondoc.usecases import heartbeat
from dondoc.wiring import App
from dondoc.wiring import app as make_app
from flows.timetable import TIMETABLE
from models.db import migrate
from models.outbox import Alarm, OutboxMail
from tests import factories
from tests.smtp_server import MailServer

#: Thursday, 09:00 in Vietnam.
NOW = datetime(2025, 3, 6, 2, 0, tzinfo=UTC)


@pytest.fixture
def here(tmp_path: Path) -> App:
    """A migrated installation whose mail server does not answer."""
    with MailServer() as server:
        free = server.port
    made = make_app(Settings(data_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=free), check=False)
    migrate(made.engine)
    return made


def states(checks: list[Check]) -> dict[str, str]:
    return {check.name: check.state for check in checks}


def one(app: App, name: str, *, now: datetime = NOW) -> Check:
    return next(check for check in doctor.examine(app, now=now) if check.name == name)


def beat(app: App, name: str, at: datetime, *, ok: bool = True, **facts: object) -> None:
    with app.transaction() as session:
        heartbeat.record(session, name, now=at, ok=ok, facts=dict(facts))


def test_the_schedules_are_those_of_the_timetable() -> None:
    # The mailbox of incoming mails is asked about only where there is one.
    always = [timed.key for timed in TIMETABLE if timed.key != post.NAME]
    assert list(doctor.SILENCE) == always
    assert list(doctor.TITLES) == always


def test_a_sound_installation_is_well_throughout(tmp_path: Path) -> None:
    with MailServer() as server:
        settings = Settings(
            data_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none"
        )
        app = make_app(settings, check=False)
        migrate(app.engine)
        for timed in TIMETABLE:
            beat(app, timed.key, NOW - timedelta(minutes=1))
        with app.transaction() as session:
            factories.load(session, now=NOW)

        checks = doctor.examine(app, now=NOW)

    assert set(states(checks).values()) == {"ok"}
    assert [check.remedy for check in checks] == [""] * len(checks)


def test_an_empty_database_fails_and_hides_what_needs_it(tmp_path: Path) -> None:
    app = make_app(Settings(data_dir=tmp_path, sink_port=1), check=False)

    checks = doctor.examine(app, now=NOW)

    assert states(checks) == {"database": "fail", "smtp": "warn", "incoming": "ok"}
    assert checks[0].words.endswith("chưa đúng phiên bản. Chạy: dondoc migrate.")


def test_a_mail_server_that_is_away_is_named(here: App) -> None:
    found = one(here, "smtp")

    assert found.state == "fail"
    assert found.words == (
        f"127.0.0.1:{here.settings.smtp_port}: không có máy chủ nào ở đó (từ chối kết nối)."
    )


def test_a_mail_server_without_the_wanted_encryption_fails(tmp_path: Path) -> None:
    with MailServer() as server:
        settings = Settings(data_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=server.port)
        app = make_app(settings, check=False)
        migrate(app.engine)

        found = one(app, "smtp")

    assert (found.state, found.words.partition(": ")[2]) == (
        "fail",
        "không có STARTTLS, mà DONDOC_SMTP_SECURITY là starttls.",
    )


def test_a_clock_behind_its_own_past_fails(here: App) -> None:
    beat(here, "deliver", NOW + timedelta(hours=1))

    found = one(here, "clock")

    assert found.state == "fail"
    assert found.words == (
        "Máy đang ghi 09:00, thứ Năm, 06/03/2025, "
        "sớm hơn lần chạy đã ghi nhận lúc 10:00, thứ Năm, 06/03/2025."
    )


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        pytest.param(timedelta(minutes=5), "ok", id="just now"),
        pytest.param(timedelta(hours=13), "ok", id="over night"),
        pytest.param(timedelta(hours=15), "fail", id="longer than any night"),
    ],
)
def test_a_schedule_may_pause_over_night_only(here: App, ago: timedelta, expected: str) -> None:
    beat(here, "round", NOW - ago)

    assert one(here, "schedule-round").state == expected


def test_a_schedule_that_never_ran_is_a_warning(here: App) -> None:
    assert one(here, "schedule-deliver").state == "warn"


def test_a_pass_that_failed_names_its_wards(here: App) -> None:
    beat(here, "round", NOW, ok=False, failed={"phuong-9": "múi giờ"})

    found = one(here, "schedule-round")

    assert (found.state, found.words.partition(". ")[2]) == ("fail", "Lỗi ở: phuong-9.")


def waiting_mail(app: App, ward_id: int, made_at: datetime) -> None:
    with app.transaction() as session:
        session.add(
            OutboxMail(
                ward_id=ward_id, dedup_key="a", kind="reminder", to_name="Minh",
                to_address="minh@p4.example", subject="Nhắc việc", message_id="<a@p4.example>",
                local_day=made_at.date(), made_at=made_at, not_before=made_at,
                last_words="451 try later",
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("made_at", "now", "expected"),
    [
        pytest.param(NOW - timedelta(minutes=10), NOW, "ok", id="ten minutes"),
        pytest.param(NOW - timedelta(hours=1), NOW, "warn", id="an hour"),
        pytest.param(NOW - timedelta(days=2), NOW, "fail", id="two days"),
        pytest.param(
            NOW + timedelta(hours=9), NOW + timedelta(hours=12), "ok", id="waits for the morning"
        ),
    ],
)
def test_a_mail_that_may_leave_and_does_not(
    here: App, made_at: datetime, now: datetime, expected: str
) -> None:
    with here.transaction() as session:
        ward_id = factories.load(session, now=NOW)
    waiting_mail(here, ward_id, made_at)

    assert one(here, "outbox", now=now).state == expected


def test_an_open_alarm_and_a_unit_without_contact_are_warnings(here: App) -> None:
    without = factories.WARD.replace("contacts: [{name: Hà, email: vp@p4.example}]", "contacts: []")
    with here.transaction() as session:
        ward_id = factories.load(session, now=NOW, text=without)
        session.add(Alarm(ward_id=ward_id, kind="storm", words="60 thư cùng lúc.", raised_at=NOW))

    alarms, contacts = one(here, "alarms"), one(here, "contacts-phuong-4")

    assert (alarms.state, alarms.words) == ("warn", "60 thư cùng lúc.")
    assert (contacts.state, contacts.words) == (
        "warn",
        "Chưa có địa chỉ thư: Ủy ban nhân dân Phường 4.",
    )
