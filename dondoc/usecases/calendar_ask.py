"""In November the officer is asked to confirm next year's days off: once, then weekly."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.directory import Reachable
from dondoc.rules.national import national_year
from dondoc.usecases import quiet, unwritten, ward_calendar
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.desk import sender_of
from dondoc.usecases.voice import Voice
from models.queries import plans
from models.queries import shelf as shelf_queries
from models.ward import Person
from notifications import notes, outbox
from notifications.message import Address, BrokenAddress, message_id_for
from notifications.outbox import Parcel
from notifications.views import AlarmMail

KIND = "calendar"


def ask(session: Session, ward_id: int, *, voice: Voice, now: datetime) -> bool:
    """Queue the week's mail to the officer where a year waits to be confirmed.

    Safe to call at any time and twice: each week has one key, and a day off asks nobody.
    Returns whether a mail was queued.

    Raises:
        NotFound: there is no such ward.
    """
    if quiet.is_quiet(session):
        return False
    context = load_ward_context(session, ward_id)
    today = context.day(now)
    officer = context.officer()
    year = ward_calendar.year_to_confirm(context.ward.calendar, today)
    if year is None or officer is None or not context.is_reachable(officer.email):
        return False
    # Made before the hours of sending, it leaves with the morning's mails.
    if not context.calendar.is_working(today) or not plans.plans_in_force(session, ward_id):
        return False
    week = today.isocalendar()
    key = f"calendar:{context.ward.key}:{year}:{week.year}-{week.week:02}"
    if not outbox.is_new(session, key):
        return False
    try:
        parcel = _parcel(context, officer, year, key, voice, now)
    except BrokenAddress as error:
        # Whatever is wrong with this letter must not keep the ward's other ones back.
        to = Reachable(officer.name, officer.title, officer.email)
        unwritten.keep(session, context, [(to, {None: error})], now=now)
        return False
    _drop_older(session, ward_id)
    outbox.enqueue(session, parcel, now=now)
    return True


def _parcel(
    context: WardContext, officer: Person, year: int, key: str, voice: Voice, now: datetime
) -> Parcel:
    message = notes.compose_alarm(
        AlarmMail(
            to=Address(officer.name, officer.email),
            subject=f"lịch làm việc năm {year}",
            what=question(year),
            remedy="Mở trang Lịch làm việc, đối chiếu với thông báo, bổ sung ngày nghỉ riêng của "
            "đơn vị rồi xác nhận.",
            link=f"{voice.base_url}/lich-lam-viec?nam={year}",
        ),
        sender_of(context, voice),
        message_id=message_id_for(key, voice.domain),
        now=now.astimezone(context.zone),
    )
    return Parcel(
        ward_id=context.ward_id, key=key, kind=KIND, message=message, lines=(),
        facts={"form": KIND}, local_day=context.day(now),
    )  # fmt: skip


def _drop_older(session: Session, ward_id: int) -> None:
    """While no mail can leave, the weeks' questions must not gather to go all at once."""
    for mail in shelf_queries.unsent_mails(session, ward_id):
        if mail.kind == KIND:
            outbox.drop(session, mail, reason="Được thay bằng thư của tuần này.")


def question(year: int) -> str:
    """Say what is to be confirmed, and whether the announcement is known."""
    if national_year(year).source:
        return (
            f"Lịch nghỉ lễ, Tết năm {year} đã có theo thông báo; cần cán bộ đối chiếu và xác nhận."
        )
    return (
        f"Lịch nghỉ lễ, Tết năm {year} đang tính theo luật, chưa có thông báo chính thức về ngày "
        "nghỉ Tết và ngày hoán đổi; cần cán bộ đối chiếu và xác nhận."
    )
