"""Documents that are handed in: one after the other, under a lease, to a draft or a reason."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from dondoc.reading.read import read_text
from dondoc.usecases import draft, draft_change, uploads
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.uploads import GAVE_UP, KEPT_FOR, LEASE, Held, LeaseLost
from dondoc.wiring import App
from models.plan import Plan, PlanUpload, UploadState
from tests.factories import OFFICER, Office, load
from tests.usecases.test_import import TEXT

CONTENT = TEXT.encode()


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    with app.transaction() as session:
        return Office(app, load(session, now=now), 1)


def give(ward: Office, now: datetime, name: str = "ke-hoach.txt") -> int:
    with ward.app.transaction() as session:
        upload = uploads.give(
            session, ward.ward_id, file_name=name, content=CONTENT, by="Tám", now=now
        )
        return upload.id or 0


def take(ward: Office, now: datetime) -> Held | None:
    with ward.app.transaction() as session:
        return uploads.take(session, now=now)


def taken(ward: Office, now: datetime) -> Held:
    held = take(ward, now)
    assert held is not None
    return held


def finish(ward: Office, held: Held, now: datetime) -> int:
    with ward.app.transaction() as session:
        return uploads.finish(session, held, read_text(TEXT), now=now)


def row(ward: Office, number: int) -> PlanUpload:
    with ward.app.reading() as session:
        return session.get_one(PlanUpload, number)


def test_documents_are_taken_in_the_order_in_which_they_came(ward: Office, now: datetime) -> None:
    numbers = [give(ward, now, name) for name in ("một.txt", "hai.txt", "ba.txt")]

    held = [take(ward, now) for _ in range(4)]

    assert [one.upload_id if one else None for one in held] == [*numbers, None]
    assert [one.file_name for one in held if one] == ["một.txt", "hai.txt", "ba.txt"]
    assert {one.content for one in held if one} == {CONTENT}


def test_a_document_that_was_read_is_a_draft_and_its_bytes_lie_with_the_plan(
    ward: Office, now: datetime
) -> None:
    number = give(ward, now)

    plan_id = finish(ward, taken(ward, now), now)

    upload = row(ward, number)
    assert (upload.state, upload.plan_id, upload.message, upload.file_bytes) == (
        UploadState.READ, plan_id, "", b"",
    )  # fmt: skip
    with ward.app.reading() as session:
        plan = session.get_one(Plan, plan_id)
    assert (plan.file_bytes, plan.file_name) == (CONTENT, "ke-hoach.txt")


def test_the_same_document_again_leads_to_the_plan_that_is_there(
    ward: Office, now: datetime
) -> None:
    give(ward, now)
    first = finish(ward, taken(ward, now), now)
    number = give(ward, now)

    second = finish(ward, taken(ward, now), now)

    assert (second, row(ward, number).plan_id) == (first, first)
    assert row(ward, number).message == (
        f"Kế hoạch này đã nhập (số {first}), không có gì thay đổi."
    )


def test_a_reason_ends_a_document_that_cannot_be_read(ward: Office, now: datetime) -> None:
    number = give(ward, now)
    held = taken(ward, now)

    with ward.app.transaction() as session:
        uploads.fail(session, held, "Tệp trống.")

    upload = row(ward, number)
    assert (upload.state, upload.message, take(ward, now)) == (
        UploadState.FAILED, "Tệp trống.", None,
    )  # fmt: skip


def test_pages_are_noted_and_hold_the_document_on(ward: Office, now: datetime) -> None:
    number = give(ward, now)
    held = taken(ward, now)
    later = now + LEASE - timedelta(seconds=1)

    with ward.app.transaction() as session:
        held = uploads.note(session, held, done=3, total=20, now=later)

    assert (row(ward, number).done, row(ward, number).total) == (3, 20)
    assert take(ward, now + LEASE + timedelta(seconds=1)) is None
    assert held.until == later + LEASE


def test_a_document_whose_reader_died_is_begun_anew_and_the_dead_one_changes_nothing(
    ward: Office, now: datetime
) -> None:
    number = give(ward, now)
    dead = taken(ward, now)
    later = now + LEASE

    other = taken(ward, later)

    with pytest.raises(LeaseLost), ward.app.transaction() as session:
        uploads.note(session, dead, done=1, total=2, now=later)
    with pytest.raises(LeaseLost):
        finish(ward, dead, later)
    with pytest.raises(LeaseLost), ward.app.transaction() as session:
        uploads.fail(session, dead, "Tệp hỏng.")
    with ward.app.reading() as session:
        assert session.exec(select(Plan)).all() == []
    assert (row(ward, number).state, row(ward, number).tries) == (UploadState.READING, 2)
    assert finish(ward, other, later) == row(ward, number).plan_id


def test_after_three_readers_that_died_a_document_fails_and_the_next_is_read(
    ward: Office, now: datetime
) -> None:
    number = give(ward, now)
    for turn in range(3):
        taken(ward, now + turn * LEASE)
    following = give(ward, now)

    held = taken(ward, now + 3 * LEASE)

    assert (row(ward, number).state, row(ward, number).message) == (UploadState.FAILED, GAVE_UP)
    assert held.upload_id == following


def test_bytes_of_a_document_that_failed_are_dropped_after_some_days(
    ward: Office, now: datetime
) -> None:
    number = give(ward, now)
    held = taken(ward, now)
    with ward.app.transaction() as session:
        uploads.fail(session, held, "Tệp hỏng.")

    give(ward, now + KEPT_FOR)
    kept = row(ward, number).file_bytes
    give(ward, now + KEPT_FOR + timedelta(seconds=1))

    assert (kept, row(ward, number).file_bytes) == (CONTENT, b"")


def test_progress_says_how_many_come_before(ward: Office, now: datetime) -> None:
    numbers = [give(ward, now) for _ in range(3)]
    taken(ward, now)

    with ward.app.reading() as session:
        told = [uploads.progress(session, number, now=now) for number in numbers]
        with pytest.raises(NotFound):
            uploads.progress(session, 99, now=now)

    assert [(one.is_waiting, one.ahead) for one in told] == [(False, 0), (True, 1), (True, 2)]


# Edits of the draft that came of it


def plan_of(ward: Office, now: datetime) -> Plan:
    give(ward, now)
    number = finish(ward, taken(ward, now), now)
    with ward.app.reading() as session:
        return session.get_one(Plan, number)


def change(ward: Office, plan: Plan, title: str, version: int) -> Plan:
    def edit(session: Session) -> Plan:
        return draft_change.set_head(
            session, plan.id or 0, version=version, title=title, number=plan.number,
            year=plan.year, issued_on=plan.issued_on, actor=OFFICER, now=plan.imported_at,
        )  # fmt: skip

    with ward.app.transaction() as session:
        return edit(session)


def test_an_edit_of_what_somebody_else_has_changed_is_refused(ward: Office, now: datetime) -> None:
    plan = plan_of(ward, now)
    seen = plan.version
    change(ward, plan, "Tên mới", seen)

    with pytest.raises(Conflict, match="vừa được sửa"):
        change(ward, plan, "Tên khác", seen)

    with ward.app.reading() as session:
        stored = session.get_one(Plan, plan.id)
    assert (stored.title, stored.version) == ("Tên mới", seen + 1)


def test_a_draft_that_is_given_up_leaves_nothing_in_the_way_of_importing_it_again(
    ward: Office, now: datetime
) -> None:
    plan = plan_of(ward, now)

    with ward.app.transaction() as session:
        draft_change.discard(session, plan.id or 0, version=plan.version, actor=OFFICER, now=now)

    again = plan_of(ward, now)
    assert (again.title, again.version) == (plan.title, 1)
    with ward.app.reading() as session:
        assert [one.id for one in session.exec(select(Plan)).all()] == [again.id]


def test_a_draft_stored_before_marks_were_kept_still_loads() -> None:
    old = {
        "clauses": [
            {"path": "V.1", "text": "x y", "mode": "assign", "lead": [], "duties": []},
        ],
        "elsewhere": [{"path": "III", "text": "z", "lead": [], "deadlines": [], "span": [0, 1]}],
    }

    loaded = draft.Draft.model_validate(old)

    assert (loaded.clauses[0].marks, loaded.clauses[0].lines) == ([], [])
    assert (loaded.elsewhere[0].use, loaded.dropped) == ("", [])
