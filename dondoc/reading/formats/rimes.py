"""Telling Vietnamese words by onset, rime and tone: strict enough to judge a guess at an encoding."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_ONSET = re.compile(r"ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]")
_LISTED = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi
om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych
uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ych ynh yt
"""
_RIMES = frozenset(_LISTED.split())
_TONES = "\u0300\u0301\u0303\u0309\u0323"
#: After a stop only two of the six tones are possible.
_STOP = ("c", "ch", "p", "t")
_AFTER_STOP = "\u0301\u0323"
_WORD = re.compile(r"[^\W\d_]+")


def marked_words(text: str) -> list[str]:
    """Return the words that hold anything beyond ASCII; NFC is expected."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Say whether letters in NFC make one Vietnamese syllable; capitals do not matter."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [ch for ch in spread if ch in _TONES]
    plain = unicodedata.normalize("NFC", "".join(ch for ch in spread if ch not in _TONES))
    if len(tones) > 1:
        return False
    if plain.endswith(_STOP) and not (tones and tones[0] in _AFTER_STOP):
        return False
    onset = _ONSET.match(plain)
    rests = {plain, plain[onset.end() :]} if onset else {plain}
    if onset and onset.group() == "gi":
        rests.add(plain[1:])
    return not rests.isdisjoint(_RIMES)


def words_in(words: Iterable[str]) -> int:
    """Count the words that are Vietnamese."""
    return sum(map(is_word, words))


def share_of_words(words: Sequence[str]) -> float:
    """Return which share of the words is Vietnamese; 0 of none."""
    return words_in(words) / max(len(words), 1)
