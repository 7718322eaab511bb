"""Why did or didn't somebody get a mail about an assignment, and what comes next: from the records.

Nothing is guessed: what was is read from marks, news, mails and tries; what comes is decided by
the round's own decision, day by day (``explain_next``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.directory import Reachable
from dondoc.rules.limits import NO_LIMITS, Limits
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.explain_address import capacities
from dondoc.usecases.explain_next import Coming, coming
from dondoc.usecases.explain_now import holding_now
from dondoc.usecases.explain_past import Happened, happened
from models.assignment import Assignment
from models.queries import assignments
from models.queries.outgoing import MailGroup


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
    session: Session,
    assignment_id: int,
    *,
    now: datetime,
    to: str | None = None,
    limits: Limits = NO_LIMITS,
) -> Explanation:
    """Answer for one assignment, and with ``to`` for one address, whatever its letter case.

    ``limits`` are those on what leaves.

    Raises:
        NotFound: there is no such assignment.
    """
    row = assignments.by_id(session, assignment_id)
    if row is None:
        raise NotFound(f"Không có nhiệm vụ số {assignment_id}.")
    context = load_ward_context(session, row.ward_id)
    address = (to or "").strip().casefold()
    past = happened(session, context, row, address=address, now=now)
    ahead = coming(session, context, row, now=now, to=address)
    holding = tuple(holding_now(session, context, row, now=now, limits=limits))
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
