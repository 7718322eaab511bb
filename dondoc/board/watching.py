"""What the office must know about the program itself: mails that wait, passes that stay away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.local import at_local
from dondoc.usecases import calendar_ask, heartbeat, reorganise, replan, ward_calendar
from dondoc.usecases.context import WardContext, load_ward_context
from models.outbox import Alarm
from models.queries import incoming, outbox, outgoing, plans, wards
from models.queries.heartbeats import Beat

#: A mail that waits longer than this inside the hours of sending is worth a word.
PATIENCE = timedelta(minutes=30)
#: A round runs soon after the hours of sending begin.
ROUND_GRACE = timedelta(hours=1)


@dataclass(frozen=True)
class Trouble:
    """One thing to look at; ``alarm_id`` is set where a yes or no is asked for."""

    level: Literal["alarm", "note"]
    words: str
    link: str = ""
    alarm_id: int | None = None
    kind: str = ""


def troubles(session: Session, ward_id: int, *, now: datetime) -> list[Trouble]:
    """Return what is wrong now, the gravest first; changes nothing."""
    context = load_ward_context(session, ward_id)
    return [
        *_alarms(session, context),
        *_mails(session, context, now),
        *_incoming(session, context),
        *_passes(session, context, now),
        *_addresses(session, context),
        *_without_contact(context, now),
        *_calendar(context, now),
    ]


def waiting(session: Session, ward_id: int, *, now: datetime) -> str:
    """Say how many mails wait to leave, and for how long the oldest has; empty where none does."""
    oldest = outbox.oldest_waiting(session, ward_id)
    if oldest is None:
        return ""
    number = wording.count(outbox.count_waiting(session, ward_id), "thư")
    minutes = max(int((now - oldest.made_at).total_seconds() // 60), 0)
    return f"{number} đang chờ gửi, thư cũ nhất đã chờ {_length(minutes)}."


def _length(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} phút"
    if minutes < 24 * 60:
        return f"{minutes // 60} giờ {minutes % 60:02} phút"
    return f"{minutes // (24 * 60)} ngày {minutes % (24 * 60) // 60} giờ"


def _calendar(context: WardContext, now: datetime) -> list[Trouble]:
    """Next year's days off wait for the officer's word from November on."""
    year = ward_calendar.year_to_confirm(context.ward.calendar, context.day(now))
    if year is None:
        return []
    link = f"/lich-lam-viec?nam={year}"
    return [Trouble("note", calendar_ask.question(year), link, kind=calendar_ask.KIND)]


def _alarms(session: Session, context: WardContext) -> list[Trouble]:
    return [
        _replanned(alarm)
        if alarm.kind in {replan.ALARM, reorganise.ALARM}
        else Trouble("alarm", alarm.words, "/thu-da-gui", alarm.id, alarm.kind)
        for alarm in outbox.open_alarms(session, ward_id=context.ward_id)
    ]


def _replanned(alarm: Alarm) -> Trouble:
    """What was moved or handed on by itself is worth reading, not mending."""
    link = "/sap-xep" if alarm.kind == reorganise.ALARM else ""
    return Trouble("note", alarm.words, link, alarm.id, alarm.kind)


def _mails(session: Session, context: WardContext, now: datetime) -> list[Trouble]:
    found: list[Trouble] = []
    oldest = outbox.oldest_waiting(session, context.ward_id, tried=True)
    if oldest is not None and now - oldest.made_at > PATIENCE:
        since = wording.moment(oldest.made_at.astimezone(context.zone))
        waiting = outbox.count_waiting(session, context.ward_id)
        found.append(
            Trouble(
                "alarm",
                f"{wording.count(waiting, 'thư')} đang chờ gửi, thư cũ nhất từ {since}. "
                f"Máy chủ thư trả lời: “{oldest.last_words or 'không trả lời'}”. "
                "Thư không mất và sẽ được gửi lại.",
                "/thu-da-gui?loai=cho",
            )
        )
    number = outgoing.counts(session, context.ward_id)
    stuck = sum(number[group] for group in outgoing.TROUBLE)
    if stuck:
        words = f"{wording.count(stuck, 'thư')} không gửi được, bị trả lại hoặc không rõ đã đến hay chưa."
        found.append(Trouble("note", words, "/thu-da-gui?loai=loi"))
    return found


def _incoming(session: Session, context: WardContext) -> list[Trouble]:
    found: list[Trouble] = []
    waiting = incoming.count_held(session, context.ward_id)
    if waiting:
        words = f"{wording.count(waiting, 'thư')} đến đang chờ xem."
        found.append(Trouble("note", words, "/thu-den?loai=cho"))
    reading = heartbeat.latest(session).get("incoming")
    if reading is not None and not reading.ok:
        said = " ".join(str(one) for one in reading.facts.get("troubles", []))
        found.append(Trouble("alarm", f"Không đọc được hộp thư đến. {said}"))
    return found


def _passes(session: Session, context: WardContext, now: datetime) -> list[Trouble]:
    in_force = plans.plans_in_force(session, context.ward_id)
    if not in_force:
        return []
    found: list[Trouble] = []
    rounds = heartbeat.latest(session, context.ward_id).get("round")
    since = rounds.at if rounds else min(p.confirmed_at or p.imported_at for p in in_force)
    if context.day(since) < _day_of_last_round(context, now):
        words = f"Lượt đôn đốc hằng ngày không chạy. {_last(rounds, context)}"
        found.append(Trouble("alarm", words))
    sending = heartbeat.latest(session).get("deliver")
    if sending is not None and now - sending.at > PATIENCE:
        found.append(Trouble("alarm", f"Việc gửi thư đang dừng. {_last(sending, context)}"))
    return found


def _day_of_last_round(context: WardContext, now: datetime) -> date:
    """Return the latest working day whose round must have run by now."""
    day = context.day(now)
    opens_at = at_local(day, context.ward.window_from, context.zone)
    if now < opens_at + ROUND_GRACE:
        day -= timedelta(days=1)
    return context.calendar.on_or_before(day)


def _last(beat: Beat | None, context: WardContext) -> str:
    if beat is None:
        return "Chưa có lần chạy nào."
    return f"Lần chạy gần nhất: {wording.moment(beat.at.astimezone(context.zone))}."


def _addresses(session: Session, context: WardContext) -> list[Trouble]:
    known = outbox.open_alarms(session, ward_id=context.ward_id)
    return [
        Trouble(
            "note",
            f"Địa chỉ {row.address} bị máy chủ thư từ chối từ "
            f"{wording.day_short(row.since.astimezone(context.zone))}: “{row.words}”. "
            "Hãy kiểm tra và sửa.",
            "/dau-moi",
        )
        for row in wards.suspended_addresses(session, context.ward_id)
        if not any(row.address in alarm.words.casefold() for alarm in known)
    ]


def _without_contact(context: WardContext, now: datetime) -> list[Trouble]:
    day = context.day(now)
    names = [
        unit.name for unit in context.living_units(day) if context.reach(unit.id or 0, day) is None
    ]
    if not names:
        return []
    words = f"Chưa có đầu mối để gửi thư cho: {wording.join(names)}. Hãy bổ sung."
    return [Trouble("note", words, "/dau-moi")]
