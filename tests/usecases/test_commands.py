"""The commands on an assignment: each move, its event, and what it refuses."""

from datetime import date, datetime, timedelta

import pytest

from dondoc.rules.moves import Refused
from dondoc.usecases import (
    accept,
    acknowledge,
    cancel,
    chase,
    extend,
    report,
    send_back,
    show,
    sleep,
    transfer,
)
from dondoc.usecases.errors import Conflict, NotAllowed, NotFound
from dondoc.usecases.report import GivenFile, GivenReport
from dondoc.wiring import App
from models.assignment import Assignment, State
from tests.factories import OFFICER, UNIT, VICE, Office, clause, office, on_dates

DONE = GivenReport(text="Đã phát 12 tin bài.", figures={"Số tin, bài": "12"})


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(
        app,
        [
            clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"]),
            clause("V.2", ["interior"], on_dates("2025-04-10")),
        ],
        now=now,
    )


def reported(ward: Office, now: datetime, code: str = "V.1") -> Assignment:
    with ward.app.transaction() as session:
        return report.report(session, ward.one(code).id or 0, given=DONE, actor=UNIT, now=now)


def history(ward: Office, code: str, now: datetime) -> list[tuple[str, str | None, str | None]]:
    with ward.app.reading() as session:
        found = show.detail(session, ward.one(code).id or 0, now=now)
    return [(event.kind, event.state_from, event.state_to) for event in found.events]


def test_the_way_from_assignment_to_acceptance_leaves_one_event_a_move(
    ward: Office, now: datetime
) -> None:
    row_id = ward.one("V.1").id or 0
    with ward.app.transaction() as session:
        acknowledge.acknowledge(session, row_id, actor=UNIT, now=now)
    reported(ward, now + timedelta(days=1))
    with ward.app.transaction() as session:
        accept.accept(session, row_id, actor=OFFICER, now=now + timedelta(days=2))

    assert history(ward, "V.1", now) == [
        ("assigned", None, "assigned"),
        ("acknowledge", "assigned", "acknowledged"),
        ("report", "acknowledged", "reported"),
        ("accept", "reported", "accepted"),
    ]
    assert ward.one("V.1").judged_at == now + timedelta(days=1)


def test_a_report_keeps_text_figures_and_files(ward: Office, now: datetime) -> None:
    given = GivenReport(
        text="  Đã xong.  ",
        figures={"Số tin, bài": "3"},
        files=(GivenFile("ảnh lễ phát động.jpg", "image/jpeg", b"\xff\xd8picture"),),
    )
    row_id = ward.one("V.1").id or 0

    with ward.app.transaction() as session:
        report.report(session, row_id, given=given, actor=UNIT, now=now)

    with ward.app.reading() as session:
        found = show.detail(session, row_id, now=now)
    (one,) = found.reports
    (file,) = found.evidence[one.id or 0]
    assert (one.text, one.figures, one.made_by) == ("Đã xong.", {"Số tin, bài": "3"}, "Minh")
    assert (file.file_name, file.size) == ("ảnh lễ phát động.jpg", 9)


def test_a_returned_report_needs_a_reason_and_gives_a_repair_term(
    ward: Office, now: datetime
) -> None:
    late = datetime.fromisoformat("2025-04-14T03:00:00+00:00")
    row = reported(ward, late)

    with pytest.raises(Refused, match="lý do"), ward.app.transaction() as session:
        send_back.send_back(session, row.id or 0, reason=" ", actor=OFFICER, now=late)
    with ward.app.transaction() as session:
        send_back.send_back(session, row.id or 0, reason="Thiếu số", actor=OFFICER, now=late)

    after = ward.one("V.1")
    assert (after.state, after.revision, after.case_revision) == (State.RETURNED, 2, 1)
    assert after.due_at == datetime.fromisoformat("2025-04-17T17:00:00+07:00")
    assert after.first_due_at == datetime.fromisoformat("2025-04-10T17:00:00+07:00")


def test_an_early_report_that_is_returned_keeps_its_deadline(ward: Office, now: datetime) -> None:
    row = reported(ward, now)

    with ward.app.transaction() as session:
        send_back.send_back(session, row.id or 0, reason="Thiếu số", actor=OFFICER, now=now)

    assert ward.one("V.1").due_at == row.due_at


def test_a_granted_extension_begins_a_new_case(ward: Office, now: datetime) -> None:
    row_id = ward.one("V.1").id or 0
    with ward.app.transaction() as session:
        extend.ask(
            session, row_id, until=date(2025, 4, 25), reason="Chờ số liệu", actor=UNIT, now=now
        )
    with ward.app.transaction() as session:
        extend.grant(session, row_id, until=date(2025, 4, 22), actor=OFFICER, now=now)

    after = ward.one("V.1")
    assert (after.state, after.revision, after.case_revision) == (State.ASSIGNED, 2, 2)
    assert after.due_at == datetime.fromisoformat("2025-04-22T17:00:00+07:00")
    with ward.app.reading() as session:
        found = show.detail(session, row_id, now=now)
    assert [(wish.state.value, wish.asked_by) for wish in found.extensions] == [("granted", "Minh")]
    assert [(r.number, r.kind) for r in found.revisions] == [(1, "first"), (2, "extension")]


def test_a_refused_extension_leaves_the_deadline(ward: Office, now: datetime) -> None:
    before = ward.one("V.1")
    with ward.app.transaction() as session:
        extend.ask(
            session, before.id or 0, until=date(2025, 4, 25), reason="Chờ", actor=UNIT, now=now
        )
    with ward.app.transaction() as session:
        extend.refuse(session, before.id or 0, reason="Cần đúng hạn", actor=OFFICER, now=now)

    assert (ward.one("V.1").due_at, ward.one("V.1").revision) == (before.due_at, 1)


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        pytest.param(date(2025, 4, 9), "Chờ", "phải sau thời hạn", id="not later"),
        pytest.param(date(2025, 4, 25), " ", "lý do", id="no reason"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    until: date, reason: str, words: str, ward: Office, now: datetime
) -> None:
    row_id = ward.one("V.1").id or 0

    with pytest.raises(Refused, match=words), ward.app.transaction() as session:
        extend.ask(session, row_id, until=until, reason=reason, actor=UNIT, now=now)


def test_transfer_closes_one_row_and_opens_its_successor(ward: Office, now: datetime) -> None:
    old = ward.one("V.1")
    with ward.app.transaction() as session:
        new = transfer.transfer(
            session, old.id or 0, unit_key="radio", reason="Đúng chức năng", actor=OFFICER, now=now
        )

    rows = {row.code: row for row in ward.all()}
    gone, heir = rows["V.1/1@culture#2025-04-10"], rows["V.1/1@radio#2025-04-10"]
    assert (gone.state, gone.successor_id) == (State.TRANSFERRED, new.id)
    assert (heir.state, heir.predecessor_id, heir.due_at) == (State.ASSIGNED, old.id, old.due_at)


def test_transfer_to_the_same_or_an_unknown_unit_is_refused(ward: Office, now: datetime) -> None:
    row_id = ward.one("V.1").id or 0

    with pytest.raises(Refused, match="đang giữ"), ward.app.transaction() as session:
        transfer.transfer(session, row_id, unit_key="culture", reason="x", actor=OFFICER, now=now)
    with pytest.raises(NotFound, match="“nobody”"), ward.app.transaction() as session:
        transfer.transfer(session, row_id, unit_key="nobody", reason="x", actor=OFFICER, now=now)


def test_sleeping_work_wakes_with_a_new_deadline(ward: Office, now: datetime) -> None:
    row_id = ward.one("V.1").id or 0
    with ward.app.transaction() as session:
        sleep.put_to_sleep(
            session, row_id, waiting_for="hướng dẫn của tỉnh", actor=OFFICER, now=now
        )
    asleep = ward.one("V.1")
    with ward.app.transaction() as session:
        sleep.wake(session, row_id, until=date(2025, 5, 20), actor=OFFICER, now=now)

    assert (asleep.state, asleep.sleeping_for) == (State.SLEEPING, "hướng dẫn của tỉnh")
    awake = ward.one("V.1")
    assert (awake.state, awake.sleeping_for, awake.revision) == (State.ASSIGNED, None, 2)


def test_cancelling_ends_the_work_with_its_reason(ward: Office, now: datetime) -> None:
    with ward.app.transaction() as session:
        cancel.cancel(
            session, ward.one("V.1").id or 0, reason="Trùng nội dung", actor=OFFICER, now=now
        )

    assert ward.one("V.1").state is State.CANCELLED
    assert history(ward, "V.1", now)[-1] == ("cancel", "assigned", "cancelled")


def test_what_is_accepted_cannot_be_reported_again(ward: Office, now: datetime) -> None:
    row = reported(ward, now)
    with ward.app.transaction() as session:
        accept.accept(session, row.id or 0, actor=OFFICER, now=now)

    with pytest.raises(Refused, match="đã được xác nhận hoàn thành"):
        reported(ward, now)


def test_nobody_accepts_their_own_report(ward: Office, now: datetime) -> None:
    row = reported(ward, now, "V.2")

    with pytest.raises(NotAllowed, match="Phó Chủ tịch"), ward.app.transaction() as session:
        accept.accept(session, row.id or 0, actor=OFFICER, now=now)
    with ward.app.transaction() as session:
        accept.accept(session, row.id or 0, actor=VICE, now=now)

    assert ward.one("V.2").state is State.ACCEPTED


def test_r19_the_second_of_two_people_is_told_and_overwrites_nothing(
    ward: Office, now: datetime
) -> None:
    row = ward.one("V.1")
    with ward.app.transaction() as session:
        acknowledge.acknowledge(session, row.id or 0, actor=UNIT, now=now, version=row.version)

    with pytest.raises(Conflict, match="vừa được người khác"), ward.app.transaction() as session:
        cancel.cancel(session, row.id or 0, reason="x", actor=OFFICER, now=now, version=row.version)

    assert ward.one("V.1").state is State.ACKNOWLEDGED


def test_what_was_overdue_at_import_is_chased_only_when_told_to(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture"], on_dates("2025-02-20"))], now=now)
    before = ward.one("V.1")

    with ward.app.transaction() as session:
        chase.chase(session, before.id or 0, actor=OFFICER, now=now)

    assert (before.chased, ward.one("V.1").chased) == (False, True)
