"""R20: every state change is attributable, by exactly one event that nobody can change.

Each command of the office is carried out on both databases, and what it leaves in the histories
is compared. A use case that takes an actor and is in neither list makes a test fail.
"""

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, col, select

from dondoc import usecases
from dondoc.rules.cadence import Cadence
from dondoc.rules.moves import Move
from dondoc.usecases import (
    absences,
    accept,
    acknowledge,
    alarms,
    amend,
    amend_confirm,
    anchors,
    cancel,
    chase,
    confirm,
    contacted,
    contacts,
    draft_change,
    draft_edit,
    draft_file,
    extend,
    feeds,
    incoming_pen,
    load_ward,
    mail_acts,
    pause,
    quiet,
    recadence,
    reladder,
    reorganise,
    reorganise_undo,
    replan,
    report,
    send_back,
    shorten,
    sleep,
    summarise,
    take_over,
    transfer,
    urge,
    ward_calendar,
    waves,
    ways,
)
from dondoc.usecases.actor import SYSTEM, Actor
from dondoc.usecases.report import GivenReport
from dondoc.usecases.round import run_round
from dondoc.usecases.ward_calendar import DayEdit
from dondoc.wiring import App
from models.assignment import ActorKind, Assignment, AssignmentEvent, DeadlineRevision, State
from models.change import CalendarFeed, Reorganisation, WardEvent
from models.dispatch import Dispatch
from models.incoming import IncomingKind, IncomingMail, IncomingState
from models.outbox import Alarm, MailState, OutboxMail, SuspendedAddress
from models.plan import Plan
from models.queries import wards
from models.summary import Summary
from models.ward import Absence, Ward
from tests.conftest import Prepared
from tests.factories import (
    OFFICER,
    UNIT,
    VICE,
    WARD,
    Office,
    clause,
    draft_plan,
    office,
    on_dates,
    ward_file,
)
from tests.usecases.amending import amending
from tests.usecases.play import local
from tests.usecases.reorganising import order, ward_order
from tests.usecases.replanning import HALVES, MONTHLY, day_off, span

NOW = local("2025-03-10 09:00")
LATE = local("2025-04-28 09:00")
PHONE = Actor(
    kind=ActorKind.OFFICER, name="Minh (Lê Thị Tám ghi nhận)", channel="phone",
    email="officer@p4.example",
)  # fmt: skip
DONE = GivenReport("Đã phát 12 tin bài.", {"Số tin, bài": "12"})
PLAN = [
    clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"]),
    clause("V.2", ["radio"], MONTHLY),
    clause("V.3", ["culture"], on_dates("2025-02-20")),
]
AMENDED = [clause("V.1", ["culture"], on_dates("2025-05-20"), support=["radio"]), *PLAN[1:]]


@dataclass(frozen=True)
class World:
    """What a command works with; nothing that it does is kept."""

    session: Session
    app: App
    ward: Office
    draft_id: int
    amendment_id: int

    def row(self, path: str) -> Assignment:
        query = select(Assignment).where(col(Assignment.code).startswith(f"{path}/"))
        return self.session.exec(query.order_by(col(Assignment.id))).all()[0]

    def id(self, path: str = "V.1") -> int:
        return self.row(path).id or 0

    def contact(self) -> int:
        found = wards.contacts_of(self.session, self.ward.ward_id)
        return next(one.id or 0 for one in found if one.name == "Minh")

    def fact(self, row: SQLModel) -> int:
        """Put a row there that the command needs and that is no state of the work."""
        self.session.add(row)
        self.session.flush()
        return int(row.id)  # type: ignore[attr-defined] # every table has one


def edited(session: Session, number: int) -> str:
    """The draft as a file in which somebody has written."""
    text = draft_file.as_yaml(session.get_one(Plan, number))
    return text.replace("mode: assign", "mode: request", 1)


def earlier(world: World, *verbs: Callable[[World], object]) -> None:
    """Do what must come before the command that is looked at."""
    for verb in verbs:
        verb(world)
    world.session.flush()


Do = Callable[[World], object]


@dataclass(frozen=True)
class Case:
    """A command, what must come before it, who does it, and the events that it leaves."""

    do: Do
    leaves: dict[str, int]
    actor: Actor = OFFICER
    first: tuple[Do, ...] = ()


def reported(world: World, *, actor: Actor = UNIT) -> None:
    report.report(world.session, world.id(), given=DONE, actor=actor, now=NOW)


def asleep(world: World) -> None:
    sleep.put_to_sleep(world.session, world.id(), waiting_for="hướng dẫn", actor=OFFICER, now=NOW)


def paused(world: World) -> None:
    pause.pause(
        world.session, world.id(), until=date(2025, 3, 20), reason="Ngập", actor=OFFICER, now=NOW
    )


def contact_paused(world: World) -> None:
    pause.pause_contact(
        world.session, world.ward.ward_id, world.contact(), until=date(2025, 3, 20), reason="Ngập",
        actor=OFFICER, now=NOW,
    )  # fmt: skip


def asked(world: World) -> None:
    extend.ask(
        world.session, world.id(), until=date(2025, 4, 25), reason="Chờ số liệu", actor=UNIT,
        now=NOW,
    )  # fmt: skip


def drafted(world: World) -> int:
    made = summarise.draft(world.session, world.ward.plan_id, "2025-1", now=NOW, actor=OFFICER)
    return made.id or 0


def away(world: World) -> int:
    days = absences.Given(from_on=date(2025, 3, 12), to_on=date(2025, 3, 14))
    made = absences.of_contact(
        world.session, world.ward.ward_id, world.contact(), days, actor=OFFICER, now=NOW
    )
    return made.id or 0


def fed(world: World) -> int:
    made = feeds.make(
        world.session, world.ward.ward_id, unit_key="culture", actor=OFFICER,
        voice=world.app.voice, now=NOW,
    )  # fmt: skip
    return made.id


def anchored(world: World) -> str:
    made = anchors.add(
        world.session, world.ward.plan_id, "tỉnh ban hành hướng dẫn", actor=OFFICER, now=NOW
    )
    return made.key


def stuck(world: World) -> OutboxMail:
    """A mail of the first round that no server took."""
    run_round(world.session, world.ward.ward_id, voice=world.app.voice, now=NOW)
    mail = world.session.get_one(OutboxMail, newest(world, OutboxMail))
    mail.state = MailState.PARKED
    world.session.add(mail)
    return mail


def refused(world: World) -> None:
    world.fact(
        SuspendedAddress(
            ward_id=world.ward.ward_id, address="culture@p4.example", since=NOW, words="550"
        )
    )


def reorganised(world: World, steps: str, *, on: str = "2025-03-10") -> None:
    wanted = order(steps, on=on)
    reorganise.give(world.session, world.ward.ward_id, wanted, actor=OFFICER, now=NOW)


def came(world: World) -> None:
    """A mail that waits for the officer, about the newest one that was sent, if any was."""
    sent = world.session.exec(select(OutboxMail.id).order_by(col(OutboxMail.id).desc())).first()
    world.fact(
        IncomingMail(
            ward_id=world.ward.ward_id, fingerprint="x", source="pipe", received_at=NOW,
            kind=IncomingKind.UNCLEAR, state=IncomingState.HELD, mail_id=sent, raw=b"",
        )
    )  # fmt: skip


def urged(world: World) -> None:
    """Two occurrences of the radio's monthly duty are overdue by then."""
    urge.draft(world.session, world.ward.ward_id, "radio", actor=OFFICER, now=LATE)


def newest(world: World, table: type[SQLModel]) -> int:
    ids = world.session.exec(select(table.id)).all()  # type: ignore[attr-defined] # every table has one
    return int(max(ids))


COMMANDS: dict[str, Case] = {
    "acknowledge.acknowledge": Case(
        lambda w: acknowledge.acknowledge(w.session, w.id(), actor=UNIT, now=NOW),
        {"acknowledge": 1}, UNIT,
    ),
    "report.report": Case(reported, {"report": 1}, UNIT),
    "report.report by phone": Case(lambda w: reported(w, actor=PHONE), {"report": 1}, PHONE),
    "report.report again": Case(reported, {"report": 1}, UNIT, (reported,)),
    "accept.accept": Case(
        lambda w: accept.accept(w.session, w.id(), actor=VICE, now=NOW), {"accept": 1}, VICE,
        (reported,),
    ),
    "send_back.send_back": Case(
        lambda w: send_back.send_back(w.session, w.id(), reason="Thiếu", actor=OFFICER, now=NOW),
        {"return": 1}, first=(reported,),
    ),
    "extend.ask": Case(asked, {"ask_extension": 1}, UNIT),
    "extend.grant": Case(
        lambda w: extend.grant(w.session, w.id(), until=date(2025, 4, 22), actor=OFFICER, now=NOW),
        {"extend": 1}, first=(asked,),
    ),
    "extend.refuse": Case(
        lambda w: extend.refuse(w.session, w.id(), reason="Cần gấp", actor=OFFICER, now=NOW),
        {"refuse_extension": 1}, first=(asked,),
    ),
    "shorten.shorten": Case(
        lambda w: shorten.shorten(
            w.session, w.id(), until=date(2025, 4, 1), reason="Cần gấp", actor=OFFICER, now=NOW
        ),
        {"shorten": 1},
    ),
    "transfer.transfer": Case(
        lambda w: transfer.transfer(
            w.session, w.id(), unit_key="radio", reason="Đúng chức năng", actor=OFFICER, now=NOW
        ),
        {"transfer": 1, "assigned": 1},
    ),
    "sleep.put_to_sleep": Case(asleep, {"sleep": 1}),
    "sleep.wake": Case(
        lambda w: sleep.wake(w.session, w.id(), until=date(2025, 5, 20), actor=OFFICER, now=NOW),
        {"wake": 1}, first=(asleep,),
    ),
    "cancel.cancel": Case(
        lambda w: cancel.cancel(w.session, w.id(), reason="Trùng", actor=OFFICER, now=NOW),
        {"cancel": 1}, first=(asked,),
    ),
    "pause.pause": Case(paused, {"pause": 1}),
    "pause.resume": Case(
        lambda w: pause.resume(w.session, w.id(), actor=OFFICER, now=NOW), {"resume": 1},
        first=(paused,),
    ),
    "pause.pause_contact": Case(contact_paused, {"contact": 1}),
    "pause.resume_contact": Case(
        lambda w: pause.resume_contact(
            w.session, w.ward.ward_id, w.contact(), actor=OFFICER, now=NOW
        ),
        {"contact": 1}, first=(contact_paused,),
    ),
    "contacted.contacted": Case(
        lambda w: contacted.contacted(w.session, w.id(), text="Hứa nộp", actor=OFFICER, now=NOW),
        {"called": 1},
    ),
    "reladder.set_ladder": Case(
        lambda w: reladder.set_ladder(
            w.session, w.ward.plan_id, w.row("V.2").duty_id, {"before": [5]}, reason="họp",
            actor=OFFICER, now=NOW,
        ),
        {"ladder": 1},
    ),
    "chase.chase": Case(
        lambda w: chase.chase(w.session, w.id("V.3"), actor=OFFICER, now=NOW), {"chase": 1}
    ),
    "confirm.confirm": Case(
        lambda w: confirm.confirm(w.session, w.draft_id, actor=OFFICER, now=NOW),
        {"plan": 1, "assigned": 1},
    ),
    "amend_confirm.confirm": Case(
        lambda w: amend_confirm.confirm(w.session, w.amendment_id, actor=OFFICER, now=NOW),
        {"plan": 1, "amend": 1},
    ),
    "waves.edit": Case(
        lambda w: waves.edit(
            w.session, w.ward.plan_id,
            [span("2025-1", "Đợt 1", "2025-03-03", "2025-05-31"),
             span("2025-2", "Đợt 2", "2025-06-01", "2025-12-31", summary="final")],
            reason="họp", actor=OFFICER, now=NOW,
        ),
        {"waves": 1},
    ),
    "recadence.edit": Case(
        lambda w: recadence.edit(
            w.session, w.ward.plan_id, w.row("V.2").duty_id,
            Cadence.from_json(MONTHLY | {"day": 20}), reason="họp", actor=OFFICER, now=NOW,
        ),
        {"cadence": 1, "replan": 10},
    ),
    "anchors.add": Case(anchored, {"anchor": 1}),
    "anchors.set_day": Case(
        lambda w: anchors.set_day(
            w.session, w.ward.plan_id, anchors.anchors_of(w.session, w.ward.plan_id)[0].key,
            on=date(2025, 4, 1), actor=OFFICER, now=NOW,
        ),
        {"anchor": 1}, first=(anchored,),
    ),
    "ward_calendar.set_days": Case(
        lambda w: ward_calendar.set_days(
            w.session, w.ward.ward_id,
            DayEdit(first=date(2025, 3, 25), last=date(2025, 3, 25), kind="off", reason="Lễ hội"),
            actor=OFFICER, now=NOW,
        ),
        {"calendar": 1, "replan": 1},
    ),
    "ward_calendar.confirm_year": Case(
        lambda w: ward_calendar.confirm_year(
            w.session, w.ward.ward_id, 2025, actor=OFFICER, now=NOW
        ),
        {"calendar-confirmed": 1},
    ),
    "contacts.add": Case(
        lambda w: contacts.add(
            w.session, w.ward.ward_id, contacts.Given(name="Sáu", email="sau@p4.example"),
            unit_key="culture", actor=OFFICER, now=NOW,
        ),
        {"contact": 1},
    ),
    "contacts.replace": Case(
        lambda w: contacts.replace(
            w.session, w.ward.ward_id, w.contact(),
            contacts.Given(name="Sáu", email="sau@p4.example"), from_on=date(2025, 3, 12),
            actor=OFFICER, now=NOW,
        ),
        {"contact": 1},
    ),
    "contacts.end": Case(
        lambda w: contacts.end(
            w.session, w.ward.ward_id, w.contact(), last_on=date(2025, 3, 12), actor=OFFICER,
            now=NOW,
        ),
        {"contact": 1},
    ),
    "ways.choose": Case(
        lambda w: ways.choose(
            w.session, w.ward.ward_id, w.contact(), "webhook", actor=OFFICER, now=NOW
        ),
        {"contact": 1},
    ),
    "contacts.correct": Case(
        lambda w: contacts.correct(
            w.session, w.ward.ward_id, w.contact(),
            contacts.Given(name="Minh", email="minh@p4.example"), days=(None, None),
            actor=OFFICER, now=NOW,
        ),
        {"contact": 1},
    ),
    "absences.of_contact": Case(away, {"absence": 1}),
    "absences.of_person": Case(
        lambda w: absences.of_person(
            w.session, w.ward.ward_id, "chair",
            absences.Given(from_on=date(2025, 3, 12), to_on=date(2025, 3, 14)),
            actor=OFFICER, now=NOW,
        ),
        {"absence": 1},
    ),
    "absences.change": Case(
        lambda w: absences.change(
            w.session, w.ward.ward_id, newest(w, Absence),
            absences.Given(from_on=date(2025, 3, 12), to_on=date(2025, 3, 20)),
            actor=OFFICER, now=NOW,
        ),
        {"absence": 1}, first=(away,),
    ),
    "absences.remove": Case(
        lambda w: absences.remove(
            w.session, w.ward.ward_id, newest(w, Absence), actor=OFFICER, now=NOW
        ),
        {"absence": 1}, first=(away,),
    ),
    "feeds.make": Case(fed, {"feed": 1}),
    "feeds.revoke": Case(
        lambda w: feeds.revoke(
            w.session, w.ward.ward_id, newest(w, CalendarFeed), actor=OFFICER, now=NOW
        ),
        {"feed": 1}, first=(fed,),
    ),
    "alarms.answer": Case(
        lambda w: alarms.answer(
            w.session, w.fact(Alarm(ward_id=None, kind="queue", words="Dừng.", raised_at=NOW)),
            ward_id=w.ward.ward_id, actor=OFFICER, now=NOW,
        ),
        {"alarm": 1},
    ),
    "mail_acts.resend": Case(
        lambda w: mail_acts.resend(
            w.session, newest(w, OutboxMail), reason="đã sửa hộp thư", voice=w.app.voice, actor=OFFICER, now=NOW
        ),
        {"mail-resent": 1}, first=(stuck,),
    ),
    "mail_acts.drop": Case(
        lambda w: mail_acts.drop(w.session, newest(w, OutboxMail), reason="đã gọi điện", actor=OFFICER, now=NOW),
        {"mail-dropped": 1}, first=(stuck,),
    ),
    "mail_acts.lift": Case(
        lambda w: mail_acts.lift(
            w.session, w.ward.ward_id, "culture@p4.example", reason="đã sửa", actor=OFFICER,
            now=NOW,
        ),
        {"address-lifted": 1}, first=(refused,),
    ),
    "incoming_pen.attach": Case(
        lambda w: incoming_pen.attach(
            w.session, w.ward.ward_id, newest(w, IncomingMail), [w.id()], actor=OFFICER, now=NOW
        ),
        {"replied": 1}, first=(came,),
    ),
    "incoming_pen.put_aside": Case(
        lambda w: incoming_pen.put_aside(
            w.session, w.ward.ward_id, newest(w, IncomingMail), actor=OFFICER, now=NOW
        ),
        {"incoming": 1}, first=(came,),
    ),
    "incoming_pen.suspend": Case(
        lambda w: incoming_pen.suspend(
            w.session, w.ward.ward_id, newest(w, IncomingMail), actor=OFFICER, now=NOW
        ),
        {"bounce": 1}, first=(stuck, came),
    ),
    "take_over.take_over": Case(
        lambda w: take_over.take_over(
            w.session, place=None, voice=w.app.voice, actor=OFFICER, now=NOW
        ),
        {"take-over": 1},
        first=(lambda w: quiet.fall_quiet(w.session, origin={}, place=None, now=NOW),),
    ),
    "urge.draft": Case(urged, {"dispatch-drafted": 1}),
    "urge.record_number": Case(
        lambda w: urge.record_number(
            w.session, w.ward.ward_id, newest(w, Dispatch), number="45",
            signed_on=LATE.date(), actor=OFFICER, now=LATE,
        ),
        {"dispatch": 2}, first=(urged,),
    ),
    "summarise.draft": Case(drafted, {"summary": 1}),
    "summarise.note": Case(
        lambda w: summarise.note(
            w.session, newest(w, Summary), notes_by_part={"IV": "Kiến nghị."}, actor=OFFICER,
            now=NOW,
        ),
        {"summary": 1}, first=(drafted,),
    ),
    "summarise.sign_off": Case(
        lambda w: summarise.sign_off(
            w.session, newest(w, Summary), number="45/BC-UBND", voice=w.app.voice, actor=OFFICER,
            now=NOW,
        ),
        {"summary": 1}, first=(drafted,),
    ),
    "replan.by_calendar": Case(
        lambda w: replan.by_calendar(w.session, w.ward.ward_id, actor=OFFICER, now=NOW),
        {"calendar": 1, "replan": 1}, first=(lambda w: day_off(w.session, w.ward, "2025-04-25"),),
    ),
    "reorganise.give": Case(
        lambda w: reorganised(w, "merge: [{units: [radio], into: culture}]"),
        {"succeed": 10, "contact": 1, "reorganisation": 1},
    ),
    "reorganise.give nobody goes on": Case(
        lambda w: reorganised(w, "dissolve: [{unit: radio}]"),
        {"cancel": 10, "contact": 1, "reorganisation": 1},
    ),
    "reorganise.give for later": Case(
        lambda w: reorganised(w, "rename: [{unit: radio, name: A}]", on="2025-04-01"),
        {"reorganisation": 1},
    ),
    "reorganise.give_wards": Case(
        lambda w: reorganise.give_wards(
            w.session, ward_order("{rename: phuong-4, name: A}", on="2025-03-10"), actor=OFFICER,
            now=NOW,
        ),
        {"reorganisation": 1},
    ),
    "reorganise.withdraw": Case(
        lambda w: reorganise.withdraw(
            w.session, w.ward.ward_id, newest(w, Reorganisation), actor=OFFICER, now=NOW
        ),
        {"reorganisation-undone": 1},
        first=(lambda w: reorganised(w, "rename: [{unit: radio, name: A}]", on="2025-04-01"),),
    ),
    "reorganise_undo.undo": Case(
        lambda w: reorganise_undo.undo(
            w.session, w.ward.ward_id, newest(w, Reorganisation), actor=OFFICER, now=NOW
        ),
        {"restore": 10, "contact": 1, "reorganisation-undone": 1},
        first=(lambda w: reorganised(w, "dissolve: [{unit: radio}]"),),
    ),
    "draft_change.change": Case(
        lambda w: draft_change.change(
            w.session, w.draft_id, lambda draft: draft_edit.drop(draft, draft.clauses[0].path), what="Bỏ mục",
            actor=OFFICER, now=NOW,
        ),
        {"draft": 1},
    ),
    "draft_change.set_head": Case(
        lambda w: draft_change.set_head(
            w.session, w.draft_id, version=1, title="Tên khác", number="7/KH-UBND", year=2025,
            issued_on=None, actor=OFFICER, now=NOW,
        ),
        {"draft": 1},
    ),
    "draft_change.discard": Case(
        lambda w: draft_change.discard(w.session, w.draft_id, version=1, actor=OFFICER, now=NOW),
        {"draft": 1},
    ),
    "draft_file.replace": Case(
        lambda w: draft_file.replace(
            w.session, w.draft_id, edited(w.session, w.draft_id), actor=OFFICER, now=NOW
        ),
        {"draft": 1},
    ),
    "amend.choose": Case(
        lambda w: amend.choose(w.session, w.amendment_id, of=None, actor=OFFICER, now=NOW),
        {"draft": 1},
    ),
    "amend.pair_by_hand": Case(
        lambda w: amend.pair_by_hand(
            w.session, w.amendment_id, pairs={"V.1": ""}, actor=OFFICER, now=NOW
        ),
        {"draft": 1},
    ),
    # What nobody asked for: the program itself, or a file, is named as the one who did it.
    "replan.recompute": Case(
        lambda w: replan.recompute(w.session, w.ward.ward_id, now=NOW),
        {"calendar": 1, "replan": 1}, SYSTEM,
        (lambda w: day_off(w.session, w.ward, "2025-04-25"),),
    ),
    "load_ward.load_ward": Case(
        lambda w: load_ward.load_ward(
            w.session, ward_file(WARD.replace("Ngô Thị Chín", "Đỗ Văn Mười")), now=NOW
        ),
        {"ward-file": 1}, load_ward.BY_FILE,
    ),
    "summarise.draft_due": Case(
        lambda w: summarise.draft_due(w.session, w.ward.ward_id, now=local("2025-07-01 06:15")),
        {"summary": 1}, SYSTEM,
    ),
}  # fmt: skip

#: What commands are made of: takes an actor, and is called by a command that is in the list.
PARTS = {
    "draft_change.store", "draft_log.note",
    "answer.answer_report", "answer.refuse_own_work", "birth.begin", "bounces.suspend",
    "change.move", "contacts.at_desk", "record.record", "reorganise.take_back", "reorganise_wards.carry_out",
    "reorganise_wards_undo.undo", "replan.apply",
    "replies.note_on", "wishes.answer", "wishes.end_met",
    "wishes.end_overtaken",
}  # fmt: skip


def taking_an_actor() -> Iterator[str]:
    """Yield every public function of the use cases that is told who acts."""
    for module in pkgutil.iter_modules(usecases.__path__):
        loaded = importlib.import_module(f"{usecases.__name__}.{module.name}")
        for name, found in vars(loaded).items():
            own = inspect.isfunction(found) and found.__module__ == loaded.__name__
            if own and not name.startswith("_") and "actor" in inspect.signature(found).parameters:
                yield f"{module.name}.{name}"


def test_r20_every_command_is_in_the_list() -> None:
    """A new use case that takes an actor gets its line in ``COMMANDS``."""
    listed = {name.partition(" ")[0] for name in COMMANDS}

    assert set(taking_an_actor()) - PARTS <= listed
    assert set(taking_an_actor()) >= PARTS


def test_r20_every_move_of_an_assignment_is_done_by_some_command() -> None:
    left = {kind for case in COMMANDS.values() for kind in case.leaves}

    assert {move.value for move in Move} <= left


def build(app: App) -> tuple[Office, int, int]:
    """A ward with a plan in force, another plan's draft, and one that amends the first."""
    start = local("2025-03-03 08:00")
    ward = office(app, PLAN, now=start, draft={"clauses": PLAN, "waves": HALVES})
    with app.transaction() as session:
        other = draft_plan(
            session, ward.ward_id, [clause("II.1", ["radio"], on_dates("2025-06-10"))], now=start,
            number="13/KH-UBND",
        )  # fmt: skip
        draft_id = other.id or 0
        replan.recompute(session, ward.ward_id, now=start)
    return ward, draft_id, amending(ward, AMENDED, now=start)


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("attributable", build)


@pytest.fixture
def facts(copied: tuple[str, Any], app: App) -> tuple[Office, int, int]:
    ward, draft_id, amendment_id = copied[1]
    return Office(app, ward.ward_id, ward.plan_id), draft_id, amendment_id


def history(session: Session) -> dict[str, AssignmentEvent | WardEvent]:
    session.flush()
    rows = [*session.exec(select(AssignmentEvent)), *session.exec(select(WardEvent))]
    return {f"{type(row).__name__} {row.id}": row for row in rows}


def states(session: Session) -> dict[str, dict[str, Any]]:
    """Every row of the work itself, by table and number."""
    tables: tuple[type[SQLModel], ...] = (Assignment, DeadlineRevision, Plan, Summary, Ward)
    rows = [
        row.model_dump() | {"": table.__name__}
        for table in tables
        for row in session.exec(select(table))
    ]
    return {f"{row['']} {row['id']}": row for row in rows}


#: A unit's answer by mail, and a formal letter that reminds it.
LETTERS = frozenset({"replied", "dispatch"})


def carried_out(world: World, case: Case) -> list[AssignmentEvent | WardEvent]:
    """Return the events that one command leaves, and check what must hold for every command."""
    earlier(world, *case.first)
    before, known = states(world.session), history(world.session)
    case.do(world)
    left = [row for key, row in history(world.session).items() if key not in known]
    after = states(world.session)
    touched = {row["id"] for key, row in after.items() if key.startswith("Assignment ") and row != before.get(key)}  # fmt: skip
    # Letters stand in the history of an assignment that they leave as it is.
    moves = [e for e in left if isinstance(e, AssignmentEvent) and e.kind not in LETTERS]
    told = Counter(event.assignment_id for event in moves)
    # An assignment that changed has exactly one event, one that did not has none.
    assert dict.fromkeys(touched, 1) == dict(told)
    assert before != after or not touched
    return left


def test_r20_each_command_leaves_one_event_with_who_did_it_in_what_capacity(
    app: App, facts: tuple[Office, int, int]
) -> None:
    found: dict[str, Any] = {}
    for name, case in COMMANDS.items():
        # Reading keeps nothing: each command finds the same ward.
        with app.reading() as session:
            left = carried_out(World(session, app, *facts), case)
            found[name] = (
                dict(Counter(row.kind for row in left)),
                {(row.actor_kind, row.actor, row.channel) for row in left},
            )

    wanted = {
        name: (case.leaves, {(case.actor.kind, case.actor.name, case.actor.channel)})
        for name, case in COMMANDS.items()
    }
    assert found == wanted


def test_r20_every_capacity_occurs() -> None:
    acted = {(case.actor.kind, case.actor.channel) for case in COMMANDS.values()}

    assert acted == {
        (ActorKind.LINK, "link"), (ActorKind.OFFICER, "board"), (ActorKind.LEADER, "board"),
        (ActorKind.OFFICER, "phone"), (ActorKind.SYSTEM, "system"), (ActorKind.SYSTEM, "cli"),
    }  # fmt: skip


def test_r20_a_command_that_fails_leaves_neither_state_nor_event(
    app: App, facts: tuple[Office, int, int]
) -> None:
    """Both are written in one transaction: what stops it, stops both."""
    ward, _, _ = facts
    row = ward.one("V.1").id or 0
    with pytest.raises(ZeroDivisionError), app.transaction() as session:
        cancel.cancel(session, row, reason="Trùng", actor=OFFICER, now=NOW)
        session.flush()
        raise ZeroDivisionError

    assert ward.one("V.1").state is State.ASSIGNED
    with app.reading() as session:
        assert "cancel" not in {one.kind for one in history(session).values()}


FORBIDDEN = [
    "UPDATE {table} SET actor = 'người khác'",
    "UPDATE {table} SET at = at WHERE id = (SELECT min(id) FROM {table})",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
]
#: Statements that replace or empty without firing the triggers for UPDATE and DELETE.
SIDEWAYS = {
    "sqlite": ["REPLACE INTO {table} SELECT * FROM {table}"],
    "postgresql": ["TRUNCATE {table}", "TRUNCATE {table} CASCADE"],
}


def test_r20_no_statement_changes_or_deletes_an_event(
    engine: Engine, facts: tuple[Office, int, int]
) -> None:
    with engine.begin() as connection:
        for table in ("assignment_event", "ward_event"):
            count = text(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of this test
            assert connection.execute(count).scalar_one() > 0
    for table in ("assignment_event", "ward_event"):
        for statement in [*FORBIDDEN, *SIDEWAYS[engine.dialect.name]]:
            with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
                connection.execute(text(statement.format(table=table)))


def test_r20_nor_does_the_program_itself(app: App, facts: tuple[Office, int, int]) -> None:
    with pytest.raises(DBAPIError, match="append-only"), app.transaction() as session:
        event = session.exec(select(AssignmentEvent)).first()
        assert event is not None
        session.delete(event)
    with pytest.raises(DBAPIError, match="append-only"), app.transaction() as session:
        event = session.exec(select(AssignmentEvent)).first()
        assert event is not None
        event.at = event.at + timedelta(seconds=1)
        session.add(event)
