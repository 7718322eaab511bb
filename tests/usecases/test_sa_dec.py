"""The play of 1 July 2025: Phường 4 and seven others become phường Sa Đéc, in mid-year."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from dondoc.reports.figures import from_json
from dondoc.rules.moves import Refused
from dondoc.usecases import accept, as_of, confirm, links, load_ward, reorganise, report, summarise
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.reorganise_wards_view import WardPreview
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import OPEN_STATES, ActorKind
from models.change import Reorganisation
from models.outbox import MailState, OutboxMail, RungMark, RungState
from models.queries import wards
from models.ward import Ward
from tests.conftest import Prepared
from tests.factories import OFFICER, UNIT, Office, draft_plan, ward_file
from tests.usecases import sa_dec
from tests.usecases.play import Told, local, tick
from tests.usecases.reorganising import holders, undone, ward_order
from tests.usecases.sa_dec import HEIR, PLACES

MERGE = (
    f"{{merge: [{', '.join(PLACES)}], into: [{HEIR}], units: {{"
    + ", ".join(f"{key}: {{women: mat-tran, interior: van-hoa}}" for key in PLACES)
    + "}}"
)
DONE = GivenReport("Đã xong.", {"Số tin, bài": "3"})
NEW_OFFICER = Actor(kind=ActorKind.OFFICER, name="Mười", channel="board", email=f"officer@{HEIR}.example")  # fmt: skip
NEW_CHAIR = Actor(kind=ActorKind.LEADER, name="Hai", channel="board", email=f"chair@{HEIR}.example")
TOGETHER = "2025-07-01"


@pytest.fixture
def prepared() -> Prepared:
    """Eight wards, each with a plan in force since March."""
    return Prepared("sa_dec", sa_dec.build)


@pytest.fixture
def four(app: App, copied: tuple[str, Any]) -> Office:
    """Phường 4 with its plan."""
    facts = copied[1]
    return Office(app, facts["ids"]["phuong-4"], facts["plans"]["phuong-4"])


def sa_dec_of(ward: Office) -> Office:
    """Return the new ward with the plan that was that of Phường 4."""
    with ward.app.reading() as session:
        found = wards.ward_by_key(session, HEIR)
        return Office(ward.app, found.id if found and found.id else 0, ward.plan_id)


def new_ward_is_loaded(ward: Office, at: str) -> None:
    with ward.app.transaction() as session:
        load_ward.load_ward(session, ward_file(sa_dec.NEW_WARD), now=local(at))


def ordered(ward: Office, at: str, *, look: bool = False) -> tuple[Reorganisation, WardPreview]:
    with ward.app.transaction() as session:
        found = reorganise.give_wards(
            session, ward_order(MERGE, on=TOGETHER), actor=OFFICER, now=local(at), look_ahead=look
        )
        if look:
            session.rollback()
        return found


def reported(ward: Office, code: str, at: str, *, accepted: Actor | None = None) -> None:
    row = ward.one(code).id or 0
    with ward.app.transaction() as session:
        report.report(session, row, given=DONE, actor=UNIT, now=local(at))
        if accepted is not None:
            accept.accept(session, row, actor=accepted, now=local(at) + timedelta(hours=1))


def context_of(ward: Office) -> WardRows:
    with ward.app.reading() as session:
        return load_ward_context(session, ward.ward_id)


def kinds(told: list[Told]) -> dict[str, Counter[str]]:
    """Return the lines of the one mail to each address, by kind."""
    assert len({mail.to for mail in told}) == len(told)
    return {mail.to: Counter(item[1] for item in mail.items) for mail in told}


def first_half(ward: Office) -> None:
    """Play until the eve: one wave is reported, radio is late, the Front's report waits."""
    tick(ward, "2025-03-03 08:10", force=True)
    for month in range(3, 7):
        tick(ward, f"2025-{month:02}-26 07:40", force=True)
    reported(ward, "V.1/1@culture#2025-1", "2025-06-18 09:00", accepted=OFFICER)
    reported(ward, "V.2/1@radio#2025-03", "2025-03-24 09:00", accepted=OFFICER)
    reported(ward, "V.3/1@front#2025-1", "2025-06-19 09:00")
    tick(ward, "2025-06-30 07:40", force=True)


def test_the_year_of_the_merger(four: Office) -> None:
    first_half(four)
    new_ward_is_loaded(four, "2025-06-16 09:00")
    row = four.one("V.2/1@radio#2025-04")
    with four.app.transaction() as session:
        token = links.token_for(
            session, row, address="radio@phuong-4.example", secret=four.app.voice.secret,
            now=local("2025-06-16 09:00"),
        )  # fmt: skip
    _, shown = ordered(four, "2025-06-16 09:00", look=True)
    ordered(four, "2025-06-16 09:00")
    before = {view.code: view for view in evening(four, four)}
    assert context_of(four).ward.ended_on is None

    # The morning itself: carried out before the round, and told in one mail each.
    tick(four, f"{TOGETHER} 05:40", force=True)
    _, told = tick(four, f"{TOGETHER} 07:40", force=True)
    ours = sa_dec_of(four)
    news = kinds(told)
    assert news[f"mattran@{HEIR}.example"]["inherited"] == 8 + 1
    assert news["front@phuong-4.example"]["handed-off"] == 1
    assert news["radio@phuong-4.example"]["inherited"] == 9
    assert {one.address for one in shown.told} <= set(news)
    _, again = tick(four, f"{TOGETHER} 09:20", force=True)
    assert again == []
    held = {code: at for code, at in holders(ours).items() if "2025-2" in code or "V.3" in code}
    assert held == {
        "V.1/1@culture#2025-2": ("assigned", "van-hoa"),
        "V.3/1@front#2025-1": ("reported", "mat-tran"),
        "V.3/1@front#2025-2": ("assigned", "mat-tran"),
        "V.3/1@women#2025-1": ("assigned", "mat-tran"),
        "V.3/1@women#2025-2": ("cancelled", "women-phuong-4"),
    }
    with four.app.reading() as session:
        opened = links.open_link(session, token, now=local(f"{TOGETHER} 10:00"))
        assert opened.status == "revoked"
        assert links.holder_instead(session, opened) == "Cán bộ Truyền thanh phường"

    second_half(ours)

    the_past_shows_the_old_wards(four, ours, before)
    the_year_adds_up(ours)
    nothing_was_told_twice(ours)
    the_old_wards_can_only_be_read(four)


def second_half(ward: Office) -> None:
    """Play on to the end of the year; whoever writes is the new ward alone."""
    with ward.app.transaction() as session:
        front = ward.one("V.3/1@front#2025-1").id or 0
        accept.accept(session, front, actor=NEW_OFFICER, now=local("2025-07-02 09:00"))
    day = date(2025, 7, 7)
    to: set[str] = set()
    while day.year == 2025:
        _, told = tick(ward, f"{day} 07:40", force=True)
        to |= {mail.to.partition("@")[2] for mail in told if not mail.to.startswith("radio@")}
        if day == date(2025, 9, 8):
            reported(ward, "V.4/1@interior#2025-09-15", "2025-09-08 09:00")
        if day == date(2025, 12, 15):
            # The new officer belongs to this office: its work is answered by the chairman.
            reported(ward, "V.1/1@culture#2025-2", "2025-12-15 09:00", accepted=NEW_CHAIR)
        day += timedelta(days=7)
    assert to == {f"{HEIR}.example"}


def evening(four: Office, of: Office) -> list[Any]:
    with four.app.reading() as session:
        past = as_of.load(session, of.ward_id, date(2025, 6, 15), today=date(2025, 6, 16))
        return past.assignments()


def the_past_shows_the_old_wards(four: Office, ours: Office, before: dict[str, Any]) -> None:
    with four.app.reading() as session:
        today = date(2026, 1, 2)
        eve = as_of.load(session, ours.ward_id, date(2025, 6, 30), today=today)
        alone = as_of.load(session, four.ward_id, date(2025, 6, 30), today=today)
        earlier = as_of.load(session, four.ward_id, date(2025, 6, 15), today=today)
        after = as_of.load(session, ours.ward_id, date(2025, 7, 1), today=today)
    assert {view.code: view for view in earlier.assignments()} == before
    names = {view.code: view.unit_name for view in alone.assignments()}
    assert names["V.1/1@culture#2025-2"] == "Công chức Văn hóa - Xã hội"
    assert alone.context.ward.name == "Phường 4"
    # The new ward's own look back has all eight, each unit under the name of then.
    assert len({view.plan_id for view in eve.assignments()}) == len(PLACES)
    assert len(eve.works) == len(after.works)
    mine = {view.code: view for view in eve.assignments() if view.plan_id == ours.plan_id}
    assert {code: view.unit_name for code, view in mine.items()} == names
    then = {view.code: view.unit_name for view in after.assignments() if view.plan_id == ours.plan_id}  # fmt: skip
    assert then["V.1/1@culture#2025-2"] == "Phòng Văn hóa - Xã hội"
    assert then["V.1/1@culture#2025-1"] == "Công chức Văn hóa - Xã hội (Phường 4)"


def the_year_adds_up(ward: Office) -> None:
    """The final summary has the old names for what was done before, the new ones for the rest."""
    with ward.app.transaction() as session:
        drafted = summarise.draft(session, ward.plan_id, "2025-2", now=local("2026-01-02 08:00"))
        figures = from_json(drafted.figures)
        document = summarise.content(session, drafted)
        session.rollback()
    lines = {one.name: one.counts for one in (*figures.units, *figures.requested_units)}
    assert {name: (one.on_time, one.total) for name, one in lines.items()} == {
        "Công chức Văn hóa - Xã hội (Phường 4)": (1, 1),
        "Phòng Văn hóa - Xã hội": (1, 2),
        "Cán bộ Truyền thanh phường (Phường 4)": (1, 1),
        "Cán bộ Truyền thanh phường": (0, 9),
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường Sa Đéc": (1, 3),
    }
    rows = [row for row in ward.all() if row.plan_id == ward.plan_id]
    assert figures.total == sum(one.total for one in lines.values())
    assert figures.total + figures.withdrawn == len(rows)
    assert figures.withdrawn == 1
    assert document is not None


def nothing_was_told_twice(ward: Office) -> None:
    with ward.app.reading() as session:
        sent = session.exec(select(OutboxMail).where(OutboxMail.state == MailState.SENT)).all()
        marks = session.exec(select(RungMark).where(RungMark.state == RungState.TOLD)).all()
    assert len({mail.message_id for mail in sent}) == len(sent)
    digests = [(m.to_address, m.local_day) for m in sent if m.dedup_key.startswith("digest:")]
    assert len(set(digests)) == len(digests)
    rungs = [(mark.assignment_id, mark.offset, mark.audience) for mark in marks]
    assert len(set(rungs)) == len(rungs)
    # To addresses that ended nothing went after the first of July.
    late = {m.to_address for m in sent if m.local_day > date(2025, 7, 1)}
    assert not [one for one in late if one.startswith(("front@phuong", "culture@", "officer@phuong-4"))]  # fmt: skip


def the_old_wards_can_only_be_read(four: Office) -> None:
    with four.app.reading() as session:
        old = session.get_one(Ward, four.ward_id)
        assert (old.name, old.ended_on) == ("Phường 4", date(2025, 6, 30))
        assert four.ward_id not in wards.ward_ids(session)
    with pytest.raises(Refused, match="Phường 4 đã kết thúc sau ngày 30/06/2025"), four.app.transaction() as session:  # fmt: skip
        text = sa_dec.ward_text("phuong-4", "Phường 4")
        load_ward.load_ward(session, ward_file(text), now=local("2025-08-01 09:00"))


def test_taken_back_on_the_same_day(four: Office) -> None:
    first_half(four)
    new_ward_is_loaded(four, "2025-06-30 09:00")
    rows = [row.model_dump(exclude={"version"}) for row in four.all()]
    people = {(c.email, c.valid_from, c.valid_to) for c in context_of(four).contacts}
    units = {(u.key, u.name, u.valid_to, u.successor) for u in context_of(four).own_units}
    row, _ = ordered(four, "2025-07-01 09:00")
    assert four.all() == []

    undone(sa_dec_of(four), row.id, "2025-07-01 15:00")

    assert [row.model_dump(exclude={"version"}) for row in four.all()] == rows
    assert {(c.email, c.valid_from, c.valid_to) for c in context_of(four).contacts} == people
    assert {(u.key, u.name, u.valid_to, u.successor) for u in context_of(four).own_units} == units
    assert context_of(four).ward.ended_on is None
    _, told = tick(four, "2025-07-01 15:20", force=True)
    assert [mail.to for mail in told if "sa-dec" in mail.to and "officer" not in mail.to and "chair" not in mail.to] == []  # fmt: skip


def test_a_report_at_the_successor_stands_in_the_way(four: Office) -> None:
    new_ward_is_loaded(four, "2025-06-30 09:00")
    row, _ = ordered(four, "2025-07-01 09:00")
    ours = sa_dec_of(four)
    reported(ours, "V.1/1@culture#2025-2", "2025-07-01 10:00")

    with pytest.raises(Refused, match=r"V.1/1@culture#2025-2 đã có thay đổi sau đó \(báo cáo"):
        undone(ours, row.id, "2025-07-01 11:00")
    assert {row.state in OPEN_STATES for row in ours.all() if row.code == "V.2/1@radio#2025-12"} == {True}  # fmt: skip


def test_a_ward_gets_another_name(four: Office) -> None:
    wanted = ward_order("{rename: phuong-4, name: Phường Sa Đéc, city: ''}")
    with four.app.transaction() as session:
        reorganise.give_wards(session, wanted, actor=OFFICER, now=local("2025-07-01 09:00"))

    assert (context_of(four).ward.name, context_of(four).ward.city) == ("Phường Sa Đéc", "")
    with four.app.reading() as session:
        past = as_of.load(session, four.ward_id, date(2025, 6, 30), today=date(2025, 7, 2))
    assert (past.context.ward.name, past.context.ward.city) == ("Phường 4", "Sa Đéc")


def test_a_split_ward_gives_each_plan_to_the_chosen_one(four: Office) -> None:
    with four.app.transaction() as session:
        plan = draft_plan(
            session, four.ward_id, sa_dec.SMALL, now=sa_dec.START, number="99/KH-UBND",
            draft={"clauses": sa_dec.SMALL, "waves": sa_dec.WAVES},
        )  # fmt: skip
        confirm.confirm(session, plan.id or 0, actor=OFFICER, now=sa_dec.START)
        second = plan.id or 0
    wanted = ward_order(f"{{split: phuong-4, into: [phuong-1, phuong-2], plans: {{{second}: phuong-2}}}}")  # fmt: skip
    with four.app.transaction() as session:
        reorganise.give_wards(session, wanted, actor=OFFICER, now=local("2025-07-01 09:00"))
        one, two = (wards.ward_by_key(session, key) for key in ("phuong-1", "phuong-2"))
    assert one is not None
    assert two is not None
    for ward, plan_id in ((one, four.plan_id), (two, second)):
        with four.app.reading() as session:
            found = as_of.load(session, ward.id or 0, date(2025, 7, 1), today=date(2025, 7, 2))
            mine = {view.unit_key for view in found.assignments() if view.plan_id == plan_id}
        assert mine <= {"front", "women", "culture", "radio", "interior"}
        assert {"front", "culture"} <= mine
