"""Work that goes on at another unit after a reorganisation (sắp xếp tổ chức), counted in words."""

from collections.abc import Iterable

from dondoc import wording
from notifications.views import Item

TITLE = "Bàn giao nhiệm vụ"
TITLE_POLITE = "Bàn giao nội dung phối hợp"
HEADING, HEADING_POLITE = "Nhiệm vụ được bàn giao", "Nội dung được bàn giao"
#: What such news is about; what was merged or has no heir is withdrawn.
OF_IT = frozenset({"inherited", "handed-off"})
KINDS = OF_IT | {"withdrawn"}

_COUNTED = (("inherited", "nhận bàn giao"), ("handed-off", "bàn giao"), ("withdrawn", "thu hồi"))


def is_succession(items: Iterable[Item]) -> bool:
    """Tell whether these decisions are what follows from one reorganisation."""
    kinds = {item.kind for item in items}
    return bool(kinds & OF_IT) and kinds <= KINDS


def counted(items: Iterable[Item], noun: str) -> list[str]:
    """Return as ``04 nhiệm vụ nhận bàn giao`` and ``01 thu hồi``; the noun stands in the first only."""
    kinds = [item.kind for item in items]
    parts: list[str] = []
    for kind, words in _COUNTED:
        if number := kinds.count(kind):
            many = wording.number(number) if parts else wording.count(number, noun)
            parts.append(f"{many} {words}")
    return parts
