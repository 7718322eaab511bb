"""A mail as text and HTML both show it: one structure, so that neither can say more.

What is made anew for each mail is not frozen, which would triple the time of making it; nothing
changes it all the same.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Fact(NamedTuple):
    """A label and its value, such as *Thời hạn* and the moment."""

    label: str
    value: str


class Action(NamedTuple):
    """A link with the words that invite to it."""

    label: str
    link: str


@dataclass(slots=True, kw_only=True)
class Term:
    """One of several deadlines of the same duty."""

    when: str
    code: str
    note: str = ""
    action: Action | None = None


@dataclass(slots=True, kw_only=True)
class Line:
    """One entry of a block; ``place`` as in ``Mục V.2``, ``quote`` is the plan's own text.

    ``small`` is told in small print below the facts.
    """

    place: str
    title: str
    mark: str = ""
    quote: str = ""
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    small: str = ""
    action: Action | None = None


@dataclass(slots=True, kw_only=True)
class Block:
    """A headed part; ``tone`` (``late``, ``soon``, ``calm``) only colours what words say."""

    heading: str
    tone: str = "calm"
    lead: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def numbered(self) -> enumerate[Line]:
        """The lines, each after its number from 1."""
        return enumerate(self.lines, start=1)


@dataclass(slots=True, kw_only=True)
class Page:
    """A whole mail without its headers."""

    ward: str
    heading: str
    salutation: tuple[str, ...]
    intro: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    action: Action | None = None
    blocks: tuple[Block, ...] = ()
    closing: tuple[str, ...] = ()
    contact: tuple[str, ...]
    footer: str
