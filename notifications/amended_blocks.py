"""What an amended plan changes for a reader, as headed blocks: new, moved, put off, dropped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from dondoc import wording
from notifications import lines, phrases
from notifications.page import Action, Block, Fact, Line, Term
from notifications.views import Item


@dataclass(frozen=True, slots=True)
class Part:
    """How one kind of change is headed, for a unit and for a requested body."""

    heading: str
    polite: str


PARTS = {
    "amended-new": Part("Nhiệm vụ mới", "Nội dung đề nghị phối hợp mới"),
    "amended-to": Part(
        "Nhiệm vụ nhận từ đơn vị khác", "Nội dung đề nghị phối hợp chuyển từ đơn vị khác"
    ),
    "amended-due": Part("Nhiệm vụ thay đổi thời hạn", "Nội dung thay đổi thời gian đề nghị"),
    "amended-text": Part("Nhiệm vụ thay đổi nội dung", "Nội dung phối hợp được sửa đổi"),
    "amended-from": Part(
        "Nhiệm vụ chuyển sang đơn vị khác", "Nội dung chuyển sang đơn vị khác phối hợp"
    ),
    "amended-off": Part(
        "Nhiệm vụ không tiếp tục thực hiện", "Nội dung không tiếp tục đề nghị phối hợp"
    ),
}
SUPPORT = " (vai trò phối hợp)"
NEW_DUE, NEW_DUE_POLITE = "Thời hạn mới", "Thời gian đề nghị mới"
OLD_DUE, OLD_DUE_POLITE = "Thời hạn cũ", "Thời gian đề nghị cũ"
GIVEN_DUE, GIVEN_DUE_POLITE = "Thời hạn đã giao", "Thời gian đã đề nghị"
OLD_TEXT = "Nội dung cũ"
RECEIVER = "Đơn vị tiếp nhận"
GIVER = "Đơn vị thực hiện trước đây"
#: More terms of one duty are told by their number, the first and the last.
_NAMED_TERMS = 3
UNCHANGED = "{due}, không thay đổi"


def grouped(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """Part items that need different words: by unit, by politeness, by lead and support."""
    groups: dict[tuple[str, bool, bool], list[Item]] = {}
    for item in items:
        groups.setdefault((item.unit_name, item.requested, item.support), []).append(item)
    return [tuple(group) for group in groups.values()]


def amended_blocks(items: Iterable[Item], *, ward: str, many: bool) -> list[Block]:
    """Return a block for each kind of change and group of items; ``many`` names the unit."""
    found = list(items)
    blocks = []
    for kind, part in PARTS.items():
        for group in grouped(item for item in found if item.kind == kind):
            first = group[0]
            heading = part.polite if first.requested else part.heading
            heading += SUPPORT if first.support else ""
            blocks.append(
                Block(
                    heading=f"{heading} – {first.unit_name}" if many else heading,
                    lines=_lines(kind, group, ward=ward),
                )
            )
    return blocks


def _lines(kind: str, items: tuple[Item, ...], *, ward: str) -> tuple[Line, ...]:
    if kind in {"amended-new", "amended-to"}:
        plain = lines.duty_lines(items, ward=ward, own_note=False)
        return _from_whom(plain, items) if kind == "amended-to" else plain
    made = {"amended-due": _due_line, "amended-text": _text_line}.get(kind, _end_line)
    return tuple(_each_duty(items, made))


def _from_whom(plain: tuple[Line, ...], items: tuple[Item, ...]) -> tuple[Line, ...]:
    givers = wording.join(dict.fromkeys(item.was for item in items if item.was))
    if not givers or not plain:
        return plain
    first = plain[0]
    facts = (Fact(GIVER, givers), *first.facts)
    return (
        Line(place=first.place, title=first.title, quote=first.quote, facts=facts,
             terms=first.terms, action=first.action),
        *plain[1:],
    )  # fmt: skip


def _each_duty(items: tuple[Item, ...], made: Callable[[tuple[Item, ...]], Line]) -> Iterable[Line]:
    for _, group in groupby(items, key=lambda item: (lines.place_of(item), item.duty_text)):
        yield made(tuple(group))


def _due_line(items: tuple[Item, ...]) -> Line:
    first = items[0]
    new, old = (NEW_DUE_POLITE, OLD_DUE_POLITE) if first.requested else (NEW_DUE, OLD_DUE)
    if len(items) == 1:
        return Line(
            place=lines.place_of(first),
            title=first.duty_text,
            quote=first.clause_text,
            facts=_facts((new, first.due_text), (old, first.was), ("Mã", first.code)),
            action=_action(first),
        )
    terms = tuple(
        Term(
            when=wording.capital(wording.deadline(item.due_at)),
            code=item.code,
            note=f"{old}: {item.was}" if item.was else "",
            action=_action(item),
        )
        for item in items
    )
    return Line(
        place=lines.place_of(first), title=first.duty_text, quote=first.clause_text, terms=terms
    )


def _text_line(items: tuple[Item, ...]) -> Line:
    first, single = items[0], len(items) == 1
    due = first.due_text if single else wording.count(len(items), "kỳ")
    label = phrases.DUE_POLITE if first.requested else phrases.DUE
    return Line(
        place=lines.place_of(first),
        title=first.duty_text,
        quote=first.clause_text,
        facts=_facts(
            (OLD_TEXT, f"“{first.was}”" if first.was else ""),
            (label, UNCHANGED.format(due=due)),
            ("Mã", first.code if single else ""),
        ),
        action=_action(first) if single else None,
    )


def _end_line(items: tuple[Item, ...]) -> Line:
    first = items[0]
    return Line(
        place=lines.place_of(first),
        title=first.duty_text,
        facts=_facts(
            (RECEIVER, first.was),
            ("Đơn vị chủ trì", first.lead_name if first.support else ""),
            (GIVEN_DUE_POLITE if first.requested else GIVEN_DUE, _given(items)),
            ("Mã", first.code if len(items) == 1 else ""),
        ),
    )


def _given(items: tuple[Item, ...]) -> str:
    if len(items) <= _NAMED_TERMS:
        return "; ".join(item.due_text for item in items)
    first, last = (wording.day_short(find(item.due_at for item in items)) for find in (min, max))
    return f"{wording.count(len(items), 'kỳ')}, từ {first} đến {last}"


def _facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in pairs if value)


def _action(item: Item) -> Action | None:
    if item.link is None:
        return None
    return Action(phrases.OPEN_TASK_POLITE if item.requested else phrases.OPEN_TASK, item.link)
