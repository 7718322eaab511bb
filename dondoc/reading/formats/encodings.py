"""Bytes of a text file → text: Unicode in its forms, Windows-1258, TCVN3, VNI."""

import codecs
import unicodedata
from collections.abc import Callable

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.formats.legacy import BY_TCVN3, BY_VNI, guess_of, marked_pieces
from dondoc.reading.formats.rimes import is_word

#: What is read, as messages name it.
READABLE = ".docx, .doc, .odt, .rtf, .pdf, .txt, .md, ảnh quét"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_SAMPLE = 100_000
#: Of the bytes at even or odd places, in UTF-16: blanks and letters without marks have a zero there.
_ZEROS = 0.3
_SURE = 0.75
#: Signs that no text file is made of; a stray one is dropped, more of them are no text.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
_STRAY = 0.002
_DROPPED = dict.fromkeys(_CONTROLS)
_ODD = {code: chr(code) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file; ``name`` is what messages call it.

    Raises:
        UnreadableDocument: it is no text, or in no encoding that could be told.
    """
    text = _unicode(content, name)
    if text is None:
        if _is_binary(content):
            raise _no_text(name)
        text = _eight_bits(content, name)
    if "\x00" in text or _is_binary(text[:_SAMPLE].encode("utf-8", "replace")):
        raise _no_text(name)
    return _mended(text.translate(_DROPPED))


def _is_binary(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(1, len(sample) * _STRAY)


def _no_text(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Tệp “{name}” không phải văn bản và không thuộc loại đọc được ({READABLE}); "
        "hãy chọn đúng tệp kế hoạch."
    )


def _unicode(content: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, name)
    wide = _wide(content[:_SAMPLE])
    if wide is not None:
        return _strict(content, wide, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that was cut off ends in half a letter.
        if error.start >= len(content) - 3:
            return content[: error.start].decode("utf-8")
        return None


def _strict(content: bytes, encoding: str, name: str) -> str:
    whole = len(content) - len(content) % {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4}.get(
        encoding, 1
    )
    try:
        return content[:whole].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"Tệp “{name}” bị hỏng ở byte {error.start} (bảng mã {encoding.upper()}); "
            "hãy mở tệp gốc, lưu lại với bảng mã UTF-8 rồi thử lại."
        ) from error


def _wide(sample: bytes) -> str | None:
    """Return which UTF-16 a sample without mark is in, by where its zeros stand."""
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _ZEROS and even < odd / 20:
        return "utf-16-le"
    if even > _ZEROS and odd < even / 20:
        return "utf-16-be"
    return None


def _eight_bits(content: bytes, name: str) -> str:
    """Decode by the encoding under which the words with marks are Vietnamese.

    A file of parts in different encodings has no such encoding and is refused.
    """
    sample = content[:_SAMPLE]
    if not marked_pieces(_western(sample)):
        return _western(content)
    shares = {read: _share(sample, read) for read in (_windows_1258, _tcvn3, _vni)}
    best = max(shares, key=lambda read: shares[read])
    if shares[best] < _SURE:
        raise UnreadableDocument(
            f"Tệp “{name}” không rõ bảng mã (không phải UTF-8, UTF-16, Windows-1258, TCVN3 hay VNI, "
            "hoặc trộn nhiều bảng mã); hãy mở tệp gốc, lưu lại với bảng mã UTF-8 rồi thử lại."
        )
    return best(content)


def _share(sample: bytes, read: Callable[[bytes], str]) -> float:
    pieces = marked_pieces(_western(sample))
    words = [unicodedata.normalize("NFC", read(_back(piece))) for piece in pieces]
    return sum(map(is_word, words)) / max(len(words), 1)


def _western(content: bytes) -> str:
    return content.decode("cp1252", "surrogateescape").translate(
        {0xDC00 + code: sign for code, sign in _ODD.items()}
    )


def _back(text: str) -> bytes:
    return b"".join(
        bytes([ord(ch)]) if ord(ch) in _ODD else ch.encode("cp1252", "replace") for ch in text
    )


def _windows_1258(content: bytes) -> str:
    return content.decode("cp1258", "replace")


def _tcvn3(content: bytes) -> str:
    return BY_TCVN3(_western(content))


def _vni(content: bytes) -> str:
    return BY_VNI(_western(content))


def _mended(text: str) -> str:
    """Convert what was pasted into a Unicode file in the letters of an old encoding."""
    guess = guess_of(text)
    if guess is None:
        return text
    return "".join(map(guess.mended, text.splitlines(keepends=True)))
