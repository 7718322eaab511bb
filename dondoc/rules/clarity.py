"""What a plan leaves unclear ("rõ người, rõ việc, rõ thời gian"), before it is signed.

The list goes back to the drafter, so that it names the place, what is missing, and what to write.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dondoc import wording
from dondoc.rules.calendar import WorkCalendar


class Question(StrEnum):
    """What of a duty must be clear, in the order in which a list is read."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    REACH = "reach"


#: The questions as people ask them.
TITLES = {
    Question.WHO: "Rõ người: ai chịu trách nhiệm",
    Question.WHAT: "Rõ việc: phải làm gì",
    Question.WHEN: "Rõ thời gian: đến khi nào",
    Question.REACH: "Rõ đầu mối: gửi thư cho ai",
}


@dataclass(frozen=True, kw_only=True)
class Body:
    """A unit as printed; ``units`` counts the units of the directory behind it.

    ``mute`` names those of them that have no address.
    """

    name: str
    units: int
    mute: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A last day that the text states; ``exact`` where it names the day, not a month or a year."""

    day: date
    exact: bool = True


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty: its time limits, and whether its text says anything about time at all.

    ``vague`` is what it says about time without a day that can be known ("định kỳ").
    """

    text: str
    limits: tuple[Limit, ...] = ()
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
    """One unclear thing.

    ``code`` names its kind, ``paths`` the clauses where it stands, ``advice`` what to write.
    """

    code: str
    question: Question
    paths: tuple[str, ...]
    message: str
    advice: str


def findings(
    items: Iterable[Item],
    *,
    issued_on: date | None,
    calendar: WorkCalendar,
    closes_at: str = "17:00",
    idle: Sequence[tuple[str, str]] = (),
) -> tuple[Finding, ...]:
    """Return all that is unclear, by question and then in the order of the plan.

    Args:
        items: the clauses of the draft.
        issued_on: local day of issue; without it nothing can lie before it.
        calendar: the ward's own working days.
        closes_at: when its working day ends, ``HH:MM``.
        idle: path and words of what the reading says of units that are given nothing to do.
    """
    days = _Days(issued_on, calendar, closes_at)
    found = [one for item in items for one in _of_item(item, days)]
    found += [_idle(path, words) for path, words in idle]
    order = list(Question)
    return tuple(sorted(_together(found), key=lambda one: order.index(one.question)))


@dataclass(frozen=True)
class _Days:
    """By what the days of a plan are judged."""

    issued_on: date | None
    calendar: WorkCalendar
    closes_at: str


def _together(found: Iterable[Finding]) -> list[Finding]:
    """Say what holds for several clauses once."""
    by_words: dict[tuple[str, str], Finding] = {}
    for one in found:
        words = (one.code, one.message)
        before = by_words.get(words)
        paths = dict.fromkeys([*(before.paths if before else ()), *one.paths])
        by_words[words] = replace(one, paths=tuple(paths))
    return list(by_words.values())


def _of_item(item: Item, days: _Days) -> Iterator[Finding]:
    yield from _who(item)
    yield from _reach(item)
    if not any(duty.text.strip() for duty in item.duties):
        names = ", ".join(lead.name for lead in item.leads) or "đơn vị"
        yield _idle(item.path, f"Nêu “{names}” nhưng không ghi việc phải làm.")
    for duty in item.duties:
        yield from _when(item.path, duty, days)


def _who(item: Item) -> Iterator[Finding]:
    if not item.leads:
        yield Finding(
            code="no-unit", question=Question.WHO, paths=(item.path,),
            message="Không nêu đơn vị nào thực hiện.",
            advice="Ghi tên một đơn vị chủ trì.",
        )  # fmt: skip
    if len(item.leads) > 1:
        names = ", ".join(lead.name for lead in item.leads)
        yield Finding(
            code="several-leads", question=Question.WHO, paths=(item.path,),
            message=f"Giao cùng lúc cho {len(item.leads)} nơi: {names}.",
            advice="Ghi rõ một đơn vị chủ trì, các đơn vị khác phối hợp; nếu mỗi đơn vị làm phần việc "
            "riêng thì tách thành từng mục.",
        )  # fmt: skip


def _reach(item: Item) -> Iterator[Finding]:
    for lead in item.leads:
        if not lead.units:
            yield Finding(
                code="unknown-unit", question=Question.REACH, paths=(item.path,),
                message=f"Danh bạ chưa có “{lead.name}”.",
                advice="Ghi tên đầy đủ theo danh bạ, hoặc bổ sung đơn vị này vào danh bạ.",
            )  # fmt: skip
        for name in lead.mute:
            yield Finding(
                code="unit-without-contact", question=Question.REACH, paths=(item.path,),
                message=f"“{name}” chưa có địa chỉ thư.",
                advice="Bổ sung đầu mối và địa chỉ thư của đơn vị vào danh bạ.",
            )  # fmt: skip


def _idle(path: str, words: str) -> Finding:
    return Finding(
        code="unit-without-duty", question=Question.WHAT, paths=(path,),
        message=words,
        advice="Ghi việc cụ thể và kết quả phải có, hoặc bỏ tên đơn vị.",
    )  # fmt: skip


def _when(path: str, duty: Duty, days: _Days) -> Iterator[Finding]:
    what = _sentence(duty.text)
    if not duty.timed:
        yield Finding(
            code="no-time", question=Question.WHEN, paths=(path,),
            message=f"Không ghi thời hạn: {what}",
            advice="Ghi ngày hoàn thành, hoặc định kỳ kèm ngày báo cáo.",
        )  # fmt: skip
    for phrase in duty.vague:
        yield Finding(
            code="vague-time", question=Question.WHEN, paths=(path,),
            message=f"Thời gian “{phrase}” không tính được ra ngày: {what}",
            advice="Ghi ngày cụ thể, hoặc số ngày kể từ một mốc đã biết.",
        )  # fmt: skip
    for limit in duty.limits:
        yield from _about_day(path, what, limit, days)


def _about_day(path: str, what: str, limit: Limit, days: _Days) -> Iterator[Finding]:
    day, issued_on, calendar = limit.day, days.issued_on, days.calendar
    if issued_on is not None and day < issued_on:
        yield Finding(
            code="before-issue", question=Question.WHEN, paths=(path,),
            message=f"Hạn {day:%d/%m/%Y} ở trước ngày ban hành {issued_on:%d/%m/%Y}: {what}",
            advice="Sửa ngày hoặc năm.",
        )  # fmt: skip
    elif limit.exact and (why := on_day_off(day, calendar)):
        near = last_working_moment(day, calendar, days.closes_at)
        if issued_on is not None and calendar.on_or_before(day) < issued_on:
            near = f"ngày làm việc kế tiếp: {wording.day(calendar.on_or_after(day))}"
        yield Finding(
            code="day-off", question=Question.WHEN, paths=(path,),
            message=f"Hạn {day:%d/%m/%Y} rơi vào {why}: {what}",
            advice=f"Chọn một ngày làm việc; {near}.",
        )  # fmt: skip


def on_day_off(day: date, calendar: WorkCalendar) -> str:
    """Say why nobody works on a day, with the whole break where it is more than a weekend."""
    why = calendar.why_off(day)
    first, last = calendar.break_around(day)
    if not why or (last - first).days + 1 <= len(calendar.weekend):
        return why
    return f"{why}, trong đợt nghỉ từ {first:%d/%m} đến {last:%d/%m/%Y}"


def last_working_moment(day: date, calendar: WorkCalendar, closes_at: str) -> str:
    """Name the end of the last working day before a day off."""
    last = wording.day(calendar.on_or_before(day))
    return f"thời điểm làm việc cuối cùng trước đó: {last}, {closes_at}"


def _sentence(text: str, longest: int = 90) -> str:
    words = " ".join(text.split()).rstrip(" .;:")
    if len(words) <= longest:
        return f"{words}."
    return f"{words[:longest].rsplit(' ', 1)[0]} …"
