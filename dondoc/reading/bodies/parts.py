"""Known parts of names ("Văn hóa, Thể thao và Du lịch"), and commas that stand within a name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dondoc.reading.bodies import lexicon_parts, lexicon_units
from dondoc.reading.bodies.heads import head_at, is_capital
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word


class Parts:
    """Phrases in which a comma may stand only where the table has one."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[int]]]] = defaultdict(list)
        for phrase in phrases:
            pieces = [fold(piece).split() for piece in phrase.split(",")]
            keys = tuple(key for piece in pieces for key in piece)
            lengths = [len(piece) for piece in pieces]
            commas = frozenset(sum(lengths[: n + 1]) for n in range(len(lengths) - 1))
            self._by_first[keys[0]].append((keys, commas))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[Word], index: int) -> int:
        """Return how many words the longest phrase at ``index`` takes; 0 if there is none."""
        if not 0 <= index < len(words):
            return 0
        for keys, commas in self._by_first.get(words[index].key, ()):
            if _matches(words, index, keys, commas):
                return len(keys)
        return 0


def _matches(
    words: Sequence[Word], index: int, keys: tuple[str, ...], commas: frozenset[int]
) -> bool:
    window = words[index : index + len(keys)]
    if len(window) < len(keys):
        return False
    for place, (word, key) in enumerate(zip(window, keys, strict=True)):
        if word.key != key:
            return False
        if place and "," in word.before and place not in commas:
            return False
        if place and any(mark in word.before for mark in ".;:()"):
            return False
    return True


FIELDS = Parts(lexicon_parts.FIELDS)
_PARTS = Parts((*lexicon_parts.FIELDS, *lexicon_parts.PARTS))
_SHARED = Phrases(lexicon_units.SHARED_BY_FIELD)
_BY_NAME = Phrases(lexicon_units.SHARED_BY_NAME)
_PLURAL = frozenset(fold(word) for word in ("các", "những"))


def part_length(words: Sequence[Word], index: int) -> int:
    """Return how many words a known part of a name takes at ``index``; 0 if none begins there."""
    return _PARTS.at(words, index)


def inner_comma(words: Sequence[Word], begin: int, position: int) -> int:
    """Return how many words after the comma at ``position`` still belong to the name before it."""
    word = words[position]
    if not is_capital(word) or head_at(words, position):
        return 0
    if _short_pair(words, position):
        return 1
    listed = any(w.key in _PLURAL for w in words[begin:position])
    if listed and not _fields_follow(words, begin, position):
        return max(1, part_length(words, position))
    if word.text.isdigit():
        return 0
    return _triple(words, begin, position)


def _short_pair(words: Sequence[Word], position: int) -> bool:
    """Say whether two runs of capitals are of one name: "Sở VH, TT&DL"."""
    before, word = words[position - 1], words[position]
    short = before.text.isupper() and word.text.isupper() and len(word.text) > 1
    return short and not word.text.isdigit() and not before.text.isdigit()


def _fields_follow(words: Sequence[Word], begin: int, position: int) -> bool:
    """Say whether it is a list of fields: "Các Sở Nội vụ, Tài chính"."""
    return bool(_SHARED.at(words, begin + 1)) and FIELDS.at(words, position) > 0


def _triple(words: Sequence[Word], begin: int, position: int) -> int:
    """Take in a field that ends in "và": "Trung tâm Nghiên cứu, Tư vấn và Chuyển giao"."""
    if FIELDS.at(words, position) or not head_at(words, begin) or _BY_NAME.at(words, begin):
        return 0
    for index in range(position + 1, min(len(words) - 1, position + 6)):
        if "," in words[index].before or any(mark in words[index].before for mark in ".;:()"):
            return 0
        if words[index].key == "va\u0300":
            last = index + 1
            joined = is_capital(words[last]) and not head_at(words, last)
            return index - position if joined and not FIELDS.at(words, last) else 0
    return 0
