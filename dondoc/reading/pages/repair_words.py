"""Misread words of one line of a scan: official phrases, digits in dates, specks."""

import re
from itertools import pairwise

from dondoc.reading.folding import bare, fold_word
from dondoc.reading.pages.repair_lexicon import LONGEST, PHRASES, TWINS

_WORD = re.compile(r"[^\W\d_]+")
#: What may stand between the words of a phrase.
_BETWEEN = re.compile(r" | ?[-–] ?")
_DATE = re.compile(
    r"(?<![\w/])(?P<day>[\dlIOoi|]{1,2})/(?P<month>[\dlIOoi|]{1,2})(?P<year>/[\dlIOoSs|]{4})?(?![\w/])"
)
_WRITTEN = re.compile(r"\b(ngày|tháng|năm) ([\dlIOoS|]{1,4})(?=[\s,.;)]|$)")
_OF_DOCUMENT = re.compile(r"^(Số\s*:?)\s*([\dlIOoSsB]{1,5})(?=\s*[-/]\s*[A-ZĐ])")
_DIGITS = str.maketrans("lIi|OoSs", "11110055")
#: "Lưu ý:" opens a paragraph of its own; its first letter leans.
_NOTE = re.compile(r"^(\**\s*)[^\W\d_]?[ưứừửữự]u ?[ýyỳỷ] ?:")
_OFFICE = re.compile(r"\bS[ờỡợỏ](?= [A-ZĐ])")
_SPECKS = re.compile(r"^[|\\^¦]+(?=\s|$)|(?<=\s)[|\\_~^¬¦]+(?=\s|$)|(?<=\w)[|\\]+(?=\s|$)")
_SPACES = re.compile(r"\s{2,}")


def repaired_words(text: str) -> str:
    """Return a line with its sure misreadings put right; all else is kept word for word."""
    text = _SPACES.sub(" ", _SPECKS.sub("", text)).strip()
    text = _DATE.sub(_date, text)
    text = _WRITTEN.sub(_written, text)
    text = _OF_DOCUMENT.sub(_document_number, text)
    text = _NOTE.sub(r"\1Lưu ý:", text)
    text = _OFFICE.sub("Sở", text)
    for start, end, words in reversed(_misread(text)):
        text = text[:start] + words + text[end:]
    return text


def misreadings(text: str) -> tuple[int, int]:
    """Return how many official phrases of a text are misread, and how many there are."""
    found = _phrases(text)
    return len([1 for *_, right in found if not right]), len(found)


def _date(found: re.Match[str]) -> str:
    text = found.group()
    if not any(ch.isdigit() for ch in text):
        return text
    right = text.translate(_DIGITS)
    day, month = (int(part) for part in right.split("/")[:2])
    return right if 1 <= day <= 31 and 1 <= month <= 12 else text


def _written(found: re.Match[str]) -> str:
    number = found.group(2)
    if not any(ch.isdigit() for ch in number):
        return found.group()
    return f"{found.group(1)} {number.translate(_DIGITS)}"


def _document_number(found: re.Match[str]) -> str:
    number = found.group(2)
    if not any(ch.isdigit() for ch in number):
        return found.group()
    return f"{found.group(1)} {number.translate(_DIGITS)}"


def _misread(text: str) -> list[tuple[int, int, str]]:
    """Return where words must be replaced, in order, and by what."""
    return [
        (start, end, right)
        for start, end, spelled, known in _phrases(text)
        if not known
        for right in [spelled]
    ]


def _phrases(text: str) -> list[tuple[int, int, str, bool]]:
    """Return each official phrase: its place, how it is spelled rightly, and whether it is so."""
    words = list(_WORD.finditer(text))
    plain = [bare(word.group()) for word in words]
    found: list[tuple[int, int, str, bool]] = []
    index = 0
    while index < len(words):
        length = _length_at(text, words, plain, index)
        if length:
            part = words[index : index + length]
            found.append(_compared(text, part, PHRASES[tuple(plain[index : index + length])]))
        index += length or 1
    return found


def _length_at(text: str, words: list[re.Match[str]], plain: list[str], index: int) -> int:
    for length in range(min(LONGEST, len(words) - index), 1, -1):
        if tuple(plain[index : index + length]) not in PHRASES:
            continue
        part = words[index : index + length]
        together = all(_BETWEEN.fullmatch(text[a.end() : b.start()]) for a, b in pairwise(part))
        if together and not _is_name(part):
            return length
    return 0


def _is_name(part: list[re.Match[str]]) -> bool:
    """Say whether each word begins with a capital, as in the name of a person or a street."""
    return all(word.group().istitle() for word in part)


def _compared(
    text: str, part: list[re.Match[str]], spellings: list[tuple[str, ...]]
) -> tuple[int, int, str, bool]:
    start, end = part[0].start(), part[-1].end()
    read = tuple(word.group().lower() for word in part)
    folded = tuple(map(fold_word, read))
    if _is_shouted(part):
        first = part[0].group()
        return start, end, first.capitalize() + text[part[0].end() : end], False
    if read in TWINS or any(folded == tuple(map(fold_word, right)) for right in spellings):
        return start, end, text[start:end], True
    right = ""
    at = start
    for word, spelled in zip(part, spellings[0], strict=True):
        right += text[at : word.start()] + _like(word.group(), spelled)
        at = word.end()
    return start, end, right, False


def _is_shouted(part: list[re.Match[str]]) -> bool:
    """Say whether only the first word is in capitals: the second letter is small in truth."""
    first = part[0].group()
    return len(first) == 2 and first.isupper() and part[1].group().islower()


def _like(read: str, spelled: str) -> str:
    """Spell a word rightly in the case it was read in; a right word keeps its tone place."""
    if fold_word(read) == fold_word(spelled):
        return read
    if read.isupper():
        return spelled.upper()
    return spelled.capitalize() if read[0].isupper() else spelled
