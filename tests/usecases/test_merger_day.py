"""The very day on which a ward goes into another one, or comes back: one digest an address."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from dondoc.rules.waves import WaveSpan
from dondoc.usecases import absences, as_of, links, reorganise, waves
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.change import Reorganisation
from models.outbox import MailState, OutboxMail, RungMark, RungState
from models.queries import outbox
from models.queries.wards import ward_by_key
from models.ward import Contact
from tests.conftest import Prepared
from tests.factories import OFFICER, WARD, Office, clause, load, office, on_dates
from tests.usecases.play import Told, local, tick
from tests.usecases.reorganising import given, order, undone, ward_order

#: The day before the deadline, on which the unit is reminded.
DAY = "2025-04-09"
#: The successor has the same units with the same readers, and leaders of its own.
HEIR = WARD.replace("phuong-4", "sa-dec").replace("Phường 4", "Phường Sa Đéc")
READER = "culture@p4.example"


def _build(app: App) -> tuple[int, int]:
    made = office(
        app, [clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio", "front"])],
        now=local("2025-03-03 08:00"),
    )  # fmt: skip
    tick(made, "2025-03-03 08:20", force=True)
    tick(made, "2025-04-07 07:40", force=True)
    with app.transaction() as session:
        load(session, now=local("2025-04-08 09:00"), text=heir_text())
    return made.ward_id, made.plan_id


@pytest.fixture
def prepared() -> Prepared:
    """The plan has been told, and the successor is there."""
    return Prepared("merger_day", _build)


@pytest.fixture
def ward(app: App, copied: tuple[str, tuple[int, int]]) -> Office:
    return Office(app, *copied[1])


def heir_text() -> str:
    """Return the ward file of the successor."""
    text = HEIR
    for leader in ("officer", "vice", "chair"):
        text = text.replace(f"{leader}@p4", f"{leader}@sd")
    return text


def merged(ward: Office, at: str) -> tuple[Office, Reorganisation]:
    """Let the ward go into its successor; returns that with the plan, and the order."""
    with ward.app.transaction() as session:
        row, _ = reorganise.give_wards(
            session, ward_order("{merge: [phuong-4], into: [sa-dec]}", on=DAY), actor=OFFICER,
            now=local(at),
        )  # fmt: skip
        return Office(ward.app, row.ward_id, ward.plan_id), row


def edit_waves(ward: Office, spans: list[WaveSpan], at: str) -> None:
    with ward.app.transaction() as session:
        waves.edit(
            session, ward.plan_id, spans, reason="Theo chỉ đạo", actor=OFFICER, now=local(at)
        )


def to_the_unit(told: list[Told]) -> list[list[str]]:
    """Return the kinds of lines of each mail to the unit's reader."""
    return [[item[1] for item in mail.items] for mail in told if mail.to == READER]


def tokens(mail: Told) -> set[str]:
    """Return the tokens of the links in a mail."""
    return set(re.findall(r"/l/(\S+)", mail.text))


def digests(ward: Office) -> Counter[str]:
    """Count the digests of the day that left, by address."""
    with ward.app.reading() as session:
        sent = session.exec(
            select(OutboxMail).where(
                OutboxMail.state == MailState.SENT, col(OutboxMail.dedup_key).startswith("digest:")
            )
        ).all()
    return Counter(mail.to_address for mail in sent if mail.local_day.isoformat() == DAY)


def reminders(ward: Office) -> list[int]:
    """Return the rungs before the deadline that were told, with repetition."""
    with ward.app.reading() as session:
        found = session.exec(
            select(RungMark).where(RungMark.audience == "lead", RungMark.state == RungState.TOLD)
        ).all()
    return sorted(mark.offset for mark in found)


def test_no_second_digest_after_a_merger_on_the_morning_of_the_first(ward: Office) -> None:
    _, told = tick(ward, f"{DAY} 07:40")
    assert to_the_unit(told) == [["reminder"]]
    heir, _ = merged(ward, f"{DAY} 09:00")

    _, told = tick(heir, f"{DAY} 09:20")

    # News of the day is told at once, in a mail of its own; whatever else is due waits.
    assert to_the_unit(told) == [["inherited"]]
    assert set(digests(ward).values()) == {1}


def test_no_second_digest_after_the_undoing_either(ward: Office) -> None:
    heir, row = merged(ward, f"{DAY} 07:10")
    _, told = tick(heir, f"{DAY} 07:40")
    assert to_the_unit(told) == [["reminder", "inherited"]]
    undone(heir, row.id, f"{DAY} 09:00")

    _, told = tick(ward, f"{DAY} 09:20")

    assert to_the_unit(told) == [["inherited"]]
    assert set(digests(ward).values()) == {1}
    assert reminders(ward) == sorted(set(reminders(ward)))


def test_no_second_digest_after_two_mergers_one_after_the_other(ward: Office) -> None:
    _, told = tick(ward, f"{DAY} 07:40")
    assert to_the_unit(told) == [["reminder"]]
    third = heir_text().replace("sa-dec", "lap-vo").replace("Phường Sa Đéc", "Xã Lấp Vò")
    with ward.app.transaction() as session:
        load(session, now=local(f"{DAY} 08:00"), text=third)
    merged(ward, f"{DAY} 09:00")

    with ward.app.transaction() as session:
        row, _ = reorganise.give_wards(
            session, ward_order("{merge: [sa-dec], into: [lap-vo]}", on=DAY), actor=OFFICER,
            now=local(f"{DAY} 09:10"),
        )  # fmt: skip
        last = Office(ward.app, row.ward_id, ward.plan_id)
    _, told = tick(last, f"{DAY} 09:30")

    assert all("reminder" not in kinds for kinds in to_the_unit(told))
    assert set(digests(ward).values()) == {1}
    # Taken back, the ward in between has the day of all three.
    undone(last, row.id, f"{DAY} 10:00")
    with ward.app.reading() as session:
        back = ward_by_key(session, "sa-dec")
    tick(Office(ward.app, (back and back.id) or 0, ward.plan_id), f"{DAY} 10:20")
    assert set(digests(ward).values()) == {1}


def test_a_ward_that_came_back_may_go_again(ward: Office) -> None:
    heir, row = merged(ward, f"{DAY} 07:10")
    tick(heir, f"{DAY} 07:40")
    undone(heir, row.id, f"{DAY} 09:00")
    tick(ward, f"{DAY} 09:20")

    # News and links of the first time belong to units of the successor.
    heir, _ = merged(ward, f"{DAY} 10:00")

    assert {row.ward_id for row in heir.all()} == {heir.ward_id}
    _, told = tick(heir, f"{DAY} 10:20")
    assert to_the_unit(told) == [["inherited"]]
    assert set(digests(ward).values()) == {1}


def test_a_past_day_has_the_waves_of_then_whoever_edits_them_since(ward: Office) -> None:
    first = [WaveSpan("2025-1", "Đợt 1", date(2025, 3, 3), date(2025, 6, 30), "final")]
    edit_waves(ward, first, "2025-04-08 10:00")
    heir, _ = merged(ward, f"{DAY} 07:10")
    edit_waves(heir, [replace(first[0], ends_on=date(2025, 9, 30))], f"{DAY} 10:00")

    with ward.app.reading() as session:
        found = [
            as_of.load(session, one.ward_id, date(2025, 4, 8), today=date(2025, 4, 10)).waves
            for one in (ward, heir)
        ]

    assert [wave.ends_on for (wave,) in found] == [date(2025, 6, 30)] * 2


def test_whoever_heard_of_a_merger_hears_that_it_was_taken_back(ward: Office) -> None:
    with ward.app.transaction() as session:
        text = heir_text().replace(READER, "vanhoa@sd.example")
        load(session, now=local("2025-04-08 10:00"), text=text)
    heir, row = merged(ward, f"{DAY} 07:10")
    _, told = tick(heir, f"{DAY} 07:40")
    assert {mail.to: [item[1] for item in mail.items] for mail in told} == {
        READER: ["handed-off"], "vanhoa@sd.example": ["reminder", "inherited"],
    }  # fmt: skip
    (given,) = tokens(told[-1])
    undone(heir, row.id, f"{DAY} 09:00")

    _, told = tick(ward, f"{DAY} 09:20")

    assert {mail.to: [item[1] for item in mail.items] for mail in told} == {
        READER: ["inherited"], "vanhoa@sd.example": ["handed-off"],
    }  # fmt: skip
    ours, theirs = told
    (again,) = tokens(ours)
    words = (
        "Sáp nhập Phường 4 vào Phường Sa Đéc; nhiệm vụ trở về Công chức Văn hóa - Xã hội (Phường 4)"
    )
    assert f"Hủy sắp xếp tổ chức: {words}" in " ".join(theirs.text.split())
    with ward.app.reading() as session:
        opened = [
            links.open_link(session, token, now=local(f"{DAY} 10:00")).status
            for token in (given, again)
        ]
    assert opened == ["revoked", "valid"]


def test_whoever_goes_on_with_supporting_work_hears_of_it(ward: Office) -> None:
    with ward.app.transaction() as session:
        text = heir_text().replace("radio@p4.example", "phatthanh@sd.example")
        load(session, now=local("2025-04-08 10:00"), text=text)
    heir, row = merged(ward, f"{DAY} 07:10")

    _, told = tick(heir, f"{DAY} 07:40")

    (support,) = [mail for mail in told if mail.to == "phatthanh@sd.example"]
    assert [item[1] for item in support.items] == ["inherited"]
    assert "Nhận bàn giao việc phối hợp thực hiện" in support.text
    assert "Đơn vị chủ trì: Công chức Văn hóa - Xã hội" in support.text
    assert tokens(support) == set()
    # Who read for the unit before, and reads for it there, has nothing to learn.
    assert [mail.to for mail in told if mail.to.startswith(("front@", "women@"))] == []
    undone(heir, row.id, f"{DAY} 09:00")
    _, told = tick(ward, f"{DAY} 09:20")
    (support,) = [mail for mail in told if mail.to == "phatthanh@sd.example"]
    assert "Không còn phối hợp thực hiện" in support.text


def test_who_came_along_is_as_they_were_away_or_paused(ward: Office) -> None:
    with ward.app.transaction() as session:
        lines = "    contacts: [{name: Minh, title: Công chức, email: culture@p4.example}]\n"
        load(session, now=local("2025-04-08 10:00"), text=heir_text().replace(lines, ""))
        minh = session.exec(
            select(Contact).where(Contact.email == READER, Contact.ward_id == ward.ward_id)
        ).one()
        minh.channel, minh.paused_until, minh.pause_reason = "zalo", date(2025, 4, 8), "Đi học"
        given = absences.Given(
            from_on=date(2025, 4, 8), to_on=date(2025, 4, 30), deputy_name="Sáu",
            deputy_email="sau@p4.example",
        )  # fmt: skip
        absences.of_contact(
            session, ward.ward_id, minh.id or 0, given, actor=OFFICER, now=local("2025-04-08 11:00")
        )
    heir, row = merged(ward, f"{DAY} 07:10")

    _, told = tick(heir, f"{DAY} 07:40")

    assert "sau@p4.example" in {mail.to for mail in told}
    assert READER not in {mail.to for mail in told}
    with ward.app.reading() as session:
        context = load_ward_context(session, heir.ward_id)
        (came,) = [one for one in context.contacts if one.email == READER and one.valid_to is None]
        assert (came.channel, came.paused_until, came.pause_reason) == ("zalo", date(2025, 4, 8), "Đi học")  # fmt: skip
    undone(heir, row.id, f"{DAY} 09:00")
    with ward.app.reading() as session:
        assert load_ward_context(session, heir.ward_id).absences == ()
        assert len(load_ward_context(session, ward.ward_id).absences) == 1


def test_what_was_ordered_for_later_days_is_not_forgotten(ward: Office) -> None:
    wanted = order("dissolve: [{unit: radio, successor: culture}]", on="2025-05-01")
    planned = given(ward, wanted, "2025-04-08 14:00")

    heir, _ = merged(ward, f"{DAY} 07:10")

    with ward.app.reading() as session:
        (alarm,) = outbox.open_alarms(session, ward_id=heir.ward_id)
    assert f"số {planned.id} của Phường 4 từ 01/05/2025" in alarm.words
    assert "Giải thể Cán bộ Truyền thanh Phường" in alarm.words


def test_on_the_next_day_each_ward_speaks_for_itself(ward: Office) -> None:
    heir, row = merged(ward, f"{DAY} 07:10")
    tick(heir, f"{DAY} 07:40")
    undone(heir, row.id, f"{DAY} 09:00")
    tick(ward, f"{DAY} 09:20")

    _, told = tick(ward, "2025-04-11 07:40")

    assert to_the_unit(told) == [["overdue"]]


def test_what_waits_at_the_successor_is_told_by_the_ward_that_comes_back(ward: Office) -> None:
    before = reminders(ward)
    heir, row = merged(ward, f"{DAY} 07:10")
    with ward.app.transaction() as session:
        posted = run_round(session, heir.ward_id, voice=ward.app.voice, now=local(f"{DAY} 07:40"))
    assert posted.mails == 1
    undone(heir, row.id, f"{DAY} 07:50")

    _, told = tick(ward, f"{DAY} 08:20")

    assert to_the_unit(told) == [["reminder"]]
    assert reminders(ward) == [*before, -1]
