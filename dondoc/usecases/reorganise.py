"""Units renamed, merged, split or dissolved: looked at, ordered, carried out on their day."""

from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import reorganise as rules
from dondoc.rules import reorganise_wards as rules_of_wards
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise import Ending, Order
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.rules.successors import has_ended
from dondoc.usecases import reorganise_order, reorganise_stage, reorganise_wards
from dondoc.usecases.actor import SYSTEM, Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.record import record
from dondoc.usecases.reorganise_apply import Carrier
from dondoc.usecases.reorganise_stage import UNFINISHED
from dondoc.usecases.reorganise_view import Preview, preview_of
from dondoc.usecases.reorganise_wards_view import WardPreview
from models.change import Reorganisation, ReorganisationState
from models.queries import reorganising as queries
from models.queries import wards
from notifications import outbox

KIND = "reorganisation"
ONE_DAY = timedelta(days=1)
CHANGED = (
    "Tình hình vừa thay đổi so với bản xem trước bạn đã xem. Chưa có gì được ghi; hãy xem lại bản "
    "mới rồi xác nhận."
)
UNDONE = "reorganisation-undone"
#: By which the officer reads on the board what was carried out in the morning, or could not be.
ALARM = reorganise_wards.ALARM


def preview(session: Session, ward_id: int, order: Order, *, now: datetime) -> Preview:
    """Return what an order would do; changes nothing.

    Raises:
        NotFound: there is no such ward.
        Refused: it cannot be carried out.
    """
    context = load_ward_context(session, ward_id)
    with session.no_autoflush:
        stage = reorganise_stage.stage(session, context, order, now=now, hold=False)
        return preview_of(stage, today=context.day(now))


def give(
    session: Session,
    ward_id: int,
    order: Order,
    *,
    actor: Actor,
    now: datetime,
    seen: str | None = None,
) -> Reorganisation:
    """Carry an order out at once, or keep it for its day if that is still to come.

    ``seen`` is the fingerprint of the preview that the person saw. The ward is held first, then
    the assignments by number, then the plans.

    Raises:
        NotFound: there is no such ward.
        Refused: it cannot be carried out.
        Conflict: what would happen is no longer what the person saw.
    """
    context = load_ward_context(session, ward_id, hold=True)
    shown = preview(session, ward_id, order, now=now)
    if seen is not None and seen != shown.fingerprint:
        raise Conflict(CHANGED)
    row = Reorganisation(
        ward_id=ward_id,
        kind=order.kind,
        effective_on=order.effective_on,
        data={"order": reorganise_order.to_json(order), "words": list(shown.words)},
        made_at=now,
        made_by=actor.name,
    )
    session.add(row)
    session.flush()
    if shown.waits:
        _record(session, row, "Đã ghi, chờ đến ngày", actor=actor, now=now)
    else:
        _carry_out(session, context, row, order, actor=actor, now=now)
    return row


def _carry_out(
    session: Session,
    context: WardRows,
    row: Reorganisation,
    order: Order,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    stage = reorganise_stage.stage(session, context, order, now=now, hold=True)
    done = Carrier(session, stage, row.id or 0, actor, now).carry_out()
    words = rules.words(order, stage.names)
    row.data = {**row.data, "words": words, "done": done}
    row.state, row.done_at = ReorganisationState.DONE, now
    session.add(row)
    _record(session, row, "Đã thực hiện", actor=actor, now=now)


def _record(
    session: Session, row: Reorganisation, said: str, *, actor: Actor, now: datetime
) -> None:
    record(
        session, row.ward_id, KIND, actor=actor, now=now,
        text=f"{said}: {row.data['order']['reason']}",
        after={
            "name": "; ".join(row.data["words"]),
            "effective_on": row.effective_on.isoformat(),
        },
    )  # fmt: skip


def carry_out_due(session: Session, ward_id: int, *, now: datetime) -> list[Reorganisation]:
    """Carry out what was ordered for today or an earlier day; safe to call at any time and twice.

    What cannot be carried out any more waits, and the officer reads why on the board.

    Raises:
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    today = context.day(now)
    declared = _declared(session, context, now)
    if declared is not None:
        give(session, ward_id, declared, actor=SYSTEM, now=now)
    if not queries.due(session, ward_id, today):
        return []
    context = load_ward_context(session, ward_id, hold=True)
    done = []
    for row in queries.due(session, ward_id, today):
        words = "; ".join(row.data["words"])
        try:
            _check_again(session, row, now=now)
        except Refused as error:
            told = f"Chưa thực hiện được sắp xếp tổ chức số {row.id} ({words}): {error}"
            outbox.raise_alarm(session, ALARM, ward_id=ward_id, words=told, now=now)
            continue
        if reorganise_wards.is_of_wards(row):
            _carry_out_wards(session, row, actor=SYSTEM, now=now)
        else:
            order = reorganise_order.from_json(row.data["order"])
            _carry_out(session, context, row, order, actor=SYSTEM, now=now)
        told = f"Đã thực hiện sắp xếp tổ chức số {row.id}: {words}."
        outbox.raise_alarm(session, ALARM, ward_id=ward_id, words=told, now=now)
        session.flush()
        context = load_ward_context(session, ward_id)
        done.append(row)
    return done


def _declared(session: Session, context: WardRows, now: datetime) -> Order | None:
    """Return what the ward file says of units that have ended and still have work, if anything."""
    today = context.day(now)
    ended = {
        unit.id or 0: (unit, heir)
        for unit in context.own_units
        if has_ended(unit, today) and (heir := context.heir(unit.id or 0, today)) is not None
    }
    left = {row.unit_id for row in queries.rows_at(session, ended) if row.state in UNFINISHED}
    if not left:
        return None
    return Order(
        effective_on=max(unit.valid_to or today for unit, _ in ended.values()) + ONE_DAY,
        reason="Tệp khai báo phường, xã",
        ended=tuple(
            Ending(unit=ended[i][0].key, kind="merge", successor=ended[i][1].key)
            for i in sorted(left)
        ),
        declared=True,
    )


def _check_again(session: Session, row: Reorganisation, *, now: datetime) -> None:
    if reorganise_wards.is_of_wards(row):
        reorganise_wards.home_of(session, reorganise_order.wards_from_json(row.data["order"]))
    else:
        order = reorganise_order.from_json(row.data["order"])
        preview(session, row.ward_id, order, now=now)


def give_wards(
    session: Session,
    order: WardOrder,
    *,
    actor: Actor,
    now: datetime,
    seen: str | None = None,
    look_ahead: bool = False,
) -> tuple[Reorganisation, WardPreview]:
    """Carry an order about whole wards out, or keep it for its day; returns what it does.

    With ``look_ahead`` a later day is played as if it were today: for whoever only looks, and
    rolls the transaction back.

    Raises:
        Refused, Conflict: as ``give``.
    """
    home = reorganise_wards.home_of(session, order)
    context = load_ward_context(session, home.id or 0, hold=True)
    row = Reorganisation(
        ward_id=context.ward_id,
        kind=order.kind,
        effective_on=order.effective_on,
        data={"order": reorganise_order.to_json(order), "words": []},
        made_at=now,
        made_by=actor.name,
    )
    session.add(row)
    session.flush()
    if order.effective_on > context.day(now) and not look_ahead:
        names = {ward.key: ward.name for ward in wards.wards(session)}
        words = rules_of_wards.words(order, names)
        row.data = {**row.data, "words": [words]}
        session.add(row)
        _record(session, row, "Đã ghi, chờ đến ngày", actor=actor, now=now)
        shown = WardPreview(
            words=words, reason=order.reason, effective_on=order.effective_on,
            day=order.effective_on, waits=True,
        )  # fmt: skip
        return row, shown
    shown = _carry_out_wards(session, row, actor=actor, now=now)
    if seen is not None and seen != shown.fingerprint:
        raise Conflict(CHANGED)
    return row, shown


def _carry_out_wards(
    session: Session, row: Reorganisation, *, actor: Actor, now: datetime
) -> WardPreview:
    order = reorganise_order.wards_from_json(row.data["order"])
    done, shown = reorganise_wards.carry_out(session, order, row.id or 0, actor=actor, now=now)
    row.data = {**row.data, "words": [shown.words], "done": done}
    row.state, row.done_at = ReorganisationState.DONE, now
    session.add(row)
    session.flush()
    return shown


def withdraw(
    session: Session, ward_id: int, number: int, *, actor: Actor, now: datetime
) -> Reorganisation:
    """Take back an order whose day has not come.

    Raises:
        NotFound: the ward has no such order.
        Refused: it was carried out or taken back already.
    """
    load_ward_context(session, ward_id, hold=True)
    row = held(session, ward_id, number)
    if row.state is not ReorganisationState.PLANNED:
        raise Refused(f"Sắp xếp tổ chức số {number} không còn chờ thực hiện.")
    take_back(session, row, actor=actor, now=now)
    return row


def take_back(session: Session, row: Reorganisation, *, actor: Actor, now: datetime) -> None:
    """Mark a reorganisation as taken back, with its one event."""
    row.state = ReorganisationState.UNDONE
    row.undone_at, row.undone_by = now, actor.name
    session.add(row)
    record(
        session, row.ward_id, UNDONE, actor=actor, now=now, text=f"Số {row.id}",
        before={
            "name": "; ".join(row.data["words"]),
            "effective_on": row.effective_on.isoformat(),
        },
    )  # fmt: skip


def held(session: Session, ward_id: int, number: int) -> Reorganisation:
    """Return one of the ward's reorganisations, held until the transaction ends.

    Raises:
        NotFound: there is none with this number.
    """
    row = queries.held(session, ward_id, number)
    if row is None:
        raise NotFound(f"Không có lần sắp xếp tổ chức số {number}.")
    return row


def title(row: Reorganisation) -> str:
    """Return ``Sáp nhập A vào B từ 01/07/2025``."""
    return f"{'; '.join(row.data['words'])} từ {wording.day_short(row.effective_on)}"
