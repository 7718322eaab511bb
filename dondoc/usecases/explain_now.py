"""What holds mails about one assignment back at this instant, or lets them go."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import pausing
from dondoc.rules.limits import Limits
from dondoc.usecases import alarms, limiting, quiet
from dondoc.usecases.context import WardContext
from models.assignment import Assignment, State
from models.plan import Mode
from models.queries import outbox as queries
from models.queries import unwritten
from notifications import outbox
from notifications.masking import mask

#: Why nobody is reminded in a state.
_SILENT_STATES = {
    State.REPORTED: "Đơn vị đã báo cáo và đang chờ xác nhận; trong lúc chờ không nhắc.",
    State.ACCEPTED: "Nhiệm vụ đã hoàn thành, không nhắc nữa.",
    State.CANCELLED: "Nhiệm vụ đã thu hồi, không nhắc nữa.",
    State.TRANSFERRED: "Nhiệm vụ đã chuyển đơn vị khác; thư về việc này gửi cho đơn vị mới.",
}


def holding_now(
    session: Session, context: WardContext, row: Assignment, *, now: datetime, limits: Limits
) -> Iterator[str]:
    """Yield sentences, what concerns this assignment first."""
    if row.state in _SILENT_STATES:
        yield _SILENT_STATES[row.state]
    if row.state is State.SLEEPING:
        yield f"Nhiệm vụ đang tạm dừng, chờ {row.sleeping_for or 'mốc'}; trong lúc chờ không nhắc."
    if not row.chased:
        yield "Nhiệm vụ đã quá hạn khi nhập kế hoạch và chưa được bắt đầu đôn đốc."
    if row.mode is Mode.REQUEST:
        yield "Nội dung đề nghị phối hợp: sau hạn nhắc nhiều nhất hai lần, không báo cáo vượt cấp."
    if paused := pausing.words_of(row, context.day(now)):
        yield f"Nhiệm vụ {paused}."
    yield from _unwritten(session, context, row)
    yield from _reader(context, row, now)
    yield from _held_back(session, context, now)
    _, full = limiting.words(session, limits, now, context.zone)
    if full:
        yield full


def _unwritten(session: Session, context: WardContext, row: Assignment) -> Iterator[str]:
    for one in unwritten.about(session, row.id or 0):
        if one.settled_at is None:
            since = wording.moment(one.first_at.astimezone(context.zone))
            whom = f"{one.name} ({one.address})" if one.name else one.address
            yield (
                f"Từ {since} chưa viết được nội dung này vào thư gửi {whom}: {one.reason}. "
                "Mỗi lượt đôn đốc thử viết lại."
            )


def _reader(context: WardContext, row: Assignment, now: datetime) -> Iterator[str]:
    if row.unit_id not in context.units:
        return
    day = context.day(now)
    to = context.reach(row.unit_id, day)
    if to is None:
        yield "Đơn vị chủ trì chưa có đầu mối nhận được thư."
        return
    if resting := context.pause_of(to.email, day):
        yield f"{to.name} {resting}."
    if to.instead_of:
        yield f"Hôm nay {to.name} nhận thư của đơn vị thay {to.instead_of} đang vắng."


def _held_back(session: Session, context: WardContext, now: datetime) -> Iterator[str]:
    """Tell what holds back every mail of the ward."""
    if quiet.is_quiet(session):
        yield (
            "Chưa thư nào được gửi: dữ liệu vừa được phục hồi hoặc sao chép, cần có người xác nhận."
        )
    for alarm in queries.open_alarms(session, ward_id=context.ward_id):
        if alarm.kind.startswith(outbox.QUEUE_STOPPED):
            by_mail = alarm.kind == outbox.QUEUE_STOPPED
            what = "thư" if by_mail else wording.WAY_NAMES["webhook"]
            yield f"Việc gửi {what} đang dừng cho đến khi có người xử lý: “{mask(alarm.words)}”."
        elif alarm.kind == alarms.STORM:
            yield f"Lượt đôn đốc đang chờ cán bộ đồng ý. {alarm.words}"
    if not context.is_open(now):
        opens = wording.moment(context.opens(now).astimezone(context.zone))
        yield f"Ngoài giờ gửi thư; thư đi từ {opens}."
