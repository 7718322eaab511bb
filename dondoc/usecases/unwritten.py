"""What could not be put into words: kept with the reason, told to the officer, tried again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.directory import Reachable
from dondoc.usecases import alarms, heartbeat
from dondoc.usecases.context import WardContext
from dondoc.usecases.isolate import TELLS_ITSELF
from models.outbox import NoticeState, OutboxMail
from models.queries import assignments
from models.queries import outbox as outbox_queries
from models.queries import unwritten as queries
from models.unwritten import Unwritten

#: The kind of the alarm, and the fact in a round's heartbeat that tells the next one to look.
ALARM = FACT = "unwritten"
ROUND = "round"
#: More addresses than this with one reason, and the reason is told once for all of them.
NAMED = 3
_LONGEST = 300

Failures = Mapping[int | None, Exception]


def keep(
    session: Session,
    context: WardContext,
    found: Iterable[tuple[Reachable, Failures]],
    *,
    now: datetime,
    passing: bool = False,
) -> None:
    """Note who could not be told of what, and why; the officer is told once a day of each.

    ``passing`` says that a round is under way, or has been today.
    """
    known = {
        (row.address, row.assignment_id): row
        for row in queries.still_open(session, context.ward_id)
    }
    failed: list[Unwritten] = []
    for to, failures in found:
        for assignment_id, error in failures.items():
            row = known.get((to.key, assignment_id))
            if row is None:
                row = Unwritten(
                    ward_id=context.ward_id, address=to.key, name=to.name, first_at=now,
                    assignment_id=assignment_id, last_at=now, reason="", tries=1,
                )  # fmt: skip
            row.tries += row.last_at != now
            row.reason, row.last_at = _reason(error), now
            session.add(row)
            failed.append(row)
    if failed:
        heartbeat.note(
            session, ROUND, context.ward_id, {FACT: len(failed)}, now=now, passing=passing
        )
        _tell(session, context, failed, now)


def untell(session: Session, mails: Iterable[OutboxMail], failed: Failures) -> None:
    """Let what mails that nobody has seen were to tell be told anew, as it is in none of them."""
    for mail in mails:
        for mark in outbox_queries.marks_of(session, mail.id or 0):
            if mark.assignment_id in failed:
                session.delete(mark)
        for notice in outbox_queries.notices_of(session, mail.id or 0):
            if notice.assignment_id in failed:
                notice.state, notice.mail_id = NoticeState.WAITING, None
                session.add(notice)


def settle(
    session: Session, context: WardContext, *, withheld: Collection[str], now: datetime
) -> int:
    """Close what the round of this instant had no trouble with; returns how much is left.

    ``withheld`` are addresses to which nothing was written, as today's mail has left.
    """
    left = 0
    for row in queries.still_open(session, context.ward_id):
        if row.last_at == now or row.address in withheld or not _is_its_day(context, now):
            left += 1
        else:
            row.settled_at = now
            session.add(row)
    if not left:
        alarms.close(session, ALARM, context.ward_id, now=now)
    heartbeat.note(session, ROUND, context.ward_id, {FACT: left}, now=now)
    return left


def _is_its_day(context: WardContext, now: datetime) -> bool:
    return context.sending.includes(context.day(now))


def _reason(error: Exception) -> str:
    """Return what is wrong in the words of the refusal, or of the program where it has none."""
    words = str(error).strip().rstrip(".")
    if not isinstance(error, TELLS_ITSELF):
        words = f"dữ liệu không đọc được ({type(error).__name__}: {words})"
    return words[:_LONGEST]


def _tell(
    session: Session, context: WardContext, failed: Collection[Unwritten], now: datetime
) -> None:
    by_reason: dict[str, dict[str, list[Unwritten]]] = defaultdict(lambda: defaultdict(list))
    for row in failed:
        by_reason[row.reason][row.address].append(row)
    ids = {row.assignment_id for row in failed if row.assignment_id is not None}
    paths = {
        row.id: row.code.partition("/")[0] for row in assignments.assignments_by_id(session, ids)
    }
    for reason, by_address in by_reason.items():
        if len(by_address) > NAMED:
            _raise(session, context, "nhiều thư của lượt đôn đốc", reason, now)
            continue
        for rows in by_address.values():
            about = [paths[row.assignment_id] for row in rows if row.assignment_id in paths]
            _raise(session, context, _whom(rows[0], about), reason, now)


def _whom(row: Unwritten, paths: list[str]) -> str:
    whom = f"thư gửi {row.name} ({row.address})" if row.name else f"thư gửi {row.address}"
    named = list(dict.fromkeys(paths))
    if not named:
        return whom
    if len(named) > NAMED:
        return f"{whom} về {wording.count(len(paths), 'nhiệm vụ')}"
    return f"{whom} về việc ở mục {', '.join(named)}"


def _raise(session: Session, context: WardContext, what: str, reason: str, now: datetime) -> None:
    words = (
        f"Chưa viết được {what}: {reason}. Những nội dung khác vẫn được gửi, và mỗi lượt đôn đốc "
        "thử viết lại; hãy sửa chỗ sai nêu trên."
    )
    alarms.raise_daily(session, context, ALARM, words=words, now=now)
