"""Names in a form in which spellings of the same body are equal."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dondoc.reading.bodies import lexicon_directory
from dondoc.reading.folding import fold, fold_word

_ABBREVIATIONS = {
    fold(short.replace("-", "")): fold(full)
    for short, full in lexicon_directory.ABBREVIATIONS.items()
}
_SAME = tuple((fold(a), fold(b)) for a, b in lexicon_directory.SAME_BODY)
_ALONE = {fold(short): fold(full) for short, full in lexicon_directory.ALONE.items()}
_LEADING = tuple(f"{fold(words)} " for words in lexicon_directory.LEADING_WORDS)
_LEVELS = frozenset(fold(word) for word in ("phường", "xã", "thị trấn"))
_SOCIETY = [fold("hội")]
_OF = frozenset(fold(word) for word in ("của", "thuộc", "tại"))
_HYPHEN = re.compile(r"(?<=\w)\s*[-–—./&]\s*(?=\w)")
_SHORT_PAIR = re.compile(r"\b([A-ZĐ]{1,3})\s*[-–—./&]\s*([A-ZĐ]{1,3})\b")
_WORD = re.compile(r"\w+")
_AND = fold("và")


@dataclass(frozen=True)
class Known:
    """A name as compared: what body it is, and of which place, if it says so."""

    body: str
    place: str


def without_place(name: str) -> str:
    """Return a name without its place, as printed."""
    printed = _WORD.findall(name)
    return " ".join(printed[: len(_cut([fold_word(word) for word in printed])[0])])


def agree(a: Known, b: Known) -> bool:
    """Say whether two names can mean the same body of the same place."""
    return a.body == b.body and (not a.place or not b.place or a.place == b.place)


@lru_cache(maxsize=4096)
def known(name: str) -> Known:
    """Return a name as it is compared."""
    name = _SHORT_PAIR.sub(r"\1\2", name)
    words = fold(_HYPHEN.sub(" ", name)).split()
    body, place = _cut([word for word in words if word != _AND])
    text = " ".join(_ABBREVIATIONS.get(word, word) for word in body)
    text = " ".join(_ABBREVIATIONS.get(word, word) for word in text.split())
    for one, other in _SAME:
        text = re.sub(rf"(?<!\S){one}(?!\S)", other, text)
    text = " ".join(text.split())
    for leading in _LEADING:
        text = text.removeprefix(leading)
    return Known(_ALONE.get(text, text), place)


def _cut(words: list[str]) -> tuple[list[str], str]:
    """Cut "phường 4", "của xã …" off the end of a name; the words are folded."""
    for index in range(1, len(words)):
        level = words[index] in _LEVELS and words[index + 1 : index + 2] != _SOCIETY
        two = " ".join(words[index : index + 2]) in _LEVELS
        if level or two:
            place = words[index + (2 if two else 1) :]
            end = index - 1 if words[index - 1] in _OF and index > 1 else index
            return words[:end], " ".join(place)
    return words, ""
