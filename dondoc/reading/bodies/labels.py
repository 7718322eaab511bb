"""Labels with a colon that name who leads and who helps: "Chủ trì: …; phối hợp: …"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dondoc.reading.bodies import lexicon_roles
from dondoc.reading.bodies.heads import name_at
from dondoc.reading.bodies.names import Name, read_names
from dondoc.reading.words import Phrases, Word

_LEAD = Phrases(lexicon_roles.LEAD_LABELS)
_MARKS = frozenset(".,;:(-–/")
_SUPPORT = Phrases(lexicon_roles.SUPPORT_LABELS)


@dataclass
class Labelled:
    """Names under labels; ``begins``, ``taken``: where labels begin, and all their words."""

    lead: list[Name] = field(default_factory=list)
    support: list[Name] = field(default_factory=list)
    begins: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    def covers(self, index: int) -> bool:
        """Say whether a word belongs to a label or to the names under it."""
        return index in self.taken

    def begins_at(self, index: int) -> bool:
        """Say whether a label begins at this word."""
        return index in self.begins


def labelled(text: str, words: Sequence[Word]) -> Labelled:
    """Read all labels of a text."""
    found = Labelled()
    for index, begin, helps in _labels(words):
        if begin >= len(words) or not name_at(words, begin):
            continue
        listed = read_names(text, words, begin, heading=True)
        (found.support if helps else found.lead).extend(listed.names)
        found.begins.add(index)
        found.taken.update(range(index, max(listed.stop, begin)))
    return found


def _labels(words: Sequence[Word]) -> Iterator[tuple[int, int, bool]]:
    """Yield where a label begins, where its names begin, and whether they only help."""
    for index, word in enumerate(words):
        if not (_LEAD.begins_with(word) or _SUPPORT.begins_with(word)):
            continue
        if index and _MARKS.isdisjoint(word.before):
            continue
        lead, helps = _LEAD.at(words, index), _SUPPORT.at(words, index)
        begin = index + max(lead, helps)
        if begin > index and begin < len(words) and ":" in words[begin].before:
            yield index, begin, helps > lead
