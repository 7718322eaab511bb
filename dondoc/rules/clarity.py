"""What a plan leaves unclear ("rõ người, rõ việc, rõ thời gian"), before it is signed.

The list goes back to the drafter, so that it names the place, what is missing, and what to write.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.rules.calendar import WorkCalendar


class Question(StrEnum):
    """What of a duty must be clear, in the order in which a list is read."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    REACH = "reach"


@dataclass(frozen=True, kw_only=True)
class Body:
    """A unit as printed; ``units`` counts the units of the directory behind it.

    ``mute`` names those of them that have no address.
    """

    name: str
    units: int
    mute: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty: the days that its text states, and whether it says anything about time at all.

    ``vague`` is what it says about time without a day that can be known ("định kỳ").
    """

    text: str
    days: tuple[date, ...] = ()
    timed: bool = False
    vague: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """One clause: who leads, what is to be done."""

    path: str
    leads: tuple[Body, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One unclear thing. ``code`` names its kind, ``advice`` what the drafter should write."""

    code: str
    question: Question
    path: str
    message: str
    advice: str


def findings(
    items: Iterable[Item],
    *,
    issued_on: date | None,
    calendar: WorkCalendar,
    idle_units: Sequence[tuple[str, str]] = (),
) -> tuple[Finding, ...]:
    """Return all that is unclear, by question and then in the order of the plan.

    Args:
        items: the clauses of the draft.
        issued_on: local day of issue; without it nothing can lie before it.
        calendar: the ward's own working days.
        idle_units: path and name of units that stand in the plan without any duty.
    """
    found = [one for item in items for one in _of_item(item, issued_on, calendar)]
    found += [_idle(path, name) for path, name in idle_units]
    order = list(Question)
    return tuple(sorted(found, key=lambda one: order.index(one.question)))


def _of_item(item: Item, issued_on: date | None, calendar: WorkCalendar) -> Iterator[Finding]:
    yield from _who(item)
    yield from _reach(item)
    if not any(duty.text.strip() for duty in item.duties):
        yield _idle(item.path, ", ".join(lead.name for lead in item.leads) or "đơn vị")
    for duty in item.duties:
        yield from _when(item.path, duty, issued_on, calendar)


def _who(item: Item) -> Iterator[Finding]:
    if not item.leads:
        yield Finding(
            code="no-unit", question=Question.WHO, path=item.path,
            message="Không nêu đơn vị nào thực hiện.",
            advice="Ghi tên một đơn vị chủ trì.",
        )  # fmt: skip
    if len(item.leads) > 1:
        names = ", ".join(lead.name for lead in item.leads)
        yield Finding(
            code="several-leads", question=Question.WHO, path=item.path,
            message=f"Giao cùng lúc cho {len(item.leads)} nơi: {names}.",
            advice="Ghi rõ một đơn vị chủ trì, các đơn vị khác phối hợp; nếu mỗi đơn vị làm phần việc "
            "riêng thì tách thành từng mục.",
        )  # fmt: skip


def _reach(item: Item) -> Iterator[Finding]:
    for lead in item.leads:
        if not lead.units:
            yield Finding(
                code="unknown-unit", question=Question.REACH, path=item.path,
                message=f"Danh bạ chưa có “{lead.name}”.",
                advice="Ghi tên đầy đủ theo danh bạ, hoặc bổ sung đơn vị này vào danh bạ.",
            )  # fmt: skip
        for name in lead.mute:
            yield Finding(
                code="unit-without-contact", question=Question.REACH, path=item.path,
                message=f"“{name}” chưa có địa chỉ thư.",
                advice="Bổ sung đầu mối và địa chỉ thư của đơn vị vào danh bạ.",
            )  # fmt: skip


def _idle(path: str, name: str) -> Finding:
    return Finding(
        code="unit-without-duty", question=Question.WHAT, path=path,
        message=f"Nêu “{name}” nhưng không ghi việc phải làm.",
        advice="Ghi việc cụ thể và kết quả phải có, hoặc bỏ tên đơn vị.",
    )  # fmt: skip


def _when(
    path: str, duty: Duty, issued_on: date | None, calendar: WorkCalendar
) -> Iterator[Finding]:
    what = _short(duty.text)
    if not duty.timed:
        yield Finding(
            code="no-time", question=Question.WHEN, path=path,
            message=f"Không ghi thời hạn: {what}.",
            advice="Ghi ngày hoàn thành, hoặc định kỳ kèm ngày báo cáo.",
        )  # fmt: skip
    for phrase in duty.vague:
        yield Finding(
            code="vague-time", question=Question.WHEN, path=path,
            message=f"Thời gian “{phrase}” không tính được ra ngày: {what}.",
            advice="Ghi ngày cụ thể, hoặc số ngày kể từ một mốc đã biết.",
        )  # fmt: skip
    for day in duty.days:
        yield from _about_day(path, what, day, issued_on, calendar)


def _about_day(
    path: str, what: str, day: date, issued_on: date | None, calendar: WorkCalendar
) -> Iterator[Finding]:
    if issued_on is not None and day < issued_on:
        yield Finding(
            code="before-issue", question=Question.WHEN, path=path,
            message=f"Hạn {day:%d/%m/%Y} ở trước ngày ban hành {issued_on:%d/%m/%Y}: {what}.",
            advice="Sửa ngày hoặc năm.",
        )  # fmt: skip
    elif why := calendar.why_off(day):
        yield Finding(
            code="day-off", question=Question.WHEN, path=path,
            message=f"Hạn {day:%d/%m/%Y} rơi vào {why}: {what}.",
            advice=f"Chọn ngày làm việc, ví dụ {calendar.on_or_before(day):%d/%m/%Y}.",
        )  # fmt: skip


def _short(text: str, longest: int = 90) -> str:
    words = " ".join(text.split()).rstrip(" .;:")
    if len(words) <= longest:
        return words
    return f"{words[:longest].rsplit(' ', 1)[0]} …"
