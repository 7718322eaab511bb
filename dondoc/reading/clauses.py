"""The part that assigns work → its clauses, the smallest items that somebody must carry out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dondoc.reading import lexicon
from dondoc.reading.deadlines import TimeFrame
from dondoc.reading.draft import Mode, ReadClause, ReadUnit
from dondoc.reading.duties import duties_of
from dondoc.reading.folding import fold
from dondoc.reading.marks import Kind
from dondoc.reading.names import Name
from dondoc.reading.outline import Node
from dondoc.reading.roles import Roles, roles_of

_TOPICS = tuple(fold(topic) for topic in lexicon.NO_TASK_TOPICS)
_CLOSING = re.compile(r"\W*(?:trên đây là|kèm theo|đính kèm|\(?kế hoạch này thay)", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:đề nghị[^.]{0,60}\s)?(?:trong\s+)?quá trình (?:tổ chức |triển khai )*thực hiện",
    re.IGNORECASE,
)
_TROUBLE = re.compile(r"khó khăn|vướng mắc|phát sinh", re.IGNORECASE)
_WISH = re.compile(
    r"(?:yêu cầu|đề nghị)\s[^.;:]{0,160}(?:nghiêm túc|quan tâm|phối hợp)[^.;:]{0,40}"
    r"thực hiện[^.;:]{0,60}[./\s]*$",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(r"[^,.]{2,40},\s*ngày\s.{0,20}tháng\s.{0,20}năm\s.{0,10}$")
_HEADING_LONGEST = 220
_NAME_LONGEST = 120


@dataclass(frozen=True)
class _Above:
    """What headings hand down to the lines below them."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    mode: Mode = "assign"
    except_: tuple[str, ...] = ()


def clauses_of(section: Node, frame: TimeFrame) -> Iterator[ReadClause]:
    """Yield the clauses of the part that assigns work, in the order of the document."""
    yield from _below(section, _Above(), frame)


def _below(node: Node, above: _Above, frame: TimeFrame) -> Iterator[ReadClause]:
    introduced = above
    for index, child in enumerate(node.children):
        if child.line is not None and child.line.cells:
            continue
        follows = node.children[index + 1] if index + 1 < len(node.children) else None
        if _introduces(child, follows):
            introduced = _handed_down(child.words, above)
            continue
        if child.kind < Kind.DASH:
            introduced = above
        yield from _item(child, introduced, frame)


def _introduces(child: Node, follows: Node | None) -> bool:
    """A paragraph before bullets leads in to them if it ends in a colon or is a bare name."""
    if child.kind is not Kind.NONE or follows is None or follows.kind is Kind.NONE:
        return False
    words = child.words.rstrip()
    if words.endswith(":"):
        return True
    listed = follows.kind in (Kind.LETTER, Kind.DASH, Kind.PLUS)
    name = len(words) <= _NAME_LONGEST and not words.endswith((".", ";", ","))
    return listed and name and bool(roles_of(words, heading=True).lead)


def _handed_down(words: str, above: _Above) -> _Above:
    roles = roles_of(words, heading=True, inherited=bool(above.lead))
    return _Above(
        lead=tuple(name.text for name in roles.lead) or above.lead,
        support=tuple(name.text for name in roles.support) or above.support,
        mode=roles.mode or above.mode,
        except_=roles.except_ or above.except_,
    )


def _item(node: Node, above: _Above, frame: TimeFrame) -> Iterator[ReadClause]:
    if _asks_nobody(node):
        return
    children = [child for child in node.children if not _closes(child)]
    if children and _is_heading(node):
        below = _handed_down(node.words, above)
        if len(children) == 1 and children[0].kind is Kind.NONE and not children[0].children:
            only = replace_path(children[0], node.path)
            yield from _item(only, below, frame)
        else:
            yield from _below(node, below, frame)
        return
    clause = _clause(node, above, frame)
    if clause is not None:
        yield clause
    if children:
        yield from _below(node, _handed_down(node.words, above), frame)


def replace_path(node: Node, path: str) -> Node:
    """Return the node under another path: an only paragraph stands for its heading."""
    return Node(node.kind, node.label, node.words, path, node.line, node.children, node.counts)


def _closes(node: Node) -> bool:
    return node.kind is Kind.NONE and _asks_nobody(node)


def _is_heading(node: Node) -> bool:
    words = node.words.rstrip()
    if words.endswith(":"):
        return True
    if words.endswith((".", ";")) or len(words) > _HEADING_LONGEST:
        return False
    if ":" in words:
        return False
    below = node.children[0].kind
    return below is not Kind.NONE or len(words) < 120


def _asks_nobody(node: Node) -> bool:
    words = node.words
    if _CLOSING.match(words) or _PLACE_AND_DATE.fullmatch(words):
        return True
    if fold(words).startswith(_TOPICS) and not node.kind >= Kind.DASH:
        return True
    remark = _REMARK.match(words)
    if remark and _TROUBLE.search(words):
        return True
    paragraph = node.kind in (Kind.NONE, Kind.NOTE)
    return paragraph and bool(remark or _WISH.match(words))


def _clause(node: Node, above: _Above, frame: TimeFrame) -> ReadClause | None:
    text = node.words
    roles = roles_of(text, inherited=bool(above.lead))
    lead = roles.lead or ()
    if not lead and not above.lead and node.kind in (Kind.NONE, Kind.NOTE):
        noted = text.partition(":")
        roles = _shifted(roles_of(noted[2].strip()), text, noted[2].strip())
        lead = roles.lead
        if not lead:
            return None
    mode = roles.mode or ("assign" if lead else above.mode)
    names = tuple(name.text for name in lead) or above.lead
    support = _support(roles, above, own=bool(lead))
    return ReadClause(
        path=node.path,
        text=text,
        mode=mode,
        lead=names,
        support=tuple(support),
        units=tuple(_units(roles, names, support, above)),
        duties=duties_of(text, frame, body=roles.body),
        line=node.line.at if node.line else 0,
        scanned=bool(node.line and node.line.scanned),
    )


def _shifted(roles: Roles, text: str, part: str) -> Roles:
    """Move the places of names that were read in the last part of a text."""
    by = len(text) - len(part)
    return replace(
        roles,
        lead=tuple(Name(n.text, n.start + by, n.end + by) for n in roles.lead),
        support=tuple(Name(n.text, n.start + by, n.end + by) for n in roles.support),
        body=roles.body + by if roles.body else 0,
    )


def _support(roles: Roles, above: _Above, *, own: bool) -> list[str]:
    names = [name.text for name in roles.support]
    known = {fold(name) for name in names}
    inherited = () if own else above.support
    return names + [name for name in inherited if fold(name) not in known]


def _units(
    roles: Roles, lead: tuple[str, ...], support: list[str], above: _Above
) -> Iterator[ReadUnit]:
    places = {name.text: (name.start, name.end) for name in (*roles.lead, *roles.support)}
    except_ = roles.except_ or above.except_
    for name in lead:
        yield ReadUnit(name, places.get(name, (0, 0)), "lead", except_=except_)
    for name in support:
        yield ReadUnit(name, places.get(name, (0, 0)), "support")
