"""A reorganisation before anything is stored: the ward before and after it, and what follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from sqlmodel import Session

from dondoc.rules import reorganise, reorganise_units, reorganise_work
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise import Order
from dondoc.rules.reorganise_work import Fate, Held, heir_of_clause
from dondoc.usecases.amend_work import FIRST_NEWS
from dondoc.usecases.context import WardRows
from dondoc.usecases.entries import HANDED_OFF, INHERITED
from dondoc.usecases.reorganise_support import Carried, Support, newly_supported
from models.assignment import OPEN_STATES, UNFINISHED_STATES, Assignment, State
from models.plan import Clause, ClauseUnit, DutyRole
from models.queries import assignments, replanning
from models.queries import reorganising as queries
from models.queries.assignments import Work
from models.ward import Contact, Unit

UNFINISHED = UNFINISHED_STATES | {State.SLEEPING}


@dataclass(frozen=True, kw_only=True)
class News:
    """One line that somebody is to be told; ``kind`` as of a notice."""

    assignment_id: int
    kind: str
    unit_id: int
    text: str
    audience: str = "lead"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """An order on the day from which it holds; ``before`` and ``after`` are the ward.

    ``contacts`` are those that were changed or made, each with its earlier self, None where it is
    new; ``unheard`` the ids of assignments of which their unit was not told yet, ``waiting`` those
    with news for a supporting unit, by its id, that has not left; ``supports`` where clauses name
    units that end as supporting ones.
    """

    order: Order
    day: date
    before: WardRows
    after: WardRows
    works: dict[int, Work]
    fates: tuple[Fate, ...]
    units: tuple[tuple[Unit | None, Unit], ...]
    contacts: tuple[tuple[Contact | None, Contact], ...]
    unheard: frozenset[int]
    supports: tuple[tuple[ClauseUnit, Clause], ...] = ()
    waiting: frozenset[tuple[int, int]] = frozenset()

    @property
    def names(self) -> dict[str, str]:
        """The names of the ward's units by key, as they were before."""
        return {unit.key: unit.name for unit in self.before.own_units}

    def unit_after(self, key: str) -> Unit:
        """Return a unit of the ward as it is after the change."""
        return self.after.unit_by_key(key)

    def cause(self, unit: str) -> str:
        """Say why the work of a unit goes elsewhere."""
        return reorganise.cause(self.order, unit, self.names)

    def row(self, fate: Fate) -> Assignment:
        """Return the assignment of a fate."""
        return self.works[fate.held.id].assignment

    def text_of(self, fate: Fate) -> str:
        """Say why something becomes of an assignment."""
        if fate.what == "merged":
            return f"{self.cause(fate.held.unit)}; gộp vào nhiệm vụ {fate.into}"
        return self.cause(fate.held.unit)

    def news(self) -> Iterator[News]:
        """Yield who is told what: nobody of what sleeps, waits for an answer or is not chased."""
        for fate in self.fates:
            held = fate.held
            if held.state not in OPEN_STATES or not held.chased or fate.what == "waiting":
                continue
            yield from self._news_of(fate)
        yield from self._news_of_support()

    def _news_of_support(self) -> Iterator[News]:
        """Yield what tells units that they support some work from now on, where nothing else does."""
        fates = {fate.held.id: fate for fate in self.fates}
        works = []
        for number, work in self.works.items():
            row, fate = work.assignment, fates.get(number)
            if row.state not in OPEN_STATES or not row.chased or (fate and fate.what != "moves"):
                continue
            lead = self.unit_after(fate.to).id if fate else row.unit_id
            works.append(Carried(id=number, clause_id=work.clause.id or 0, lead_id=lead or 0))
        found = newly_supported(
            works, self._heirs_of_support(), old=self.after, new=self.after, day=self.day,
            waiting=self.waiting,
        )  # fmt: skip
        for number, one in found:
            text = self.cause(self.after.unit(one.unit_id).key)
            yield News(
                assignment_id=number, kind=INHERITED, unit_id=one.heir_id, text=text,
                audience="support",
            )  # fmt: skip

    def _heirs_of_support(self) -> Iterator[Support]:
        moved = [fate for fate in self.fates if fate.what == "moves"]
        endings = {one.unit: one for one in self.order.ended if one.all_heirs}
        for row, clause in self.supports:
            ending = endings.get(self.after.unit(row.unit_id or 0).key)
            if ending is not None:
                heir = self.unit_after(heir_of_clause(clause.path, ending, moved))
                yield Support(
                    clause_id=row.clause_id, unit_id=row.unit_id or 0, heir_id=heir.id or 0
                )

    def _news_of(self, fate: Fate) -> Iterator[News]:
        held, text = fate.held, self.text_of(fate)
        old = self.unit_after(held.unit).id or 0
        heard = held.id not in self.unheard
        if fate.what != "moves":
            if heard:
                yield News(assignment_id=held.id, kind="withdrawn", unit_id=old, text=text)
            return
        new = self.unit_after(fate.to).id or 0
        yield News(assignment_id=held.id, kind=INHERITED, unit_id=new, text=text)
        was, now = self.after.reach(old, self.day), self.after.reach(new, self.day)
        if heard and was is not None and (now is None or was.key != now.key):
            yield News(assignment_id=held.id, kind=HANDED_OFF, unit_id=old, text=text)


def stage(session: Session, context: WardRows, order: Order, *, now: datetime, hold: bool) -> Stage:
    """Work out an order; with ``hold`` the rows of units and contacts are changed, else copies.

    It holds from its day, or from today where that has passed.

    Raises:
        Refused: it cannot be carried out.
    """
    day = max(order.effective_on, context.day(now))
    known = {unit.key: unit for unit in context.own_units}
    reorganise.check(order, known, day)
    _check_groups(order, context)
    queries.hold_rows(session, context.ward_id, UNFINISHED, hold=hold)
    works = assignments.work(session, context.ward_id, states=UNFINISHED)
    held = [_held(work, context) for work in works]
    reorganise_work.check_works(order, held)
    fates = reorganise_work.fates(order, held)
    before = _copies(context)
    given = context if hold else _copies(context)
    after, units, contacts = _after(session if hold else None, given, order, day)
    old_units = {unit.id: unit for unit in before.units.values()}
    old_contacts = {contact.id: contact for contact in before.contacts}
    return Stage(
        order=order,
        day=day,
        before=before,
        after=after,
        works={work.assignment.id or 0: work for work in works},
        fates=tuple(fates),
        units=tuple((old_units.get(unit.id), unit) for unit in units),
        contacts=tuple((old_contacts.get(contact.id), contact) for contact in contacts),
        unheard=frozenset(replanning.unheard(session, context.ward_id, kinds=FIRST_NEWS)),
        supports=tuple(_supports(session, order, before)),
        waiting=frozenset(
            (notice.assignment_id, notice.unit_id)
            for notice in assignments.waiting_notices(session, context.ward_id)
            if notice.audience == "support"
        ),
    )


def _supports(
    session: Session, order: Order, context: WardRows
) -> Iterator[tuple[ClauseUnit, Clause]]:
    """Yield where clauses name units that end as supporting ones."""
    ended = [context.unit_by_key(one.unit).id or 0 for one in order.ended]
    found = queries.clause_units_of(session, ended)
    return ((row, clause) for row, clause in found if row.role is DutyRole.SUPPORT)


def _check_groups(order: Order, context: WardRows) -> None:
    for new in order.new:
        for group in new.groups:
            if group not in context.ward.groups:
                known = ", ".join(context.ward.groups) or "chưa có"
                raise Refused(f"Không có nhóm “{group}”. Các nhóm: {known}.")


def _held(work: Work, context: WardRows) -> Held:
    row = work.assignment
    return Held(
        id=row.id or 0, code=row.code, path=work.clause.path, unit=context.unit(row.unit_id).key,
        state=row.state, duty_id=row.duty_id, occurrence=row.occurrence, due_at=row.due_at,
        chased=row.chased,
    )  # fmt: skip


def _copy(unit: Unit) -> Unit:
    return Unit(**unit.model_dump())


def _copied(contact: Contact) -> Contact:
    return Contact(**contact.model_dump())


def _copies(context: WardRows) -> WardRows:
    return replace(
        context,
        units={number: _copy(unit) for number, unit in context.units.items()},
        contacts=tuple(_copied(contact) for contact in context.contacts),
        people=tuple(type(one)(**one.model_dump()) for one in context.people),
    )


def _after(
    session: Session | None, context: WardRows, order: Order, day: date
) -> tuple[WardRows, list[Unit], list[Contact]]:
    """Change units and contacts, in the tables where a session is given; returns what it touched."""
    numbers = count(-1, -1)
    by_key = {unit.key: unit for unit in context.own_units}
    units = reorganise_units.rearrange_units(order, by_key, ward_id=context.ward_id, day=day)
    _store(session, units, numbers)
    all_units = {**context.units, **{unit.id or 0: unit for unit in units}}
    by_key |= {unit.key: unit for unit in units}
    contacts = reorganise_units.rearrange_contacts(order, by_key, context.contacts, day=day)
    _store(session, contacts, numbers)
    known = {contact.id: contact for contact in (*context.contacts, *contacts)}
    people = reorganise_units.rearrange_people(order, context.people)
    if session is not None:
        session.add_all(people)
    return replace(context, units=all_units, contacts=tuple(known.values())), units, contacts


def _store(
    session: Session | None, rows: Sequence[Unit] | Sequence[Contact], numbers: Iterator[int]
) -> None:
    for row in rows:
        if session is None:
            row.id = row.id if row.id is not None else next(numbers)
        else:
            row.version += row.id is not None
            session.add(row)
    if session is not None:
        session.flush()
