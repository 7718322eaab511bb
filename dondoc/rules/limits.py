"""How many mails may leave in a span of time, and when there is room again.

Spans roll: a provider's day that begins at any hour is never exceeded by a rolling one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most mails in an hour to one address, in an hour to all, in a day to all; None: any."""

    per_address_hour: int | None = None
    per_hour: int | None = None
    per_day: int | None = None

    @property
    def are_set(self) -> bool:
        """Whether anything is limited at all."""
        return (self.per_address_hour, self.per_hour, self.per_day) != (None, None, None)


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One limit over all addresses: ``most`` mails within ``length``, of which some are used.

    ``free_at`` is when the first of those that fill it leaves the span; None while there is room.
    """

    length: timedelta
    most: int
    used: int
    free_at: datetime | None = None

    @property
    def room(self) -> int:
        """How many more may leave now."""
        return max(self.most - self.used, 0)


def room(spans: Sequence[Span]) -> int | None:
    """Return how many mails may leave now, or None when nothing limits them."""
    return min((span.room for span in spans), default=None)


def free_at(spans: Sequence[Span], now: datetime) -> datetime | None:
    """Return when mails may leave again; None when they may now."""
    full = [span.free_at or now for span in spans if span.room == 0]
    return max(full, default=None)
