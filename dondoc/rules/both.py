"""What two people made of one thing, field by field: who changed it, and where the words differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dondoc.rules.amend_words import Run, runs

#: Fields and their texts as a form sends them, in order; a name may come several times.
Pairs = Sequence[tuple[str, str]]


class Whose(StrEnum):
    """Who changed a field since the form was opened."""

    NOBODY = "nobody"
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One field as a form sends it (``pairs``) and as people read it (``words``).

    ``widget`` says how it is edited by itself: line, area, date, number or email; a field without
    one is taken as a whole. A field may stand for many of the form: all rows of a table.
    """

    key: str
    label: str
    words: str
    pairs: tuple[tuple[str, str], ...]
    widget: str = ""


@dataclass(frozen=True, kw_only=True)
class Both:
    """One field of the form that came too late, beside what is stored now.

    ``theirs`` is None where nothing stored answers to it: the reason of a move, for example.
    """

    mine: Told
    theirs: Told | None
    whose: Whose

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.whose is not Whose.NOBODY and self.theirs is not None

    @property
    def chosen(self) -> str:
        """The side that stands until somebody chooses: none where both changed the field."""
        return {Whose.THEIRS: "theirs", Whose.MINE: "mine"}.get(self.whose, "")

    @property
    def runs(self) -> list[Run]:
        """What I wrote beside what is stored, word by word."""
        return runs(self.theirs.words if self.theirs else "", self.mine.words)


def judge(base: str | None, theirs: str, mine: str) -> Whose:
    """Tell who changed a field; without ``base`` whatever differs was changed by both."""
    if theirs == mine:
        return Whose.NOBODY
    if base is None:
        return Whose.BOTH
    if theirs == base:
        return Whose.MINE
    return Whose.THEIRS if mine == base else Whose.BOTH


def beside(
    base: Iterable[Told] | None, theirs: Iterable[Told] | None, mine: Iterable[Told]
) -> list[Both]:
    """Return the fields that I sent beside those stored now, and those that only they have.

    ``base`` are the fields as my form showed them. It is None for a form that shows nothing
    stored, such as the reason of a move: what answers to none of ``theirs`` then is mine alone.
    """
    known = None if base is None else _by_key(base)
    stored = _by_key(theirs or ())
    found = []
    for one in mine:
        other = stored.pop(one.key, None)
        if other is None and known is not None and one.key in known:
            other = _none(one)
        found.append(_both(known, other, one))
    return found + [_both(known, other, _none(other)) for other in stored.values()]


def _by_key(fields: Iterable[Told]) -> dict[str, Told]:
    return {one.key: one for one in fields}


def _none(field: Told) -> Told:
    return Told(key=field.key, label=field.label, words="", pairs=(), widget=field.widget)


def _both(base: Mapping[str, Told] | None, theirs: Told | None, mine: Told) -> Both:
    if theirs is None:
        return Both(mine=mine, theirs=None, whose=Whose.MINE)
    # A field that the form did not have was empty when it was opened.
    was = None if base is None else base[mine.key].words if mine.key in base else ""
    return Both(mine=mine, theirs=theirs, whose=judge(was, theirs.words, mine.words))
