"""Is anything late that this program should have done by itself? Told to whoever watches it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from dondoc import wording

#: Local hours in which rounds are run, every ten minutes; the timetable of the flows says the same.
ROUNDS_FROM, ROUNDS_UNTIL = time(6), time(18)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Code = Literal["quiet", "stopped", "sending", "round", "round-failed", "mails"]


class Late(NamedTuple):
    """One thing that is late; ``words`` names no ward and no person."""

    code: Code
    words: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is looked at. Instants are None where there was none.

    ``begun_at`` is when the first plan came into force: before that nothing is to be done.
    ``mail_since`` is the instant from which the longest waiting mail could have left.
    """

    begun_at: datetime | None
    quiet: bool
    stopped: bool
    sending_at: datetime | None
    round_at: datetime | None
    round_failed: bool
    mail_since: datetime | None


def late(facts: Facts, *, patience: timedelta, now: datetime) -> list[Late]:
    """Return what is later than ``patience`` allows, the gravest first."""
    return list(_late(facts, patience, now))


def _late(facts: Facts, patience: timedelta, now: datetime) -> Iterator[Late]:
    if facts.quiet:
        yield Late("quiet", "Chưa gửi thư: dữ liệu được phục hồi hoặc sao chép, chờ xác nhận.")
    if facts.stopped:
        yield Late("stopped", "Việc gửi thư đã dừng, chờ người xử lý cảnh báo.")
    sent = facts.sending_at or facts.round_at or facts.begun_at
    if facts.begun_at is not None and sent is not None and now - sent > patience:
        yield Late("sending", f"Việc gửi thư không chạy từ {_moment(sent)}.")
    due = _round_due(facts, now)
    if due is not None and now - due > patience:
        yield Late("round", f"Lượt đôn đốc không chạy từ {_moment(facts.round_at or due)}.")
    elif facts.round_failed:
        yield Late("round-failed", "Lượt đôn đốc gần nhất có phường, xã không chạy được.")
    if facts.mail_since is not None and now - facts.mail_since > patience:
        yield Late("mails", f"Có thư chờ gửi từ {_moment(facts.mail_since)}.")


def _round_due(facts: Facts, now: datetime) -> datetime | None:
    """Return the instant since which a round is missing; None at night and before any plan."""
    local = now.astimezone(ZONE)
    if facts.begun_at is None or not ROUNDS_FROM <= local.time() < ROUNDS_UNTIL:
        return None
    first = datetime.combine(local.date(), ROUNDS_FROM, ZONE)
    return max(facts.round_at or facts.begun_at, first)


def _moment(instant: datetime) -> str:
    return wording.moment(instant.astimezone(ZONE))
