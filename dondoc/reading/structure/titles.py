"""Titles of the part that assigns work."""

import re

from rapidfuzz.distance import Levenshtein

from dondoc.reading.bodies.names import name_at
from dondoc.reading.folding import bare
from dondoc.reading.structure import lexicon
from dondoc.reading.words import Phrases, words_of

_TITLES = tuple(bare(title) for title in lexicon.SECTION_TITLES)
_BODIES = Phrases(lexicon.TITLES_BEFORE_A_BODY)
_NEVER = re.compile(rf"(?:{'|'.join(bare(words) for words in lexicon.NO_TITLES)})\b")
_PARTS = re.compile(r"\s*[,;&–:]\s*|\s+-\s+|\s+(?:và|VÀ|Và)\s+")
_AFTER = re.compile(rf"(?:{'|'.join(bare(words) for words in lexicon.AFTER_TITLE)})\b")
_EVERYBODY = re.compile(
    r"\bcac (?:co quan|don vi|dia phuong|bo|ban|so|nganh|cap|to chuc|thanh vien|phong|ben|chu the|doan)\b"
)
_LONGEST_WORDS = 24
#: A scan may mistake this many letters of a title.
_MISREAD = 2

#: No title of a few words is longer; sentences are passed over before they are looked at.
_LONGEST = 180


def title_rank(text: str) -> int | None:
    """Return how well a heading fits (0 is best); ``None`` if it is no such title."""
    if len(text) > _LONGEST:
        return None
    words = bare(text)
    if not words or len(words.split()) > _LONGEST_WORDS or _NEVER.match(words):
        return None
    ended = text.rstrip().endswith((".", ";", ","))
    if ended and words not in _TITLES:
        return None
    ranks = [rank for part in _parts(text, words) if (rank := _rank(part)) is not None]
    if ranks:
        return min(ranks)
    return len(_TITLES) if _names_a_body(text) else None


def _parts(text: str, words: str) -> list[str]:
    """Return the whole and, where a title is made of several, each to its end."""
    starts = [found.end() for found in _PARTS.finditer(text)]
    return [words, *(bare(text[start:]) for start in starts[:4])]


def _rank(words: str) -> int | None:
    for rank, title in enumerate(_TITLES):
        if words == title or words.startswith(f"{title} "):
            return rank
    count = len(_TITLES[0].split())
    head = " ".join(words.split()[:count])
    if len(head) > 10 and Levenshtein.distance(head, _TITLES[0], score_cutoff=_MISREAD) <= _MISREAD:
        return 0
    return None


def _names_a_body(text: str) -> bool:
    """Say whether it is "Trách nhiệm của" or the like and the name of a body."""
    words = words_of(text)
    length = _BODIES.at(words, 0)
    return bool(length) and name_at(words, length)


def is_plain_title(text: str) -> bool:
    """Say whether it is such a title with nothing that makes it one of a single activity."""
    words = bare(text)
    if title_rank(text) is None:
        return False
    rest = next((words[len(title) :] for title in _TITLES if words.startswith(title)), words)
    return not rest or bool(_AFTER.match(rest.strip())) or text.isupper()


def is_section_title(text: str, *, bold: bool = False) -> bool:
    """Say whether a line without a number is such a title: nothing else, or all capitals."""
    if title_rank(text) is None:
        return False
    return text.isupper() or bare(text) in _TITLES or (bold and is_plain_title(text))


def names_everybody(text: str) -> bool:
    """Say whether a title names no body of its own ("Trách nhiệm của các cơ quan, đơn vị")."""
    return not _names_a_body(text) or bool(_EVERYBODY.search(bare(text)))
