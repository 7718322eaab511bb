"""What a person must mend or allow, and the answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.usecases import record
from dondoc.usecases.actor import SYSTEM, Actor
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from models.outbox import Alarm, SuspendedAddress
from models.queries import outbox as queries
from models.queries import wards
from notifications import outbox

STORM = "storm"
#: The kind of event in the ward's log.
KIND = "alarm"


def ask_about_storm(session: Session, ward_id: int, *, mails: int, now: datetime) -> None:
    """Ask the officer before a long silence ends in many mails at once."""
    if any(alarm.kind == STORM for alarm in queries.open_alarms(session, ward_id=ward_id)):
        return
    words = (
        f"Hệ thống đã ngừng nhiều ngày và nay muốn gửi {mails} thư cùng lúc. "
        "Xác nhận để gửi, hoặc kiểm tra lại ngày giờ của máy trước."
    )
    outbox.raise_alarm(session, STORM, ward_id=ward_id, words=words, now=now)


def storm_was_allowed(session: Session, context: WardContext, now: datetime) -> bool:
    """Tell whether the officer has said yes today."""
    newest = next(iter(queries.alarms_of_kind(session, STORM, context.ward_id)), None)
    if newest is None or newest.answered_at is None:
        return False
    return context.day(newest.answered_at) == context.day(now)


def raise_daily(
    session: Session, context: WardContext, kind: str, *, words: str, now: datetime
) -> None:
    """Raise an alarm unless the same one is open, or was raised and answered today already."""
    today = context.day(now)
    for alarm in queries.alarms_of_kind(session, kind, context.ward_id):
        if alarm.words == words and (
            alarm.answered_at is None or context.day(alarm.raised_at) == today
        ):
            return
    outbox.raise_alarm(session, kind, ward_id=context.ward_id, words=words, now=now)


def close(session: Session, kind: str, ward_id: int, *, now: datetime) -> None:
    """Answer the open alarms of one kind by the program itself: what they ask for is mended."""
    for alarm in queries.alarms_of_kind(session, kind, ward_id):
        if alarm.answered_at is None:
            alarm.answered_at, alarm.answered_by = now, SYSTEM.name
            session.add(alarm)
            record.record(
                session, ward_id, KIND, actor=SYSTEM, now=now, text=alarm.words,
                before={"kind": kind}, after={"kind": kind},
            )  # fmt: skip


def answer(session: Session, alarm_id: int, *, ward_id: int, actor: Actor, now: datetime) -> Alarm:
    """Say that the matter is mended or allowed; a stopped queue goes on, an address is tried again.

    ``ward_id`` is the ward of whoever answers: an alarm of the whole installation has none.

    Raises:
        NotFound: there is no such alarm.
        Conflict: somebody has answered it before; the message says who and when.
    """
    alarm = session.get(Alarm, alarm_id)
    if alarm is None:
        raise NotFound("Cảnh báo này không còn chờ xử lý.")
    if alarm.answered_at is not None:
        zone = load_ward_context(session, ward_id).zone
        when = wording.moment(alarm.answered_at.astimezone(zone))
        raise Conflict(
            f"{alarm.answered_by or 'Người khác'} đã trả lời cảnh báo này lúc {when}: “{alarm.words}” "
            "Không có gì phải làm thêm."
        )
    alarm.answered_at = now
    alarm.answered_by = actor.name
    session.add(alarm)
    record.record(
        session, alarm.ward_id or ward_id, KIND, actor=actor, now=now, text=alarm.words,
        before={"kind": alarm.kind}, after={"kind": alarm.kind},
    )  # fmt: skip
    if alarm.kind == outbox.ADDRESS_REFUSED and alarm.ward_id is not None:
        for row in _named_in(alarm.words, wards.suspended_addresses(session, alarm.ward_id)):
            session.delete(row)
    return alarm


def _named_in(words: str, suspended: Sequence[SuspendedAddress]) -> list[SuspendedAddress]:
    return [row for row in suspended if row.address in words.casefold()]
