"""Escalation: the chain of a running case, levels that nobody reads, the weekly repeat."""

from datetime import datetime

import pytest
from sqlmodel import col, select

from dondoc.rules.escalation import levels_of
from dondoc.usecases import confirm, report, send_back
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.outbox import RungMark, SuspendedAddress
from models.ward import Person, Ward
from tests.factories import OFFICER, UNIT, Office, clause, draft_plan, office, on_dates
from tests.usecases.play import Told, days, local, tick

#: Overdue from 10 April: 1 working day on the 11th, 3 on the 15th, 7 on the 21st, 14 on 6 May.
DUE = on_dates("2025-04-10")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(app, [clause("V.1", ["culture"], DUE)], now=now)


def sheets(ward: Office, at: str) -> dict[str, Told]:
    """Return the sheets with items that leave at a moment, by address."""
    _, told = tick(ward, at, force=True)
    return {one.to: one for one in told if one.kind == "escalation" and one.items}


def edit_chain(ward: Office, chain: list[dict[str, object]]) -> None:
    with ward.app.transaction() as session:
        row = session.get_one(Ward, ward.ward_id)
        row.chain = chain
        session.add(row)


def levels_told(ward: Office) -> list[tuple[str, str]]:
    with ward.app.reading() as session:
        rows = session.exec(
            select(RungMark)
            .where(col(RungMark.audience).like("level:%"))
            .order_by(col(RungMark.id))
        ).all()
    return [(row.audience, row.reason) for row in rows]


def test_r9_a_chain_is_fixed_when_the_case_starts(ward: Office) -> None:
    tick(ward, "2025-04-11 07:30", force=True)
    edit_chain(ward, [{"after": 2, "to": ["chairman"]}])

    assert sheets(ward, "2025-04-14 07:30") == {}
    assert list(sheets(ward, "2025-04-15 07:30")) == ["officer@p4.example"]
    row = ward.one("V.1")
    assert [level.after for level in levels_of(row.chain)] == [3, 7, 14]


def test_r9_a_case_that_starts_later_follows_the_new_chain(ward: Office) -> None:
    tick(ward, "2025-04-10 07:30", force=True)
    edit_chain(ward, [{"after": 1, "to": ["chairman"]}])

    assert list(sheets(ward, "2025-04-11 07:30")) == ["chair@p4.example"]


def test_r9_a_level_whose_reader_bounced_is_told_to_the_next_one(ward: Office) -> None:
    sheets(ward, "2025-04-15 07:30")
    sheets(ward, "2025-04-21 07:30")
    with ward.app.transaction() as session:
        session.add(
            SuspendedAddress(
                ward_id=ward.ward_id, address="vice@p4.example", since=local("2025-04-21 07:31"),
                words="550 5.1.1",
            )
        )  # fmt: skip

    found = sheets(ward, "2025-04-22 07:30")

    why = "địa chỉ thư của Võ Văn Bảy không nhận được thư"
    assert list(found) == ["chair@p4.example"]
    assert f"Ghi chú: báo thẳng cấp này: {why}" in found["chair@p4.example"].text
    assert levels_told(ward)[-1] == ("level:2:chair", why)


def test_r9_who_takes_over_a_role_is_told_what_the_former_one_knew(ward: Office) -> None:
    sheets(ward, "2025-04-15 07:30")
    with ward.app.transaction() as session:
        old = session.exec(select(Person).where(Person.key == "officer")).one()
        old.active = False
        new = old.model_dump(exclude={"id", "active"})
        new |= {"key": "officer-2", "name": "Phan Văn Mười", "email": "officer2@p4.example"}
        session.add_all([old, Person(**new)])

    found = sheets(ward, "2025-04-16 07:30")

    assert list(found) == ["officer2@p4.example"]
    assert "[mới]" in found["officer2@p4.example"].text


def test_a_level_that_nobody_holds_goes_to_the_next_with_the_reason(ward: Office) -> None:
    with ward.app.transaction() as session:
        vice = session.exec(select(Person).where(Person.key == "vice")).one()
        vice.active = False
        session.add(vice)
    sheets(ward, "2025-04-15 07:30")

    found = sheets(ward, "2025-04-21 07:30")

    assert "chưa có người giữ nhiệm vụ Phó Chủ tịch UBND" in found["chair@p4.example"].text


def test_the_last_level_hears_weekly_and_not_daily(ward: Office) -> None:
    for at in ("2025-04-15", "2025-04-21", "2025-05-06"):
        sheets(ward, f"{at} 07:30")
    told = days(ward, *(f"2025-05-{day:02} 07:30" for day in range(7, 21)))

    chair = [at[:10] for at, to, kind, offsets in told if to.startswith("chair") and offsets]
    assert chair == ["2025-05-12", "2025-05-19"]


def test_a_report_stops_the_chain_and_a_return_lets_it_go_on(ward: Office) -> None:
    sheets(ward, "2025-04-15 07:30")
    row_id = ward.one("V.1").id or 0
    with ward.app.transaction() as session:
        given = GivenReport(text="Đã xong")
        report.report(session, row_id, given=given, actor=UNIT, now=local("2025-04-16 09:00"))
    stopped = sheets(ward, "2025-04-21 07:30")
    with ward.app.transaction() as session:
        send_back.send_back(
            session, row_id, reason="Thiếu số liệu", repair_days=3, actor=OFFICER,
            now=local("2025-04-21 09:00"),
        )  # fmt: skip
    within_the_term = sheets(ward, "2025-04-24 07:30")
    after = {day: list(sheets(ward, f"2025-{day} 07:30")) for day in ("04-25", "05-06", "05-08")}

    assert (stopped, within_the_term) == ({}, {})
    # The term ended on 24 April; 7 working days later, with days off between, is 8 May.
    # The officer was told before the return: in one case a level is told once.
    assert after == {"04-25": [], "05-06": [], "05-08": ["vice@p4.example"]}


def test_a_mail_about_several_plans_names_each(ward: Office, now: datetime) -> None:
    with ward.app.transaction() as session:
        other = draft_plan(
            session, ward.ward_id, [clause("V.1", ["culture"], DUE)], now=now, number="88/KH-UBND"
        )
        confirm.confirm(session, other.id or 0, actor=OFFICER, now=now)

    _, told = tick(ward, "2025-04-09 07:30", force=True)

    text = next(one.text for one in told if one.to.startswith("culture"))
    assert "1. Mục V.1, Kế hoạch số 12/KH-UBND\n" in text
    assert "2. Mục V.1, Kế hoạch số 88/KH-UBND\n" in text
