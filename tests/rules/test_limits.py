"""Room under limits, and the order in which mails use it."""

from datetime import UTC, datetime, timedelta

import pytest

from dondoc.rules import limit_words
from dondoc.rules.limits import DAY, HOUR, Limits, Span, free_at, room
from dondoc.rules.urgency import RANKS

NOW = datetime(2025, 4, 9, 1, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=12), NOW + timedelta(hours=3)


def hour(used: int, free: datetime | None = None) -> Span:
    return Span(length=HOUR, most=10, used=used, free_at=free)


def day(used: int, free: datetime | None = None) -> Span:
    return Span(length=DAY, most=20, used=used, free_at=free)


@pytest.mark.parametrize(
    ("spans", "left", "again"),
    [
        ([], None, None),
        ([hour(3)], 7, None),
        ([hour(3), day(18)], 2, None),
        ([hour(10, SOON), day(10)], 0, SOON),
        ([hour(12, SOON), day(20, LATER)], 0, LATER),
        ([hour(10)], 0, NOW),
    ],
)
def test_the_narrowest_limit_decides(
    spans: list[Span], left: int | None, again: datetime | None
) -> None:
    assert (room(spans), free_at(spans, NOW)) == (left, again)


def test_nothing_is_limited_unless_it_is_set() -> None:
    assert not Limits().are_set
    assert Limits(per_day=1).are_set


def test_what_is_overdue_and_what_was_decided_go_before_reminders_and_new_work() -> None:
    assert sorted(["assignment", "reminder", "decisions", "overdue"], key=RANKS.__getitem__) == [
        "overdue", "decisions", "reminder", "assignment",
    ]  # fmt: skip


def test_the_words_say_what_is_used_and_when_it_goes_on() -> None:
    spans = [hour(10, SOON), day(12)]

    assert limit_words.used(spans) == (
        "Đã gửi 10/10 thư trong một giờ qua, 12/20 thư trong 24 giờ qua."
    )
    assert "việc gấp gửi trước, sớm nhất từ" in limit_words.full(spans, NOW, UTC)
    assert limit_words.full([day(12)], NOW, UTC) == ""
