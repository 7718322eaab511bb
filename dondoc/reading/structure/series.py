"""Where the next line stands: which open item of the outline holds it.

A series of numbers or bullets goes on where it is open. One that begins anew ("1)" after "a)", "-"
below "+ …:") stands below the item before it; otherwise the order of ``Kind`` decides.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from dondoc.reading.bodies.names import name_at
from dondoc.reading.line import Line
from dondoc.reading.structure.marks import Kind, Mark, marker_of
from dondoc.reading.structure.titles import title_rank
from dondoc.reading.words import words_of

_BULLETS = (Kind.STAR, Kind.DASH, Kind.PLUS)
_LONGEST_NAME = 120

#: A paragraph that orders somebody, without a number of its own.
_ORDERS = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu|Phân công)\s+(?!các\s+cơ quan|các\s+đơn vị)[^,.]{4,}"
)


class Open(Protocol):
    """An item of the outline to which more can be added."""

    @property
    def kind(self) -> Kind: ...
    @property
    def label(self) -> str: ...
    @property
    def sign(self) -> str: ...
    @property
    def words(self) -> str: ...


def place_of(stack: Sequence[Open], mark: Mark, line: Line, follows: Line | None) -> int:
    """Return the index in the stack of the item that holds the line; ``stack[0]`` is the root."""
    if mark.kind is Kind.NONE:
        return _of_paragraph(stack, line, follows)
    if mark.kind is Kind.NUMBER:
        return _of_number(stack, mark)
    if mark.kind is Kind.LETTER:
        return _of_letter(stack, mark)
    if mark.kind in _BULLETS:
        return _of_bullet(stack, mark)
    if mark.kind is Kind.PART and (part := _last(stack, Kind.PART)):
        return part - 1
    if mark.kind is Kind.PART and mark.label == "A":
        return _last(stack, Kind.ROMAN) or _by_rank(stack, mark)
    if mark.kind is Kind.ROMAN and (roman := _last(stack, Kind.ROMAN)):
        return roman - 1
    return _by_rank(stack, mark)


def _by_rank(stack: Sequence[Open], mark: Mark) -> int:
    for index in range(len(stack) - 1, 0, -1):
        if _holds(stack[index], mark):
            return index
    return 0


def _holds(node: Open, mark: Mark) -> bool:
    if mark.kind is Kind.NONE:
        return node.kind < Kind.STAR
    if mark.kind is Kind.NOTE:
        return node.kind < Kind.NUMBER
    if mark.kind is Kind.DOTTED and node.kind is Kind.DOTTED:
        return mark.label.startswith(f"{node.label}.")
    if mark.kind is Kind.DOTTED and node.kind is Kind.NUMBER:
        return mark.label.split(".")[0] == node.label
    return node.kind < mark.kind


def _last(stack: Sequence[Open], kind: Kind, sign: str | None = None) -> int:
    """Return the place of the innermost open item of a kind; 0 if there is none."""
    for index in range(len(stack) - 1, 0, -1):
        if stack[index].kind is kind and (sign is None or stack[index].sign == sign):
            return index
    return 0


def _of_number(stack: Sequence[Open], mark: Mark) -> int:
    top = len(stack) - 1
    same = _last(stack, Kind.NUMBER, mark.sign)
    anyone = _last(stack, Kind.NUMBER)
    if mark.label not in ("1", "01"):
        return (same or anyone) - 1 if same or anyone else _by_rank(stack, mark)
    if anyone and not same and stack[top].kind in (Kind.NUMBER, Kind.LETTER, Kind.DOTTED):
        return top
    letter = _last(stack, Kind.LETTER)
    if letter and not anyone:
        return letter
    if top and stack[top].kind >= Kind.LETTER and _leads_in(stack[top]):
        return top
    return same - 1 if same else _by_rank(stack, mark)


def _of_letter(stack: Sequence[Open], mark: Mark) -> int:
    top = len(stack) - 1
    if mark.label == "a" and stack[top].kind in _BULLETS and _leads_in(stack[top]):
        return top
    letter = _last(stack, Kind.LETTER)
    number = max(_last(stack, Kind.NUMBER), _last(stack, Kind.DOTTED))
    if letter and (letter > number or mark.label != "a"):
        return letter - 1
    return _by_rank(stack, mark)


def _of_bullet(stack: Sequence[Open], mark: Mark) -> int:
    top = len(stack) - 1
    same = _last(stack, mark.kind)
    lettered = any(node.kind < Kind.STAR for node in stack[same:])
    if same and not (lettered and _leads_in(stack[top])):
        return same - 1
    if stack[top].kind in _BULLETS and _leads_in(stack[top]):
        return top
    return _by_rank(stack, mark)


def _leads_in(node: Open) -> bool:
    return node.words.rstrip().endswith(":")


def _of_paragraph(stack: Sequence[Open], line: Line, follows: Line | None) -> int:
    number = _last(stack, Kind.NUMBER)
    if number and follows is not None and not line.cells and _names_somebody(line.text):
        next_mark = marker_of(follows.text)
        if next_mark.kind is Kind.NUMBER and next_mark.label in ("1", "01"):
            return number - 1
    ordered = number and _ORDERS.match(line.text) and _is_done(stack, number)
    if ordered and (number > 1 or _closes_list(stack[number], follows)):
        return number - 1
    return _by_rank(stack, Mark(Kind.NONE, "", line.text))


def _is_done(stack: Sequence[Open], number: int) -> bool:
    """Say whether an item is a whole sentence or has its bullets: an order after it is new."""
    below = (*_BULLETS, Kind.LETTER)
    return stack[number].words.rstrip().endswith((".", ";")) or stack[-1].kind in below


def _closes_list(item: Open, follows: Line | None) -> bool:
    """Say whether an order ends a document's only list, and not the part of a plan before it."""
    if follows is not None and marker_of(follows.text).kind is not Kind.NONE:
        return False
    if title_rank(item.words.partition(":")[0]) is not None:
        return False
    return item.words.rstrip().endswith((".", ";")) or _names_somebody(item.words.rstrip(" :"))


def _names_somebody(text: str) -> bool:
    """Say whether a line is the name of a body that stands over what follows."""
    if len(text) > _LONGEST_NAME or text.rstrip().endswith((".", ";", ",")):
        return False
    return name_at(words_of(text[:_LONGEST_NAME]), 0)
