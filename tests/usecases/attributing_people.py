"""Commands on contacts, absences, calendar feeds and whole reorganisations, with their events."""

from datetime import date

from dondoc.usecases import (
    absences,
    contacts,
    feeds,
    load_ward,
    pause,
    reorganise,
    reorganise_undo,
    ways,
)
from models.change import CalendarFeed, Reorganisation
from models.ward import Absence
from tests.factories import OFFICER, WARD, ward_file
from tests.usecases.attributing import NOW, Case, World, newest
from tests.usecases.reorganising import order, ward_order


def contact_paused(world: World) -> None:
    pause.pause_contact(
        world.session, world.ward.ward_id, world.contact(), until=date(2025, 3, 20), reason="Ngập",
        actor=OFFICER, now=NOW,
    )  # fmt: skip


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


def reorganised(world: World, steps: str, *, on: str = "2025-03-10") -> None:
    wanted = order(steps, on=on)
    reorganise.give(world.session, world.ward.ward_id, wanted, actor=OFFICER, now=NOW)


PEOPLE: dict[str, Case] = {
    "pause.pause_contact": Case(contact_paused, {"contact": 1}),
    "pause.resume_contact": Case(
        lambda w: pause.resume_contact(
            w.session, w.ward.ward_id, w.contact(), actor=OFFICER, now=NOW
        ),
        {"contact": 1}, first=(contact_paused,),
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
    "load_ward.load_ward": Case(
        lambda w: load_ward.load_ward(
            w.session, ward_file(WARD.replace("Ngô Thị Chín", "Đỗ Văn Mười")), now=NOW
        ),
        {"ward-file": 1}, load_ward.BY_FILE,
    ),
}  # fmt: skip
