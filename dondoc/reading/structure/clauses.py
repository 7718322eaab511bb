"""The part that assigns work → its clauses, the smallest items that somebody must carry out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dondoc.reading.bodies.names import Name
from dondoc.reading.bodies.roles import Roles, roles_of
from dondoc.reading.draft import Mode, ReadClause, ReadUnit
from dondoc.reading.folding import fold
from dondoc.reading.structure.items import asks_nobody, body_alone, closes, introduces, is_heading
from dondoc.reading.structure.marks import Kind
from dondoc.reading.structure.outline import Node
from dondoc.reading.structure.titles import names_everybody
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.work.duties import duties_of


@dataclass(frozen=True)
class Above:
    """What headings hand down to the lines below them."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    mode: Mode = "assign"
    except_: tuple[str, ...] = ()


def clauses_of(section: Node, frame: TimeFrame, above: Above | None = None) -> Iterator[ReadClause]:
    """Yield the clauses of the part that assigns work, in the order of the document."""
    if above is None:
        above = Above()
        if section.words and not names_everybody(section.words):
            above = handed_down(section.words, above)
    yield from _below(section, above, frame)


def _below(node: Node, above: Above, frame: TimeFrame) -> Iterator[ReadClause]:
    introduced, under = above, Kind.NONE
    paragraphs = 0
    for index, child in enumerate(node.children):
        if child.line is not None and child.line.cells:
            continue
        follows = node.children[index + 1] if index + 1 < len(node.children) else None
        if introduces(child, follows):
            introduced = handed_down(child.words, above)
            under = follows.kind if follows else Kind.NONE
            continue
        if child.kind < min(under, Kind.STAR):
            introduced = above
        found = list(_item(child, introduced, frame))
        if child.kind is Kind.NONE:
            paragraphs += 1
            found = [_renumbered(clause, child.path, node.path, paragraphs) for clause in found]
        yield from found


def _renumbered(clause: ReadClause, old: str, base: str, number: int) -> ReadClause:
    """Count a plain paragraph among those that say something, not among all."""
    new = f"{base}.p{number}" if base else f"p{number}"
    if not clause.path.startswith(old) or old == base:
        return clause
    return replace(clause, path=f"{new}{clause.path[len(old) :]}")


def handed_down(words: str, above: Above) -> Above:
    """Return what a heading hands down: what it names, and from above what it leaves open."""
    roles = roles_of(words, heading=True, inherited=bool(above.lead))
    return Above(
        lead=tuple(name.text for name in roles.lead) or above.lead,
        support=tuple(name.text for name in roles.support) or above.support,
        mode=roles.mode or above.mode,
        except_=roles.except_ or above.except_,
    )


def _own(clause: ReadClause | None, above: Above) -> Above:
    """An item that is itself something to do hands its bodies down to what stands below it."""
    if clause is None or not clause.lead:
        return above
    return Above(clause.lead, clause.support or above.support, clause.mode, above.except_)


def _item(node: Node, above: Above, frame: TimeFrame) -> Iterator[ReadClause]:
    if asks_nobody(node) or body_alone(node):
        return
    children = [child for child in node.children if not closes(child)]
    if children and is_heading(node):
        below = handed_down(node.words, above)
        if len(children) == 1 and children[0].kind is Kind.NONE and not children[0].children:
            yield from _item(replace_path(children[0], node.path), below, frame)
        else:
            yield from _below(node, below, frame)
        return
    clause = _clause(node, above, frame)
    if clause is not None:
        yield clause
    if children:
        yield from _below(node, _own(clause, above), frame)


def replace_path(node: Node, path: str) -> Node:
    """Return the node under another path: an only paragraph stands for its heading."""
    return replace(node, path=path)


def _clause(node: Node, above: Above, frame: TimeFrame) -> ReadClause | None:
    text = node.words
    roles = roles_of(text, inherited=bool(above.lead))
    lead = roles.lead or ()
    if not lead and not above.lead:
        noted = text.partition(":")[2].strip()
        after = _shifted(roles_of(noted), text, noted)
        roles = after if after.lead else roles
        lead = roles.lead
        if not lead and node.kind in (Kind.NONE, Kind.NOTE):
            return None
    mode = roles.mode or above.mode
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


def _support(roles: Roles, above: Above, *, own: bool) -> list[str]:
    names = [name.text for name in roles.support]
    known = {fold(name) for name in names}
    inherited = () if own else above.support
    return names + [name for name in inherited if fold(name) not in known]


def _units(
    roles: Roles, lead: tuple[str, ...], support: list[str], above: Above
) -> Iterator[ReadUnit]:
    places = {name.text: (name.start, name.end) for name in (*roles.lead, *roles.support)}
    except_ = roles.except_ or above.except_
    for name in lead:
        yield ReadUnit(name, places.get(name, (0, 0)), "lead", except_=except_)
    for name in support:
        yield ReadUnit(name, places.get(name, (0, 0)), "support")
