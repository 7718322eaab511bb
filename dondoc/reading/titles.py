"""Titles of the part that assigns work."""

from dondoc.reading import lexicon
from dondoc.reading.folding import bare

_TITLES = tuple(bare(title) for title in lexicon.SECTION_TITLES)
_LONGEST_WORDS = 16


def title_rank(text: str) -> int | None:
    """Return how well a heading fits (0 is best); ``None`` if it is no such title."""
    words = bare(text)
    if len(words.split()) > _LONGEST_WORDS or text.rstrip().endswith((".", ";", ",")):
        return None
    for rank, title in enumerate(_TITLES):
        if words == title or words.startswith(f"{title} ") or words.endswith(f" {title}"):
            return rank
    return None


def is_section_title(text: str) -> bool:
    """Say whether a line without a number is such a title: nothing else, or all capitals."""
    rank = title_rank(text)
    if rank is None:
        return False
    return text.isupper() or bare(text) in _TITLES
