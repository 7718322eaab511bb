"""Which kind of duty a sentence holds (phát động, tuyên truyền, báo cáo …)."""

from collections.abc import Sequence

from dondoc.reading.words import Phrases, Word, words_of
from dondoc.reading.work import lexicon_duties

_STRONG = tuple((kind, Phrases(phrases)) for kind, phrases in lexicon_duties.KINDS.items())
_WEAK = tuple((kind, Phrases(phrases)) for kind, phrases in lexicon_duties.WEAK_KINDS.items())
_NOUNS = Phrases(lexicon_duties.KIND_NOUNS)
_ANY = {
    kinds: Phrases([*lexicon_duties.KIND_NOUNS, *(one for some in table.values() for one in some)])
    for kinds, table in ((_STRONG, lexicon_duties.KINDS), (_WEAK, lexicon_duties.WEAK_KINDS))
}


def kind_of(text: str) -> str | None:
    """Return the kind that the first telling words of a sentence give; None if there are none."""
    words = words_of(text)
    for kinds in (_STRONG, _WEAK):
        skip = 0
        for index in range(len(words)):
            if index < skip or not _ANY[kinds].begins_with(words[index]):
                continue
            noun = _NOUNS.at(words, index) if kinds is _STRONG else 0
            longest, best = _best(kinds, words, index)
            if noun > longest:
                skip = index + noun
            elif longest:
                return best
    return None


def _best(
    kinds: tuple[tuple[str, Phrases], ...], words: Sequence[Word], index: int
) -> tuple[int, str]:
    lengths = [(phrases.at(words, index), kind) for kind, phrases in kinds]
    return max(lengths, key=lambda pair: pair[0])
