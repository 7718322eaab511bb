"""A change of contact while work is open: one mail lists it, old links die, nothing comes twice."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from dondoc.usecases import extend, links, notify
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.assignment import Link
from models.outbox import Notice, NoticeState, RungMark, RungState
from models.queries import wards
from models.ward import Absence
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates
from tests.usecases.play import Told, local, tick

OLD, NEW = "radio@p4.example", "moi@p4.example"
#: Dũng until 10 April 2025, Mới from the 11th, a Friday.
HANDED_ON = WARD.replace(
    "contacts: [{name: Dũng, email: radio@p4.example}]",
    "contacts: [{name: Dũng, email: radio@p4.example, to: 2025-04-10}, "
    "{name: Mới, title: Phát thanh viên, email: moi@p4.example, from: 2025-04-11}]",
)


def begun(app: App, now: datetime, *days: str, text: str = HANDED_ON, **facts: Any) -> Office:
    """A ward whose radio has heard of work that is due on these days."""
    ward = office(app, [clause("V.1", ["radio"], on_dates(*days), **facts)], now=now, text=text)
    tick(ward, "2025-03-03 08:10")
    tick(ward, "2025-03-04 07:30")
    return ward


def sent(ward: Office, at: str) -> list[Told]:
    """What left for units at a moment: not the sheets of a Monday."""
    return [one for one in tick(ward, at)[1] if one.kind != "escalation"]


def to(told: list[Told]) -> list[tuple[str, str, list[str]]]:
    return [(one.to, one.kind, [kind for _, kind, _ in one.items]) for one in told]


def opens(ward: Office, address: str, at: str) -> set[str]:
    """What the links of one address are worth at a moment."""
    with ward.app.reading() as session:
        mine = session.exec(select(Link).where(Link.address == address)).all()
        tokens = [links.token_of(ward.app.voice.secret, link) for link in mine]
        return {links.open_link(session, token, now=local(at)).status for token in tokens}


def test_the_new_contact_hears_once_of_all_open_work_on_the_first_day(
    app: App, now: datetime
) -> None:
    ward = begun(app, now, "2025-06-02", "2025-06-03")

    assert to(sent(ward, "2025-04-10 07:30")) == []
    first = sent(ward, "2025-04-11 07:30")
    later = sent(ward, "2025-04-11 07:40") + sent(ward, "2025-04-14 07:30")

    assert to(first) == [(NEW, "handover", ["handover", "handover"])]
    assert first[0].subject == "[Phường 4] Bàn giao đầu mối 11/04/2025: 02 nhiệm vụ đang thực hiện"
    assert "Mới, Phát thanh viên" in first[0].text
    assert first[0].text.count("/l/") == 2
    assert [one for one in later if one.to == NEW] == []


def test_links_of_the_old_contact_die_with_the_last_day_and_the_new_ones_work(
    app: App, now: datetime
) -> None:
    ward = begun(app, now, "2025-06-02")
    assert opens(ward, OLD, "2025-04-10 23:59") == {"valid"}

    tick(ward, "2025-04-11 07:30")

    assert opens(ward, OLD, "2025-04-11 00:00") == {"left"}
    assert opens(ward, NEW, "2025-04-11 08:00") == {"valid"}


def test_work_that_is_due_soon_is_told_as_such_and_the_rest_beside_it(
    app: App, now: datetime
) -> None:
    ward = begun(app, now, "2025-04-14", "2025-06-02")

    (first,) = sent(ward, "2025-04-11 07:30")

    assert (first.to, first.kind) == (NEW, "reminder")
    assert sorted(kind for _, kind, _ in first.items) == ["handover", "reminder"]
    assert to(sent(ward, "2025-04-14 07:30")) == [(NEW, "reminder", ["reminder"])]


def test_a_mail_that_had_not_left_in_time_goes_to_the_new_contact(app: App, now: datetime) -> None:
    """Queued for the old contact on the last day, sent by nobody: it is told anew."""
    ward = begun(app, now, "2025-04-11")
    with app.transaction() as session:
        queued = run_round(session, ward.ward_id, voice=app.voice, now=local("2025-04-10 16:50"))
    assert queued.mails == 1

    told = sent(ward, "2025-04-11 07:30")

    assert to(told) == [(NEW, "reminder", ["reminder"])]
    with app.reading() as session:
        is_it = (RungMark.offset == 0, RungMark.audience == "lead")
        marks = session.exec(select(RungMark).where(*is_it)).all()
        assert [mark.state for mark in marks] == [RungState.TOLD]


def test_news_for_the_old_contact_waits_for_the_new_one(app: App, now: datetime) -> None:
    ward = begun(app, now, "2025-06-02")
    row = ward.one("V.1")
    tick(ward, "2025-04-10 07:30")
    with app.transaction() as session:
        extend.grant(
            session, row.id or 0, until=date(2025, 6, 20), actor=OFFICER,
            now=local("2025-04-10 16:30"),
        )  # fmt: skip
    with app.transaction() as session:
        made = notify.notify(session, ward.ward_id, voice=app.voice, now=local("2025-04-10 16:45"))
    assert made == 1

    told = sent(ward, "2025-04-11 07:30")

    assert [(one.to, kind) for one in told for _, kind, _ in one.items] == [(NEW, "granted")]
    assert sent(ward, "2025-04-14 07:30") == []
    with app.reading() as session:
        states = {n.state for n in session.exec(select(Notice)).all()}
    assert states == {NoticeState.TOLD}


def absent(ward: Office, name: str, first: str, last: str, **deputy: Any) -> None:
    with ward.app.transaction() as session:
        (one,) = [c for c in wards.contacts_of(session, ward.ward_id) if c.name == name]
        days: dict[str, Any] = {
            "from_on": date.fromisoformat(first),
            "to_on": date.fromisoformat(last),
        }
        session.add(Absence(contact_id=one.id, **days, **deputy))


def test_a_deputy_is_reminded_meanwhile_and_the_contact_again_afterwards(
    app: App, now: datetime
) -> None:
    ward = begun(app, now, "2025-03-14", "2025-06-02", text=WARD)
    absent(ward, "Dũng", "2025-03-10", "2025-03-13", deputy_name="Út", deputy_email="ut@p4.example")

    told = [
        (at[5:10], one.to, [offset for _, _, offset in one.items])
        for at in ("2025-03-05 07:30", "2025-03-11 07:30", "2025-03-13 07:30", "2025-03-14 07:30")
        for one in sent(ward, at)
    ]

    assert told == [
        ("03-05", OLD, [-7]),
        ("03-11", "ut@p4.example", [-3]),
        ("03-13", "officer@p4.example", [None]),
        ("03-13", "ut@p4.example", [-1]),
        ("03-14", OLD, [0]),
    ]
    assert opens(ward, "ut@p4.example", "2025-03-13 12:00") == {"valid"}
    assert opens(ward, OLD, "2025-03-13 12:00") == {"valid"}
    assert opens(ward, "ut@p4.example", "2025-03-14 12:00") == {"left"}


def test_a_deputy_is_greeted_as_one_and_work_given_meanwhile_is_told_after_the_absence(
    app: App, now: datetime
) -> None:
    ward = office(app, [clause("V.1", ["radio"], on_dates("2025-06-02"))], now=now)
    absent(ward, "Dũng", "2025-03-03", "2025-03-13", deputy_name="Út", deputy_email="ut@p4.example")
    (given,) = sent(ward, "2025-03-03 08:10")

    back = sent(ward, "2025-03-14 07:30")

    assert (given.to, given.kind) == ("ut@p4.example", "assignment")
    assert "Út, thay Dũng đang vắng" in given.text
    assert to(back) == [(OLD, "handover", ["handover"])]
    assert sent(ward, "2025-03-17 07:30") == []


@pytest.mark.parametrize("requested", [False, True])
def test_nobody_hears_of_work_that_was_never_given(
    app: App, now: datetime, *, requested: bool
) -> None:
    """Overdue when the plan came, and so not followed up: no handover either."""
    ward = begun(app, now, "2025-02-03", mode="request" if requested else "assign")

    assert sent(ward, "2025-04-11 07:30") == []


def test_one_person_at_several_units_reads_one_mail_with_a_part_for_each(
    app: App, now: datetime
) -> None:
    text = WARD.replace(
        "{name: Dũng, email: radio@p4.example}",
        "{name: Minh, title: Phụ trách loa, email: Culture@p4.example}",
    )
    ward = office(
        app, [clause("V.1", ["radio", "culture"], on_dates("2025-06-02"))], now=now, text=text
    )
    (given,) = sent(ward, "2025-03-03 08:10")

    (soon,) = sent(ward, "2025-05-22 07:30")

    assert given.to.casefold() == soon.to.casefold() == "culture@p4.example"
    assert len(soon.items) == 2
    assert "Nhiệm vụ sắp đến hạn – Công chức Văn hóa - Xã hội" in soon.text
    assert "Nhiệm vụ sắp đến hạn – Cán bộ Truyền thanh Phường" in soon.text
    assert "Minh, Phụ trách loa; Công chức" in soon.text
