"""Limits on what leaves, in words for the outbox, the command line and the doctor."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from dondoc import wording
from dondoc.rules.limits import HOUR, Span, free_at


def used(spans: Sequence[Span]) -> str:
    """Return as *Đã gửi 58/100 thư trong một giờ qua, 58/2.000 thư trong 24 giờ qua*."""
    parts = [f"{one.used}/{one.most} thư {_span(one)}" for one in spans]
    return f"Đã gửi {', '.join(parts)}."


def full(spans: Sequence[Span], now: datetime, zone: tzinfo) -> str:
    """Return when mails leave again; empty while there is room."""
    again = free_at(spans, now)
    if again is None:
        return ""
    when = wording.moment(again.astimezone(zone))
    return f"Đã hết hạn mức gửi thư; thư còn lại chờ, việc gấp gửi trước, sớm nhất từ {when}."


def _span(one: Span) -> str:
    return "trong một giờ qua" if one.length == HOUR else "trong 24 giờ qua"
