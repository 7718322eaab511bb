"""Texts written as they were before Unicode, by encoders of the tests' own, and files around them."""

import io
import unicodedata
import zipfile
from pathlib import Path

from dondoc.reading.formats.files import lines_of

_TONES = {"\u0300": 0, "\u0309": 1, "\u0303": 2, "\u0301": 3, "\u0323": 4}
#: TCVN 5712:1993, VN3: for each vowel its places with grave, hook, tilde, acute, dot.
_TCVN3_TONES = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ",
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
_TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", "¡¢£¤¥¦§¨©ª«¬\u00ad®", strict=True))
#: VNI: the signs behind a vowel, with grave, hook, tilde, acute, dot.
_VNI_TONES = {
    "ă": "èúüéë", "â": "àåãáä", "ê": "àåãáä", "ô": "àåãáä", "i": "ìæóíò",
}  # fmt: skip
_VNI_USUAL = "øûõùï"
_VNI_BASES = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "ô", "ư": "ö"}
_VNI_PLAIN = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}


def _parted(letter: str) -> tuple[str, int | None]:
    """Split a letter into its vowel, marks kept, and the number of its tone."""
    spread = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[ch] for ch in spread if ch in _TONES), None)
    return unicodedata.normalize("NFC", "".join(ch for ch in spread if ch not in _TONES)), tone


def as_tcvn3(text: str) -> str:
    """Write as with a ".Vn" font; a capital with a tone becomes small: it has no place."""
    return "".join(map(_tcvn3, unicodedata.normalize("NFC", text)))


def _tcvn3(letter: str) -> str:
    vowel, tone = _parted(letter)
    if tone is not None:
        return _TCVN3_TONES[vowel.lower()][tone]
    return _TCVN3_PLAIN.get(letter, letter)


def as_vni(text: str) -> str:
    """Write as with a "VNI-" font."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    vowel, tone = _parted(letter.lower())
    if tone is None:
        written = _VNI_PLAIN.get(vowel, vowel)
    elif vowel == "i":
        written = _VNI_TONES["i"][tone]
    elif vowel == "y" and tone == 4:
        written = "î"
    else:
        written = _VNI_BASES.get(vowel, vowel) + _VNI_TONES.get(vowel, _VNI_USUAL)[tone]
    return written.upper() if letter.isupper() else written


def as_windows_1258(text: str) -> bytes:
    """Write in Windows-1258, where tones stand behind their letters."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        vowel, tone = _parted(letter)
        written += vowel.encode("cp1258")
        written += b"\xcc\xd2\xde\xec\xf2"[tone : tone + 1] if tone is not None else b""
    return written


def zipped(parts: dict[str, bytes], *, kept: str = "") -> bytes:
    """Return a zip file; the part ``kept`` is stored as it is, as OpenDocument asks of its first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == kept else None)
    return buffer.getvalue()


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: str) -> bytes:
    """Return a .docx whose body is given as XML; further parts of ``word/`` by their names."""
    named = {f"word/{name}.xml": part.encode() for name, part in parts.items()}
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document.encode(), **named})


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs; a run without "<" is plain text."""
    inner = "".join(one if "<" in one else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, *, font: str = "", properties: str = "") -> str:
    """Return a run, in a font where one is named."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def saved(folder: Path, name: str, content: bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path


def texts_of(folder: Path, body: str, **parts: str) -> list[str]:
    """Return the texts of the lines of a .docx whose body is given as XML."""
    path = saved(folder, "ke-hoach.docx", docx(body, **parts))
    return [line.text for line in lines_of(path)]


STYLES = (
    f"<w:styles {WORD}>"
    '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
    "</w:pPr><w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="Chung"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="character" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    "</w:styles>"
)


def in_list(number: int, level: int = 0, more: str = "") -> str:
    """Return the properties of a paragraph of a list."""
    return f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def numbering_part(*lists: str, nums: str = "") -> str:
    """Return a numbering part; each list is given by the XML of its levels."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
        for number, levels in enumerate(lists, start=1)
    )
    usual = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(lists) + 1)
    )
    return f"<w:numbering {WORD}>{abstract}{usual}{nums}</w:numbering>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    """Return the definition of one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )
