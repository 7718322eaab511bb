"""Deadlines that are others now, after a change of the calendar, the waves or the plan's days."""

from collections.abc import Iterable
from itertools import groupby

from dondoc import wording
from notifications import lines, phrases
from notifications.page import Action, Fact, Line, Term
from notifications.views import Item

#: What follows from such a change; a mail of nothing else is about it.
KINDS = frozenset({"moved", "woken", "withdrawn"})
HEADING = "Nhiệm vụ có thay đổi"
HEADING_POLITE = "Nội dung có thay đổi"
NEW_DUE_POLITE, OLD_DUE_POLITE = "Thời gian đề nghị mới", "Thời gian đề nghị cũ"
NEW_DUE, OLD_DUE = "Thời hạn mới", "Thời hạn cũ"

_COUNTED = (("moved", "chuyển hạn"), ("woken", "tiếp tục"), ("withdrawn", "thu hồi"))


def are_moves(items: Iterable[Item]) -> bool:
    """Tell whether these decisions are what follows from one change of dates."""
    kinds = {item.kind for item in items}
    return "moved" in kinds and kinds <= KINDS


def counted(items: Iterable[Item], noun: str) -> list[str]:
    """Return as ``04 nhiệm vụ chuyển hạn`` and ``01 thu hồi``; the noun stands in the first only."""
    kinds = [item.kind for item in items]
    parts: list[str] = []
    for kind, words in _COUNTED:
        if number := kinds.count(kind):
            many = wording.number(number) if parts else wording.count(number, noun)
            parts.append(f"{many} {words}")
    return parts


def decision_lines(items: Iterable[Item], *, ward: str) -> tuple[Line, ...]:
    """Return a line for each decision; new dates of one duty for one reason are one line."""
    found: list[Line] = []
    for _, group in groupby(items, key=_same_line):
        same = tuple(group)
        if same[0].kind == "moved":
            found.append(_moved_line(same))
        else:
            found += [lines.decision_line(item, ward=ward) for item in same]
    return tuple(found)


def _same_line(item: Item) -> tuple[str, ...]:
    if item.kind != "moved":
        return (item.kind, item.code)
    return (item.kind, lines.place_of(item), item.duty_text, item.note or "")


def _moved_line(items: tuple[Item, ...]) -> Line:
    first, single = items[0], len(items) == 1
    new, old = (NEW_DUE_POLITE, OLD_DUE_POLITE) if first.requested else (NEW_DUE, OLD_DUE)
    facts = [
        ("Đơn vị chủ trì", first.lead_name),
        ("Lý do", first.note),
        (new, first.due_text if single else wording.count(len(items), "kỳ")),
        (old, first.was if single else ""),
        ("Mã", first.code if single else ""),
    ]
    return Line(
        place=lines.place_of(first),
        title=first.duty_text,
        mark=phrases.NEWS["moved"].title,
        facts=tuple(Fact(label, value) for label, value in facts if value),
        terms=() if single else tuple(_term(item, old) for item in items),
        action=_action(first) if single else None,
    )


def _term(item: Item, old: str) -> Term:
    return Term(
        when=wording.capital(wording.deadline(item.due_at)),
        code=item.code,
        note=f"{old}: {item.was}" if item.was else "",
        action=_action(item),
    )


def _action(item: Item) -> Action | None:
    if item.link is None:
        return None
    return Action(phrases.OPEN_TASK_POLITE if item.requested else phrases.OPEN_TASK, item.link)
