"""Dates computed again after the calendar, the waves, a cadence or an anchor has changed."""

from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.calendar import calendar_of
from dondoc.rules.local import local_day, zone_of
from dondoc.usecases import calendar_watch, record, replan_stock, wishes
from dondoc.usecases.actor import SYSTEM, Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.replan_apply import Bench
from dondoc.usecases.replan_change import Change, Line, Preview, preview_of, steps_of
from models.queries import replanning
from models.ward import Ward
from notifications import outbox

__all__ = ["Change", "Line", "Preview", "apply", "by_calendar", "preview", "recompute"]

#: By which the officer reads on the board what moved by itself.
ALARM = "replanned"
#: More moves than this are told by their number.
_NAMED = 5


def preview(session: Session, ward_id: int, change: Change, *, now: datetime) -> Preview:
    """Return what a change would do; changes nothing.

    Raises:
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    stock = replan_stock.load(session, context, plan_id=change.plan_id, now=now)
    return preview_of(stock, change, steps_of(stock, change, now=now), now)


def apply(
    session: Session,
    ward_id: int,
    change: Change,
    *,
    actor: Actor,
    now: datetime,
    seen: str | None = None,
) -> Preview:
    """Move, wake, drop and add what follows from a change; what it is made from stays the caller's.

    Called before the new waves, cadence or anchor are stored, and after the ward's new calendar
    is. ``seen`` is the fingerprint of the preview that the person saw. The ward is held first,
    then the plans, then the assignments by number.

    Raises:
        NotFound: there is no such ward.
        Conflict: what would happen is no longer what the person saw.
    """
    context = load_ward_context(session, ward_id, hold=True)
    stock = replan_stock.load(session, context, plan_id=change.plan_id, now=now, hold=True)
    steps = steps_of(stock, change, now=now)
    shown = preview_of(stock, change, steps, now)
    require_seen(shown, seen)
    bench = Bench(session, stock, change, actor, now)
    for step in steps:
        bench.carry_out(step)
    if change.kind == "calendar" and change.plan_id is None:
        context.ward.calendar_seen = calendar_watch.seen(context.calendar, context.day(now))
        session.add(context.ward)
    wishes.end_met(session, ward_id, actor=actor, now=now)
    session.flush()
    return shown


def require_seen(shown: Preview, seen: str | None) -> None:
    """Stop whoever confirms something else than what would happen.

    Raises:
        Conflict: it is no longer what the person saw.
    """
    if seen is not None and seen != shown.fingerprint:
        raise Conflict(
            "Tình hình vừa thay đổi so với bản xem trước bạn đã xem. Chưa có gì được ghi; hãy xem "
            "lại bản mới rồi xác nhận."
        )


def recompute(session: Session, ward_id: int, *, now: datetime) -> Preview | None:
    """Compute open dates again where the ward's working days are no longer those they came from.

    So a holiday that a new version of dondoc or an edited ward file brings is noticed; the
    officer reads on the board what moved and why. Returns None where nothing changed.

    Raises:
        NotFound: there is no such ward.
    """
    ward = session.get(Ward, ward_id)
    if ward is None:
        raise NotFound(f"Không có phường, xã số {ward_id}.")
    calendar = calendar_of(ward.calendar)
    current = calendar_watch.seen(calendar, local_day(now, zone_of(ward.timezone)))
    known = ward.calendar_seen
    if known == current:
        return None
    same = bool(known) and not calendar_watch.changes(known, calendar)
    if same or not replanning.has_plans(session, ward_id):
        ward.calendar_seen = current
        session.add(ward)
        return None
    change = calendar_change(load_ward_context(session, ward_id))
    done = by_calendar(session, ward_id, actor=SYSTEM, now=now)
    if not done.is_empty:
        told = f"{change.words}. {summary(load_ward_context(session, ward_id), done)}"
        outbox.raise_alarm(session, ALARM, ward_id=ward_id, words=told, now=now)
    return done


def calendar_change(context: WardRows, plan_id: int | None = None) -> Change:
    """Return the change to the ward's present working days, with the days that are others now."""
    known = context.ward.calendar_seen
    changed = calendar_watch.changes(known, context.calendar) if known else []
    return Change(kind="calendar", words=calendar_watch.words(changed), plan_id=plan_id)


def by_calendar(
    session: Session,
    ward_id: int,
    *,
    actor: Actor,
    now: datetime,
    plan_id: int | None = None,
    seen: str | None = None,
) -> Preview:
    """Compute open dates again by the ward's present working days; logged where some move.

    Raises:
        NotFound, Conflict: as ``apply``.
    """
    context = load_ward_context(session, ward_id, hold=True)
    change = calendar_change(context, plan_id)
    before = context.ward.calendar_seen
    done = apply(session, ward_id, change, actor=actor, now=now, seen=seen)
    if not done.is_empty:
        record.record(
            session, ward_id, "calendar", plan_id=plan_id, actor=actor, now=now,
            text=change.words, before=before,
            after=calendar_watch.seen(context.calendar, context.day(now)),
        )  # fmt: skip
    return done


def summary(context: WardRows, done: Preview) -> str:
    """Say what moved, the first ones by name, and who gets a mail."""

    def day(moment: datetime | None) -> str:
        return wording.day_short(moment.astimezone(context.zone)) if moment else ""

    named = "; ".join(
        f"mục {line.path}, {line.unit}: {day(line.before)} → {day(line.after)}"
        for line in done.moved[:_NAMED]
    )
    more = len(done.moved) - _NAMED
    rest = f"; và {wording.count(more, 'nhiệm vụ')} khác" if more > 0 else ""
    moved = f"{wording.count(len(done.moved), 'nhiệm vụ')} chuyển hạn ({named}{rest})"
    mails = f"{wording.count(len(done.units), 'đơn vị')} nhận thư" if done.units else ""
    return "; ".join(part for part in (moved, mails) if part) + "."
