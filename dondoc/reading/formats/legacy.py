"""Texts typed for TCVN3 or VNI fonts → Unicode: told by the font's name, or by their patterns.

Such a text shows as Western letters ("Uû ban nh©n d©n"): each letter or pair of letters stands for
a Vietnamese one. Where no font tells, the words decide: those that hold marks must be Vietnamese
syllables after the conversion and must not be before.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dondoc.reading.formats.legacy_tables import TCVN3, VNI
from dondoc.reading.formats.rimes import marked_words, share_of_words, words_in

#: At least this share of a text's marked words must be syllables after the conversion.
_SURE = 0.75
_FEW = 3
_SAMPLE = 200_000
#: Signs of both encodings that no Vietnamese word holds in Unicode.
_STRANGE = re.compile(
    r"[\u00a1-\u00bf\u00c6\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_PAIRS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_RAISED = re.compile("[à-öø-ýăđĩũơưạ-ỹ](?=[A-ZĂÂÊÔƠƯĐ])")
_SMALL = re.compile("[a-z]")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_FONT_VNI = re.compile(r"VNI[-_ ]", re.IGNORECASE)
_FONT_TCVN3 = re.compile(r"\.\s*Vn", re.IGNORECASE)
# Fonts of symbols keep their signs at private places; Office moves such texts there as well.
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}


def _from_tcvn3(text: str) -> str:
    """Convert; among capitals the letters with tones, which have no capitals, are raised."""
    return _LINE.sub(lambda line: _raised(line.group()), text.translate(TCVN3))


def _raised(line: str) -> str:
    if not _RAISED.search(line):
        return line
    if not _SMALL.search(line):
        return line.upper()
    return _WORD.sub(lambda w: w.group().upper() if _RAISED.search(w.group()) else w.group(), line)


def _from_vni(text: str) -> str:
    return _PAIRS.sub(lambda found: VNI[found.group()], text)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A way to write Vietnamese in Western letters; ``capitals`` says that its font knows no others."""

    name: str
    convert: Callable[[str], str]
    capitals: bool = False

    def __call__(self, text: str) -> str:
        """Return the text in Unicode."""
        converted = self.convert(text.translate(_PRIVATE))
        return converted.upper() if self.capitals else converted


BY_TCVN3 = Encoding("TCVN3", _from_tcvn3)
BY_VNI = Encoding("VNI", _from_vni)
_BY_CAPITALS = Encoding("TCVN3", _from_tcvn3, capitals=True)


def encoding_of_font(font: str | None) -> Encoding | None:
    """Return the encoding that texts in a font are typed in, None for fonts of Unicode."""
    if font is None:
        return None
    if _FONT_VNI.match(font):
        return BY_VNI
    if _FONT_TCVN3.match(font):
        return _BY_CAPITALS if font.rstrip("0123456789 ").endswith("H") else BY_TCVN3
    return None


def joined(pieces: Iterable[tuple[Encoding | None, str]]) -> str:
    """Return the pieces of a paragraph in Unicode, each by the encoding of its font.

    Old fonts stay behind when a text is retyped in Unicode: where the pieces of one encoding hold
    letters that it cannot write, they are left as they are.
    """
    runs: list[tuple[Encoding | None, str]] = []
    for encoding, text in pieces:
        if runs and runs[-1][0] == encoding:
            # A VNI letter may be cut in two where a run ends.
            runs[-1] = (encoding, runs[-1][1] + text)
        else:
            runs.append((encoding, text))
    retyped = {encoding.name for encoding, text in runs if encoding and _UNICODE.search(text)}
    return "".join(
        text if encoding is None or encoding.name in retyped else encoding(text)
        for encoding, text in runs
    )


@dataclass(frozen=True, slots=True)
class Guess:
    """The encoding that a document shows by its words; ``alone`` where nothing of it is Unicode."""

    encoding: Encoding
    alone: bool

    def mended(self, text: str) -> str:
        """Return one paragraph of the document in Unicode, as it stands where it is Unicode already."""
        if text.isascii() or _UNICODE.search(text):
            return text
        converted = self.encoding(text)
        after = words_in(marked_words(unicodedata.normalize("NFC", converted)))
        before = words_in(marked_words(text))
        # "cá" is a word as it stands and another one, "cỏ", if it was typed in TCVN3.
        return converted if after > before or (after == before and self.alone) else text


def guess_of(text: str) -> Guess | None:
    """Return what a text shows by its words, None for Unicode and for other languages."""
    sample = text[:_SAMPLE]
    if not _STRANGE.search(sample):
        return None
    lines = [line for line in sample.splitlines() if _STRANGE.search(line)]
    encoding = best_of((BY_TCVN3, BY_VNI), "\n".join(lines))
    return None if encoding is None else Guess(encoding, alone=not _UNICODE.search(sample))


def best_of(encodings: Iterable[Encoding], text: str) -> Encoding | None:
    """Return the encoding under which a text's marked words become syllables, if that is clear."""
    words = marked_pieces(text)
    if len(words) < _FEW:
        return None
    before = share_of_words(marked_words(text))
    shares = {one.name: share_of_words([one(word) for word in words]) for one in encodings}
    best = max(encodings, key=lambda one: shares[one.name])
    return best if shares[best.name] >= max(_SURE, before + 0.2) else None


def marked_pieces(text: str) -> list[str]:
    """Return the pieces between blanks that hold signs beyond ASCII, without signs around them."""
    # Half of the signs are no letters ("nh©n"), so words cannot be found by letters.
    pieces = (piece.strip("\"'“”‘’‚„‹›.,;:!?()[]{}/-–—…*+•<>%") for piece in text.split())
    return [
        part
        for piece in pieces
        if not piece.isascii()
        for part in re.split(r"[/\-–,.;:()]", piece)
        if part and not part.isascii()
    ]
