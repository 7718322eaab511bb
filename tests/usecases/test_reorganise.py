"""Units renamed, merged, split and dissolved on a day: work, mails, links, contacts, undoing."""

import dataclasses
from datetime import date

import pytest
from sqlmodel import select

from dondoc.reports.figures import from_json
from dondoc.rules.moves import Refused
from dondoc.usecases import (
    accept,
    as_of,
    contacts,
    feed_content,
    feeds,
    links,
    load_ward,
    log,
    reorganise_order,
    report,
    show_directory,
    summarise,
)
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import AssignmentEvent
from models.change import ReorganisationState
from models.outbox import Alarm
from models.queries import assignments, reorganising
from tests.conftest import Prepared
from tests.factories import OFFICER, UNIT, WARD, Office, clause, office, on_dates, ward_file
from tests.usecases.play import local, tick
from tests.usecases.reorganising import given, holders, looked_at, order, undone
from tests.usecases.replanning import END_OF_WAVE, HALVES

PLAN = [
    clause("V.1", ["culture"], END_OF_WAVE, support=["radio"]),
    clause("V.2", ["radio"], on_dates("2025-04-10", "2025-10-10")),
    clause("V.3", ["culture", "radio"], on_dates("2025-05-20")),
    clause("V.4", ["women"], END_OF_WAVE, mode="request"),
]
MERGED = "merge: [{units: [radio], into: culture}]"
DAY = "2025-04-01 09:00"


def _build(app: App) -> tuple[int, int]:
    made = office(
        app, PLAN, now=local("2025-03-03 08:00"), draft={"clauses": PLAN, "waves": HALVES}
    )
    tick(made, "2025-03-03 08:10", force=True)
    tick(made, "2025-04-01 07:40", force=True)
    return made.ward_id, made.plan_id


@pytest.fixture
def prepared() -> Prepared:
    """The plan has been told, and the day's first round has been."""
    return Prepared("reorganise", _build)


@pytest.fixture
def ward(app: App, copied: tuple[str, tuple[int, int]]) -> Office:
    return Office(app, *copied[1])


def context_of(ward: Office) -> WardRows:
    with ward.app.reading() as session:
        return load_ward_context(session, ward.ward_id)


def told(ward: Office, at: str) -> dict[str, list[str]]:
    """Run one turn; returns the kinds of lines of the one mail to each address.

    What the officer hears of silent units is not of this matter.
    """
    _, mails = tick(ward, at, force=True)
    assert len({mail.to for mail in mails}) == len(mails)
    kinds = {m.to: sorted(item[1] for item in m.items if item[1] != "silence") for m in mails}
    return {to: lines for to, lines in kinds.items() if lines}


def test_open_work_of_a_merged_unit_goes_on_at_its_successor(ward: Office) -> None:
    before = {row.code: row for row in ward.all()}
    seen = looked_at(ward, order(MERGED), DAY)

    given(ward, order(MERGED), DAY, seen=seen.fingerprint)

    assert holders(ward) == {
        "V.1/1@culture#2025-1": ("assigned", "culture"),
        "V.1/1@culture#2025-2": ("assigned", "culture"),
        "V.2/1@radio#2025-04-10": ("assigned", "culture"),
        "V.2/1@radio#2025-10-10": ("assigned", "culture"),
        "V.3/1@culture#2025-05-20": ("assigned", "culture"),
        # One unit owes one report of one duty for one date.
        "V.3/1@radio#2025-05-20": ("cancelled", "radio"),
        "V.4/1@women#2025-1": ("assigned", "women"),
        "V.4/1@women#2025-2": ("assigned", "women"),
    }
    assert [(line.code, line.what, line.to) for line in seen.lines] == [
        ("V.2/1@radio#2025-04-10", "moves", "Công chức Văn hóa - Xã hội"),
        ("V.2/1@radio#2025-10-10", "moves", "Công chức Văn hóa - Xã hội"),
        ("V.3/1@radio#2025-05-20", "merged", "Công chức Văn hóa - Xã hội"),
    ]
    # Deadlines, revisions, ladders and cases go on.
    after = {row.code: row for row in ward.all()}
    same = before["V.2/1@radio#2025-04-10"].model_dump(exclude={"unit_id", "version"})
    assert after["V.2/1@radio#2025-04-10"].model_dump(exclude={"unit_id", "version"}) == same


def test_each_address_gets_one_mail_and_nobody_a_second_one(ward: Office) -> None:
    seen = looked_at(ward, order(MERGED), DAY)
    given(ward, order(MERGED), DAY)

    news = told(ward, "2025-04-01 09:20")

    assert {one.address: one.items for one in seen.told} == {
        "culture@p4.example": 2, "radio@p4.example": 3,
    }  # fmt: skip
    assert news == {
        "culture@p4.example": ["inherited", "inherited"],
        "radio@p4.example": ["handed-off", "handed-off", "withdrawn"],
    }
    assert told(ward, "2025-04-01 09:40") == {}
    # What was told of a deadline stays told; the next rung goes to the successor only.
    assert told(ward, "2025-04-02 07:40") == {}
    assert told(ward, "2025-04-04 07:40") == {"culture@p4.example": ["reminder"]}


def test_the_successor_hears_what_it_supports_from_now_on(ward: Office) -> None:
    into_women = order("merge: [{units: [radio], into: women}]")
    seen = looked_at(ward, into_women, DAY)
    row = given(ward, into_women, DAY)

    _, mails = tick(ward, "2025-04-01 09:20", force=True)

    (mail,) = [one for one in mails if one.to == "women@p4.example"]
    assert [(one.items) for one in seen.told if one.address == mail.to] == [len(mail.items)]
    # Three of its own now, and both terms of the clause that the old unit supported.
    assert [item[1] for item in mail.items] == ["inherited"] * 5
    assert mail.text.count("Nhận bàn giao việc phối hợp thực hiện") == 2
    assert mail.text.count("Đơn vị chủ trì: Công chức Văn hóa - Xã hội") == 2
    undone(ward, row.id, "2025-04-01 10:00")
    _, mails = tick(ward, "2025-04-01 10:20", force=True)
    (mail,) = [one for one in mails if one.to == "women@p4.example"]
    assert mail.text.count("Không còn phối hợp thực hiện") == 2
    assert mail.text.count("Bàn giao cho đơn vị khác thực hiện") == 3


def test_links_of_the_old_unit_die_and_explain(ward: Office) -> None:
    row = ward.one("V.2/1@radio#2025-04-10")
    secret = ward.app.voice.secret
    with ward.app.transaction() as session:
        token = links.token_for(
            session, row, address="radio@p4.example", secret=secret, now=local(DAY)
        )
    moved = given(ward, order(MERGED), DAY)
    with ward.app.reading() as session:
        opened = links.open_link(session, token, now=local("2025-04-01 10:00"))
        assert opened.status == "revoked"
        assert links.holder_instead(session, opened) == "Công chức Văn hóa - Xã hội"

    undone(ward, moved.id, "2025-04-01 11:00")

    with ward.app.reading() as session:
        opened = links.open_link(session, token, now=local("2025-04-01 12:00"))
        assert opened.status == "valid"


def test_undoing_puts_everything_back(ward: Office) -> None:
    plain = [row.model_dump(exclude={"version"}) for row in ward.all()]
    people = {c.email: (c.valid_from, c.valid_to) for c in context_of(ward).contacts}
    units = {u.key: (u.name, u.valid_to, u.successor) for u in context_of(ward).own_units}
    wanted = order(MERGED + "\nrename: [{unit: women, name: Hội Phụ nữ}]")
    moved = given(ward, wanted, DAY)
    told(ward, "2025-04-01 09:20")

    undone(ward, moved.id, "2025-04-01 10:00")

    assert [row.model_dump(exclude={"version"}) for row in ward.all()] == plain
    assert {c.email: (c.valid_from, c.valid_to) for c in context_of(ward).contacts} == people
    assert {u.key: (u.name, u.valid_to, u.successor) for u in context_of(ward).own_units} == units
    # Both have heard of it, so both hear that it does not hold.
    assert told(ward, "2025-04-01 10:20") == {
        "culture@p4.example": ["handed-off", "handed-off"],
        "radio@p4.example": ["inherited", "inherited", "inherited"],
    }
    assert told(ward, "2025-04-02 07:40") == {}


def test_undone_before_anybody_heard_nobody_is_told(ward: Office) -> None:
    moved = given(ward, order(MERGED), DAY)

    undone(ward, moved.id, "2025-04-01 09:05")

    assert told(ward, "2025-04-01 09:20") == {}
    with pytest.raises(Refused, match="đã được hủy trước đó"):
        undone(ward, moved.id, "2025-04-01 09:30")


def test_what_happened_since_cannot_be_undone(ward: Office) -> None:
    moved = given(ward, order(MERGED), DAY)
    row = ward.one("V.2/1@radio#2025-04-10").id or 0
    with ward.app.transaction() as session:
        report.report(
            session, row, given=GivenReport("Đã phát"), actor=UNIT, now=local("2025-04-01 10:00")
        )

    with pytest.raises(
        Refused, match=r"V.2/1@radio#2025-04-10 đã có thay đổi sau đó \(báo cáo kết quả, 10:00"
    ):
        undone(ward, moved.id, "2025-04-01 11:00")
    assert holders(ward)["V.2/1@radio#2025-10-10"] == ("assigned", "culture")


def test_on_another_day_it_stays(ward: Office) -> None:
    moved = given(ward, order(MERGED), "2025-04-01 23:50")

    with pytest.raises(Refused, match="thực hiện ngày 01/04/2025; chỉ hủy được trong chính ngày"):
        undone(ward, moved.id, "2025-04-02 00:10")


def test_an_order_for_a_later_day_waits_for_its_morning(ward: Office) -> None:
    later = order(MERGED, on="2025-04-09")
    shown = looked_at(ward, later, DAY)
    assert shown.waits
    planned = given(ward, later, DAY)
    assert holders(ward)["V.2/1@radio#2025-04-10"] == ("assigned", "radio")
    assert told(ward, "2025-04-04 07:40") == {"radio@p4.example": ["reminder"]}

    assert told(ward, "2025-04-09 05:40") == {}
    news = told(ward, "2025-04-09 07:40")

    # The rung of that morning is the successor's already.
    assert news == {
        "culture@p4.example": ["inherited", "inherited", "reminder"],
        "radio@p4.example": ["handed-off", "handed-off", "withdrawn"],
    }
    with ward.app.reading() as session:
        row = reorganising.of_ward(session, ward.ward_id)[0]
        assert (row.id, row.state) == (planned.id, ReorganisationState.DONE)
        (alarm,) = session.exec(select(Alarm)).all()
        assert "Sáp nhập Cán bộ Truyền thanh Phường vào Công chức" in alarm.words
    undone(ward, planned.id, "2025-04-09 08:00")


def test_a_planned_order_is_taken_back_before_its_day(ward: Office) -> None:
    planned = given(ward, order(MERGED, on="2025-04-09"), DAY)

    undone(ward, planned.id, "2025-04-03 09:00")

    assert told(ward, "2025-04-09 07:40") == {"radio@p4.example": ["reminder"]}


def test_a_planned_order_that_no_longer_fits_waits_and_says_why(ward: Office) -> None:
    planned = given(ward, order(MERGED, on="2025-04-09"), DAY)
    given(ward, order("dissolve: [{unit: culture, successor: ubnd}]"), DAY)

    told(ward, "2025-04-09 07:40")

    with ward.app.reading() as session:
        (alarm,) = session.exec(select(Alarm)).all()
    assert alarm.words.startswith(f"Chưa thực hiện được sắp xếp tổ chức số {planned.id}")
    assert "Công chức Văn hóa - Xã hội không còn hoạt động" in alarm.words


def test_a_split_unit_gives_each_work_to_the_chosen_successor(ward: Office) -> None:
    wanted = order("""
new_units:
  - {key: sound, name: Tổ Truyền thanh, contacts: [{name: An, email: an@p4.example}]}
  - {key: pictures, name: Tổ Hình ảnh}
split:
  - {unit: radio, into: [sound, pictures], works: {V.3: pictures}}
""")
    given(ward, wanted, DAY)

    found = {code: at for code, at in holders(ward).items() if "@radio" in code}
    assert found == {
        "V.2/1@radio#2025-04-10": ("assigned", "sound"),
        "V.2/1@radio#2025-10-10": ("assigned", "sound"),
        "V.3/1@radio#2025-05-20": ("assigned", "pictures"),
    }
    # The new unit has a contact of its own; nobody reads for the other one yet.
    day = date(2025, 4, 1)
    context = context_of(ward)
    by_key = {unit.key: context.reach(unit.id or 0, day) for unit in context.own_units}
    assert (by_key["sound"] or UNIT).name == "An"
    assert by_key["pictures"] is None
    assert looked_at_names(context, day) == ["ubnd", "front", "women", "culture", "interior", "sound", "pictures"]  # fmt: skip


def looked_at_names(context: WardRows, day: date) -> list[str]:
    return [one.unit.key for one in show_directory.directory_on(context, day).units]


def test_contacts_follow_to_a_successor_that_has_none(ward: Office) -> None:
    wanted = order(
        "new_units: [{key: media, name: Trung tâm Truyền thông}]\n"
        "merge: [{units: [radio, women], into: media}]"
    )
    given(ward, wanted, DAY)

    context = context_of(ward)
    media = context.unit_by_key("media")
    there = context.directory.contacts_on(media.id or 0, date(2025, 4, 1))
    assert [(c.name, c.valid_from) for c in there] == [
        ("Dũng", date(2025, 4, 1)), ("Loan", date(2025, 4, 1)),
    ]  # fmt: skip
    # The day before, each stood for the own unit; that is what 31 March shows.
    with ward.app.reading() as session:
        past = as_of.load(session, ward.ward_id, date(2025, 3, 31), today=date(2025, 4, 2))
    assert looked_at_names(past.context, date(2025, 3, 31)) == [
        "ubnd", "front", "women", "culture", "radio", "interior",
    ]  # fmt: skip


def test_a_unit_dissolved_without_a_successor(ward: Office) -> None:
    row = ward.one("V.2/1@radio#2025-04-10").id or 0
    with ward.app.transaction() as session:
        report.report(session, row, given=GivenReport("Đã phát"), actor=UNIT, now=local("2025-03-31 10:00"))  # fmt: skip
    given(ward, order("dissolve: [{unit: radio}]"), DAY)

    found = {code: at for code, at in holders(ward).items() if "@radio" in code}
    assert found == {
        "V.2/1@radio#2025-04-10": ("reported", "radio"),
        "V.2/1@radio#2025-10-10": ("cancelled", "radio"),
        "V.3/1@radio#2025-05-20": ("cancelled", "radio"),
    }
    assert told(ward, "2025-04-01 09:20") == {
        "officer@p4.example": ["reported"],
        "radio@p4.example": ["withdrawn", "withdrawn"],
    }


def test_a_report_that_waits_goes_along(ward: Office) -> None:
    row = ward.one("V.2/1@radio#2025-04-10").id or 0
    with ward.app.transaction() as session:
        report.report(session, row, given=GivenReport("Đã phát"), actor=UNIT, now=local("2025-03-31 10:00"))  # fmt: skip
    given(ward, order(MERGED), DAY)
    with ward.app.transaction() as session:
        accept.accept(session, row, actor=OFFICER, now=local("2025-04-02 09:00"))

    assert holders(ward)["V.2/1@radio#2025-04-10"] == ("accepted", "culture")


def test_a_renamed_unit_keeps_its_old_name_in_the_past(ward: Office) -> None:
    given(ward, order("rename: [{unit: women, name: Hội Phụ nữ phường Sa Đéc}]"), DAY)

    assert context_of(ward).unit_by_key("women").name == "Hội Phụ nữ phường Sa Đéc"
    assert told(ward, "2025-04-01 09:20") == {}
    with ward.app.reading() as session:
        past = as_of.load(session, ward.ward_id, date(2025, 3, 31), today=date(2025, 4, 2))
    names = {view.unit_key: view.unit_name for view in past.assignments()}
    assert names["women"] == "Hội Liên hiệp Phụ nữ Phường"


def test_another_state_than_the_one_seen_is_refused(ward: Office) -> None:
    seen = looked_at(ward, order(MERGED), DAY)
    with ward.app.transaction() as session:
        contacts.add(
            session, ward.ward_id, contacts.Given(name="Tư", email="tu@p4.example"),
            unit_key="radio", actor=OFFICER, now=local(DAY),
        )  # fmt: skip

    with pytest.raises(Conflict, match="Chưa có gì được ghi"):
        given(ward, order(MERGED), DAY, seen=seen.fingerprint)
    assert holders(ward)["V.2/1@radio#2025-04-10"] == ("assigned", "radio")


def test_each_row_gets_one_event_with_both_values(ward: Office) -> None:
    moved = given(ward, order(MERGED), DAY)
    with ward.app.reading() as session:
        events = session.exec(select(AssignmentEvent).where(AssignmentEvent.at == local(DAY))).all()
        context = load_ward_context(session, ward.ward_id)
        texts = {event.text for event in events if event.kind == "succeed"}
        rows = {row.id: row.code for row in assignments.assignments_by_id(session, [e.assignment_id for e in events])}  # fmt: skip
    ids = {unit.key: unit.id for unit in context.own_units}
    assert sorted((e.kind, rows[e.assignment_id], e.data["values"].get("unit_id")) for e in events) == [
        ("cancel", "V.3/1@radio#2025-05-20", None),
        ("succeed", "V.2/1@radio#2025-04-10", [ids["radio"], ids["culture"]]),
        ("succeed", "V.2/1@radio#2025-10-10", [ids["radio"], ids["culture"]]),
    ]  # fmt: skip
    assert texts == {
        "Sáp nhập Cán bộ Truyền thanh Phường vào Công chức Văn hóa - Xã hội từ 01/04/2025 "
        "(Nghị quyết số 12/NQ-HĐND)"
    }
    assert moved.kind == "merge"


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("merge: [{units: [radio], into: radios}]", "Không có đơn vị “radios”"),
        ("merge: [{units: [radio], into: culture}]\nrename: [{unit: radio, name: A}]", "hai lần"),
        (
            "merge: [{units: [radio], into: culture}, {units: [culture], into: ubnd}]",
            "cũng kết thúc trong lần sắp xếp này",
        ),
        ("rename: [{unit: radio, name: Cán bộ Truyền thanh Phường}]", "giống tên đang dùng"),
        ("new_units: [{key: radio, name: A}]\nrename: [{unit: women, name: B}]", "đã được dùng"),
        ("new_units: [{key: media, name: A}]\nrename: [{unit: women, name: B}]", "không kế thừa"),
        ("split: [{unit: radio, into: [culture], works: {V.9: culture}}]", "“V.9” không phải"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(ward: Office, steps: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        given(ward, order(steps), DAY)
    with ward.app.reading() as session:
        assert reorganising.of_ward(session, ward.ward_id) == []


def test_what_the_ward_file_ends_hands_its_work_on_in_the_morning(ward: Office) -> None:
    text = WARD.replace(
        "name: Cán bộ Truyền thanh Phường",
        "name: Cán bộ Truyền thanh Phường\n    valid: [null, 2025-04-08]\n    successor: culture",
    )
    with ward.app.transaction() as session:
        load_ward.load_ward(session, ward_file(text), now=local("2025-04-01 10:00"))
    assert told(ward, "2025-04-04 07:40") == {"radio@p4.example": ["reminder"]}
    assert told(ward, "2025-04-09 05:40") == {}

    assert holders(ward)["V.2/1@radio#2025-10-10"] == ("assigned", "culture")
    assert told(ward, "2025-04-09 07:40")["culture@p4.example"] == [
        "inherited", "inherited", "reminder",
    ]  # fmt: skip
    assert told(ward, "2025-04-09 09:20") == {}
    with ward.app.reading() as session:
        assert len(reorganising.of_ward(session, ward.ward_id)) == 1


def test_the_old_unit_stays_in_the_log_under_the_name_of_then(ward: Office) -> None:
    given(ward, order("rename: [{unit: radio, name: Tổ Truyền thanh}]"), DAY)
    given(ward, order(MERGED), "2025-04-02 09:00")
    row = ward.one("V.2/1@radio#2025-04-10").id or 0
    with ward.app.transaction() as session:
        report.report(
            session, row, given=GivenReport("Đã phát"), actor=UNIT, now=local("2025-04-03 09:00")
        )
    with ward.app.reading() as session:
        found = log.read(session, ward.ward_id, log.Narrowing(unit="radio"))

    mine = [(one.name, one.unit_name) for one in found if one.assignment_id == row]
    assert mine == [
        ("báo cáo kết quả", "Công chức Văn hóa - Xã hội"),
        ("bàn giao khi sắp xếp tổ chức", "Công chức Văn hóa - Xã hội"),
        ("giao nhiệm vụ", "Cán bộ Truyền thanh Phường"),
    ]
    (moved,) = [one for one in found if one.assignment_id == row and "bàn giao" in one.name]
    assert [(c.before, c.after) for c in moved.changes if c.label == "Đơn vị"] == [
        ("Tổ Truyền thanh", "Công chức Văn hóa - Xã hội")
    ]


def test_a_summary_has_a_line_for_each_name_and_the_sum_is_the_same(ward: Office) -> None:
    for code, at in (("V.1/1@culture#2025-1", "2025-03-25"), ("V.3/1@culture", "2025-04-10")):
        row = ward.one(code).id or 0
        with ward.app.transaction() as session:
            report.report(session, row, given=GivenReport("Xong"), actor=UNIT, now=local(f"{at} 09:00"))  # fmt: skip
            accept.accept(session, row, actor=OFFICER, now=local(f"{at} 15:00"))
        if at == "2025-03-25":
            given(ward, order("rename: [{unit: culture, name: Phòng Văn hóa}]"), DAY)
    with ward.app.transaction() as session:
        drafted = summarise.draft(session, ward.plan_id, "2025-1", now=local("2025-07-01 08:00"))
        figures = from_json(drafted.figures)
        session.rollback()

    lines = [(one.name, one.counts.total) for one in figures.units if one.key == "culture"]
    assert lines == [("Công chức Văn hóa - Xã hội", 1), ("Phòng Văn hóa", 1)]
    assert sum(one.counts.total for one in figures.units) == figures.assigned.total


def test_a_calendar_feed_goes_on_with_the_work(ward: Office) -> None:
    with ward.app.transaction() as session:
        made = feeds.make(
            session, ward.ward_id, unit_key="radio", actor=OFFICER, voice=ward.app.voice,
            now=local("2025-03-10 09:00"),
        )  # fmt: skip
    token = made.address.rpartition("/")[2].removesuffix(".ics")
    given(ward, order(MERGED), DAY)

    with ward.app.reading() as session:
        content = feed_content.content_of(
            session, token, voice=ward.app.voice, now=local("2025-04-01 10:00")
        ).decode()

    assert "Nhiệm vụ Công chức Văn hóa" in content.replace("\r\n ", "")
    assert content.count("BEGIN:VEVENT") == 5


def test_an_order_survives_being_stored() -> None:
    wanted = order(
        MERGED + "\nnew_units: [{key: a, name: A, contacts: [{name: An, email: a@b.vn}]}]"
    )
    again = reorganise_order.from_json(reorganise_order.to_json(wanted))
    assert dataclasses.asdict(again) == dataclasses.asdict(wanted)
