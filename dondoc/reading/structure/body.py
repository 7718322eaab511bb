"""Letters, directives and notices without such a section: their body itself assigns work."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.reading.bodies import lexicon_roles
from dondoc.reading.bodies.names import name_at, read_names
from dondoc.reading.bodies.roles import roles_of
from dondoc.reading.draft import Mode
from dondoc.reading.folding import bare, fold
from dondoc.reading.structure.clauses import Above, handed_down
from dondoc.reading.structure.items import asks_nobody
from dondoc.reading.structure.marks import Kind
from dondoc.reading.structure.outline import Node
from dondoc.reading.structure.sections import names_somebody
from dondoc.reading.words import Phrases, words_of

_LETTER = re.compile(
    r"(?:kinh gui|chi thi$|thong bao$|cong van$|cong dien$|ket luan$|v v\b|cong van so|cong dien so)|.*\b(?:cv|ct|tb|cd|kl)\b"
)
_ADDRESSED = re.compile(r"kinh gui\b")
_ORDERS = re.compile(r"(?:giao|đề nghị|kính đề nghị|yêu cầu|phân công)\s", re.IGNORECASE)
_HISTORY = re.compile(
    r"(?:thực hiện|căn cứ|theo|ngày|vừa qua|thời gian qua|trong thời gian qua|qua|nhằm|để|sau khi)\s",
    re.IGNORECASE,
)
_ASKING = {fold(opener): asks for opener, asks in lexicon_roles.OPENERS.items()}
_OPENERS = Phrases(
    (*lexicon_roles.OPENERS, "đề nghị", "yêu cầu", "chỉ đạo", "lưu ý", "thông báo đến", "thông báo")
)
_RESPONSIBLE = re.compile(r"\b(?:có|chịu) trách nhiệm\b|\bchủ trì\b", re.IGNORECASE)
#: A time limit of a sentence of its own ("Các đơn vị gửi báo cáo trước ngày 24/3").
_LIMITED = re.compile(r"\b(?:trước|chậm nhất|đến hết|hạn cuối)\b[^.;]{0,40}\d", re.IGNORECASE)
_DONE = re.compile(r"\b(?:đã|nhận được)\b", re.IGNORECASE)
_TOP = 30
_ENOUGH = 2
_SEEN = 1_500


@dataclass(frozen=True)
class Body:
    """A stretch of the body that assigns work, and what its lead-in hands down to it."""

    node: Node
    above: Above


def is_letter(texts: Sequence[str]) -> bool:
    """Say whether the head is that of a letter, a directive or a notice."""
    return any(_LETTER.match(bare(text[:200])) for text in texts[:_TOP])


def bodies_of(root: Node, *, letter: bool) -> list[Body]:
    """Return the stretches that assign work; of a plan, only what names somebody at each item."""
    children, addressees = _after_address(root.children)
    bodies = _of_lists(children, addressees, letter=letter)
    if letter and not bodies:
        bodies = _of_paragraphs(children)
    return bodies


def _after_address(children: Sequence[Node]) -> tuple[list[Node], tuple[str, ...]]:
    """Cut off the head of a letter; a single addressee is who must act."""
    for index, child in enumerate(children):
        if child.kind is not Kind.NONE or not _ADDRESSED.match(bare(child.words[:60])):
            continue
        stop = index + 1
        while (
            stop < len(children)
            and children[stop].kind >= Kind.STAR
            and _is_address(children[stop])
        ):
            stop += 1
        named = " ".join(child.words.split()).partition(":")[2].strip()
        alone = stop == index + 1 and bool(named)
        listed = roles_of(named[:_SEEN], heading=True).lead if alone else ()
        return list(children[stop:]), tuple(name.text for name in listed)
    return list(children), ()


def _is_address(node: Node) -> bool:
    """Addressees stand as bullets, or as short lines that end in a semicolon."""
    return node.kind is not Kind.NONE or node.words.rstrip().endswith(";")


def _of_lists(children: Sequence[Node], addressees: tuple[str, ...], *, letter: bool) -> list[Body]:
    bodies: list[Body] = []
    above = Above(lead=addressees)
    for stretch in _stretches(children):
        if stretch[0].kind is Kind.NONE:
            above = _lead_in(stretch, Above(lead=addressees))
            closing = [child for child in stretch if _orders(child)] if bodies else []
            if closing:
                bodies.append(Body(Node(Kind.DIVISION, "", "", children=closing), Above()))
            continue
        if _assigns(stretch, led=letter and _is_led(stretch, children, above)):
            node = Node(Kind.DIVISION, "", "", children=list(stretch))
            bodies.append(Body(node, above if letter else Above()))
        else:
            bodies.extend(_inside(stretch))
    return bodies


def _stretches(children: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield paragraphs and items of lists in turn."""
    stretch: list[Node] = []
    for child in children:
        if stretch and (stretch[-1].kind is Kind.NONE) != (child.kind is Kind.NONE):
            yield stretch
            stretch = []
        stretch.append(child)
    if stretch:
        yield stretch


def _is_led(stretch: Sequence[Node], children: Sequence[Node], above: Above) -> bool:
    """Say whether a lead-in asks for all of a list, of somebody or of whom the first item names."""
    if not _led_in(stretch, children):
        return False
    return bool(above.lead) or names_somebody(stretch[0])


def _led_in(stretch: Sequence[Node], children: Sequence[Node]) -> bool:
    """Say whether a paragraph that ends in a colon stands right before."""
    first = next(index for index, child in enumerate(children) if child is stretch[0])
    return first > 0 and children[first - 1].words.rstrip().endswith(":")


def _lead_in(paragraphs: Sequence[Node], above: Above) -> Above:
    """Read who is asked in the last paragraph before a list ("… yêu cầu các đơn vị:")."""
    words = paragraphs[-1].words
    asked, mode = asked_in(words)
    return Above(lead=asked or above.lead, mode=mode or above.mode)


def asked_in(text: str, *, first: bool = False) -> tuple[tuple[str, ...], Mode | None]:
    """Return the bodies after the last opener of a sentence, and whether it asks or orders.

    ``first``: those after the first one, where a sentence tells whom they in turn shall direct.
    """
    words = words_of(text[-_SEEN:])
    places = range(len(words))
    for index in places if first else reversed(places):
        length = _OPENERS.at(words, index)
        if length and name_at(words, index + length):
            listed = read_names(text[-_SEEN:], words, index + length)
            opener = " ".join(word.key for word in words[index : index + length])
            mode: Mode = "request" if _ASKING.get(opener) else "assign"
            return tuple(name.text for name in listed.names), mode
    return (), None


def _assigns(items: Sequence[Node], *, led: bool) -> bool:
    if any(item.kind < Kind.ARTICLE for item in items):
        return False
    asking = [item for item in items if not asks_nobody(item)]
    naming = sum(names_somebody(item) for item in asking)
    enough = 1 if items[0].kind is Kind.ARTICLE else _ENOUGH
    return led or (naming >= enough and 2 * naming >= len(asking))


def _inside(stretch: Sequence[Node]) -> Iterator[Body]:
    """Look into main parts whose items name who must act."""
    for node in stretch:
        items = [child for child in node.children if child.kind is not Kind.NONE]
        if node.kind >= Kind.LETTER or not items:
            continue
        if _assigns(items, led=False):
            yield Body(node, handed_down(node.words, Above()))
        else:
            yield from _inside(items)


def _of_paragraphs(children: Sequence[Node]) -> list[Body]:
    """Return the paragraphs of a letter from the first that orders a body to act."""
    plain = [child for child in children if child.kind is Kind.NONE]
    found = [child for child in plain if _orders(child)]
    if not found:
        return _below_lead_in(plain) or _with_a_duty(plain) or list(_asking(plain))
    first = next(index for index, child in enumerate(plain) if child is found[0])
    kept = [
        child
        for child in plain[first:]
        if _orders(child) or (_acts(child) and (len(found) >= _ENOUGH or _is_limited(child)))
    ]
    return [Body(Node(Kind.DIVISION, "", "", children=kept), Above())]


def _below_lead_in(plain: Sequence[Node]) -> list[Body]:
    """Read "… đề nghị các trường:" or "… yêu cầu:" and the paragraphs below it."""
    for index, child in enumerate(plain):
        if not child.words.rstrip().endswith(":"):
            continue
        lead, mode = asked_in(child.words)
        items = [c for c in plain[index + 1 :] if not asks_nobody(c) and _is_sentence(c.words)]
        if (lead and items) or sum(map(_acts, items)) >= _ENOUGH:
            above = Above(lead=lead, mode=mode or "assign")
            return [Body(Node(Kind.DIVISION, "", "", children=items), above)]
    return []


def _with_a_duty(plain: Sequence[Node]) -> list[Body]:
    """Read a notice of a few sentences, of which some say who has the responsibility."""
    found = [
        child
        for child in plain
        if _acts(child) and (_RESPONSIBLE.search(child.words) or _is_limited(child))
    ]
    asking = [c for c in plain if c in found or (_is_sentence(c.words) and asked_in(c.words)[0])]
    return [Body(Node(Kind.DIVISION, "", "", children=asking), Above())] if found else []


def _asking(plain: Sequence[Node]) -> Iterator[Body]:
    """Read a letter that asks in running text ("Do vậy, Bộ X trân trọng đề nghị UBND … gửi …")."""
    for child in plain:
        if not _is_sentence(child.words) or _HISTORY.match(child.words) or asks_nobody(child):
            continue
        lead, mode = asked_in(child.words, first=True)
        if lead:
            node = Node(Kind.DIVISION, "", "", children=[child])
            yield Body(node, Above(lead=lead, mode=mode or "assign"))


def _is_sentence(words: str) -> bool:
    return words.rstrip().endswith((".", ";", "/")) and not words.isupper()


def _orders(node: Node) -> bool:
    words = node.words
    opened = _ORDERS.match(words) and not words.rstrip().endswith(":")
    return bool(opened and not asks_nobody(node) and roles_of(words[:_SEEN]).lead)


def _is_limited(node: Node) -> bool:
    """Say whether a sentence sets a time limit; what has been done before a day sets none."""
    return bool(_LIMITED.search(node.words)) and not _DONE.search(node.words)


def _acts(node: Node) -> bool:
    words = node.words
    if _HISTORY.match(words) or asks_nobody(node) or words.isupper():
        return False
    return _is_sentence(words) and bool(roles_of(words[:_SEEN]).lead)
