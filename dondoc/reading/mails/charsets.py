"""Bytes of a mail → text, whatever charset they claim: Windows-1258, TCVN3, wrong or unknown ones.

Nothing here fails: what cannot be told is decoded with replacement signs, and whoever asks keeps
the raw bytes.
"""

import codecs
import unicodedata

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.formats.encodings import decoded

#: Claims under which anything may stand: mail programs put them without looking.
_CLAIMS_NOTHING = frozenset(
    {
        "", "ascii", "us-ascii", "iso8859-1", "iso-8859-1", "latin-1", "cp1252", "windows-1252",
        "cp1258", "windows-1258", "iso8859-15", "unknown-8bit", "x-unknown", "unknown",
    }
)  # fmt: skip
_ALIASES = {"utf8mb4": "utf-8", "cp-1258": "cp1258", "x-windows-1258": "cp1258", "utf": "utf-8"}


def text_of(content: bytes, charset: str) -> str:
    """Return the text in NFC; valid UTF-8 beats every claim, Vietnamese words beat a western one."""
    text = _text_of(content, charset).replace("\x00", "")
    # Some charsets can write half of a surrogate pair, which no database takes.
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


def _text_of(content: bytes, charset: str) -> str:
    claimed = _known(charset)
    if claimed not in ("utf-7", "iso2022_jp", "hz") and not content.startswith(codecs.BOM_UTF16_LE):
        try:
            # Mail programs that speak of another charset while they write UTF-8 are common; text
            # of another charset that happens to be valid UTF-8 is not.
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        else:
            return _looked_at(content, text)
    if claimed and claimed not in _CLAIMS_NOTHING:
        try:
            return content.decode(claimed)
        except (UnicodeDecodeError, ValueError):
            pass
    try:
        return decoded(content, "thư")
    except UnreadableDocument:
        return content.decode(claimed or "cp1258", "replace")


def _looked_at(content: bytes, text: str) -> str:
    """Valid UTF-8 may still hold the letters of an old encoding, pasted as they looked."""
    if text.isascii():
        return text
    try:
        return decoded(content, "thư")
    except UnreadableDocument:
        return text


def _known(charset: str) -> str:
    """Return Python's name of a charset, or nothing."""
    name = charset.strip().strip("\"'").casefold()
    try:
        found = codecs.lookup(_ALIASES.get(name, name)).name
        # Python has codecs that unpack instead of decoding ("zip"): these refuse here.
        b"a".decode(found)
    except (LookupError, ValueError):
        return ""
    return "" if found in _NO_CHARSET else found


_NO_CHARSET = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
)
