"""Why did or didn't somebody get a mail about an assignment, and what comes next: from the records.

Nothing is guessed: what was is read from marks, news, mails and tries; what comes is decided by
the round's own decision, day by day (``explain_next``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import explain_words, pausing
from dondoc.rules.directory import Reachable
from dondoc.usecases import alarms
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.explain_address import capacities
from dondoc.usecases.explain_next import Coming, coming
from models.assignment import Assignment, State
from models.outbox import MailItem, Notice, NoticeState, OutboxMail, RungMark, RungState
from models.plan import Mode
from models.queries import assignments
from models.queries import outbox as outbox_queries
from models.queries.outgoing import MailGroup, group_of
from notifications import outbox
from notifications.masking import mask

#: Why nobody is reminded in a state.
_SILENT_STATES = {
    State.REPORTED: "Đơn vị đã báo cáo và đang chờ xác nhận; trong lúc chờ không nhắc.",
    State.ACCEPTED: "Nhiệm vụ đã hoàn thành, không nhắc nữa.",
    State.CANCELLED: "Nhiệm vụ đã thu hồi, không nhắc nữa.",
    State.TRANSFERRED: "Nhiệm vụ đã chuyển đơn vị khác; thư về việc này gửi cho đơn vị mới.",
}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One thing that was: a mail with what it said of the assignment, or why there was none."""

    at: datetime
    words: str
    why: str = ""
    mail: OutboxMail | None = None
    group: MailGroup | None = None


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """``answer`` is the short of it; ``capacities`` says what the address asked for is to this work.

    ``now`` says what holds mails back, or lets them go, at this instant.
    """

    assignment: Assignment
    context: WardContext
    to: str
    answer: str
    reader: Reachable | None
    capacities: tuple[str, ...]
    now: tuple[str, ...]
    past: tuple[Happened, ...]
    coming: tuple[Coming, ...]


def explain(
    session: Session, assignment_id: int, *, now: datetime, to: str | None = None
) -> Explanation:
    """Answer for one assignment, and with ``to`` for one address, whatever its letter case.

    Raises:
        NotFound: there is no such assignment.
    """
    row = assignments.by_id(session, assignment_id)
    if row is None:
        raise NotFound(f"Không có nhiệm vụ số {assignment_id}.")
    context = load_ward_context(session, row.ward_id)
    address = (to or "").strip().casefold()
    past = _past(session, row, address)
    ahead = coming(session, context, row, now=now, to=address)
    holding = tuple(_now(session, context, row, now))
    who = capacities(session, context, row, address=address, now=now) if address else []
    return Explanation(
        assignment=row,
        context=context,
        to=address,
        answer=_answer(context, address, past, [*who, *holding], ahead),
        reader=context.reach(row.unit_id, context.day(now))
        if row.unit_id in context.units
        else None,
        capacities=tuple(who),
        now=holding,
        past=tuple(past),
        coming=tuple(ahead),
    )


def _past(session: Session, row: Assignment, address: str) -> list[Happened]:
    number = row.id or 0
    told = assignments.mails_about(session, number)
    mails = [(m, i) for m, i in told if not address or m.to_address.casefold() == address]
    shown = {mail.id for mail, _ in mails}
    found = list(_mails(mails))
    found += _rungs(assignments.rung_marks_of(session, number), shown, everything=not address)
    found += _news(assignments.notices_about(session, number), shown, everything=not address)
    return sorted(found, key=lambda one: one.at)


def _mails(told: Sequence[tuple[OutboxMail, MailItem]]) -> Iterator[Happened]:
    lines: dict[int, list[str]] = {}
    once = {mail.id or 0: mail for mail, _ in told}
    for mail, item in told:
        lines.setdefault(mail.id or 0, []).append(explain_words.line(item.kind, item.offset))
    for number, mail in once.items():
        group = group_of(mail)
        stuck = mail.last_words if group is not MailGroup.SENT else ""
        yield Happened(
            at=mail.sent_at or mail.made_at, words="; ".join(lines[number]), why=mask(stuck),
            mail=mail, group=group,
        )  # fmt: skip


def _rungs(
    marks: Sequence[RungMark], shown: set[int | None], *, everything: bool
) -> Iterator[Happened]:
    """Yield rungs that no mail shown tells; for one address those that concern nobody else."""
    for mark in marks:
        if mark.mail_id in shown or (mark.mail_id is not None and not everything):
            continue
        if mark.state is RungState.TOLD and mark.mail_id is not None:
            continue
        words = explain_words.rung(mark.offset, mark.audience)
        state = explain_words.RUNG_STATES[mark.state]
        yield Happened(at=mark.marked_at, words=f"{words}: {state}", why=mark.reason)


def _news(
    notices: Sequence[Notice], shown: set[int | None], *, everything: bool
) -> Iterator[Happened]:
    for notice in notices:
        words = f"tin “{explain_words.line(notice.kind)}”"
        if notice.state is NoticeState.WAITING:
            yield Happened(at=notice.made_at, words=f"{words}: đang chờ gộp vào thư")
        elif notice.state is NoticeState.DROPPED and (everything or notice.mail_id in shown):
            yield Happened(at=notice.made_at, words=f"{words}: không báo", why=notice.reason)


def _now(session: Session, context: WardContext, row: Assignment, now: datetime) -> Iterator[str]:
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
    if row.unit_id in context.units:
        to = context.reach(row.unit_id, context.day(now))
        if to is not None and (resting := context.pause_of(to.email, context.day(now))):
            yield f"{to.name} {resting}."
        if to is None:
            yield "Đơn vị chủ trì chưa có đầu mối nhận được thư."
        elif to.instead_of:
            yield f"Hôm nay {to.name} nhận thư của đơn vị thay {to.instead_of} đang vắng."
    yield from _held_back(session, context, now)


def _held_back(session: Session, context: WardContext, now: datetime) -> Iterator[str]:
    """Tell what holds back every mail of the ward."""
    for alarm in outbox_queries.open_alarms(session, ward_id=context.ward_id):
        if alarm.kind.startswith(outbox.QUEUE_STOPPED):
            yield f"Việc gửi thư đang dừng cho đến khi có người xử lý: “{mask(alarm.words)}”."
        elif alarm.kind == alarms.STORM:
            yield f"Lượt đôn đốc đang chờ cán bộ đồng ý. {alarm.words}"
    if not context.is_open(now):
        opens = wording.moment(context.opens(now).astimezone(context.zone))
        yield f"Ngoài giờ gửi thư; thư đi từ {opens}."


def _answer(
    context: WardContext,
    address: str,
    past: Sequence[Happened],
    reasons: Sequence[str],
    ahead: Sequence[Coming],
) -> str:
    whom = f"Địa chỉ {address}" if address else "Các địa chỉ liên quan"
    sent = [one for one in past if one.group is MailGroup.SENT]
    stuck = [one for one in past if one.mail is not None and one.group in _TROUBLE]
    if sent:
        last = wording.moment(sent[-1].at.astimezone(context.zone))
        said = f"{whom} đã được gửi {wording.count(len(sent), 'thư')} về nhiệm vụ này, gần nhất lúc {last}."
    elif stuck:
        name = wording.MAIL_GROUP_NAMES[str(stuck[-1].group)]
        said = f"{whom} chưa nhận được thư nào về nhiệm vụ này: thư gần nhất {name}."
    else:
        said = f"{whom} chưa có thư nào về nhiệm vụ này."
        said += f" {reasons[0]}" if reasons else ""
    return f"{said} {_what_next(context, ahead)}"


_TROUBLE = frozenset({MailGroup.PARKED, MailGroup.UNKNOWN, MailGroup.BOUNCED, MailGroup.WAITING})


def _what_next(context: WardContext, ahead: Sequence[Coming]) -> str:
    letters = [one for one in ahead if one.to]
    if not letters:
        return "Nếu không có gì thay đổi thì không có thư nào sắp tới."
    first = letters[0]
    when = wording.moment(first.at.astimezone(context.zone))
    return f"Thư kế tiếp, nếu không có gì thay đổi: {when}, gửi {first.name}: {first.words}."
