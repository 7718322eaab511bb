"""What a file is, by its content: offices rename files, and programs lie about what they save."""

import io
import re
import zipfile
from enum import Enum, auto


class Kind(Enum):
    """A format that is read, or that a message should call by its name."""

    DOCX = auto()
    ODT = auto()
    FLAT_ODT = auto()
    DOC = auto()
    RTF = auto()
    WORD_XML = auto()
    HTML = auto()
    MHTML = auto()
    PDF = auto()
    PICTURE = auto()
    TEXT = auto()
    PROTECTED = auto()
    SHEET = auto()
    SLIDES = auto()
    ARCHIVE = auto()
    PACKED = auto()
    HEIC = auto()
    OTHER = auto()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Some programs write a line or blanks before "%PDF".
_PDF_WITHIN = 1024
_HEAD = 4096
_MAGIC = (
    (b"{\\rtf", Kind.RTF),
    (b"Rar!\x1a\x07", Kind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (b"\x1f\x8b", Kind.PACKED),
    (b"BZh", Kind.PACKED),
    (b"\xfd7zXZ\x00", Kind.PACKED),
    (b"MZ", Kind.OTHER),
    (b"\x7fELF", Kind.OTHER),
)
_PICTURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP",
    re.DOTALL,
)
_HEIC = re.compile(rb".{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)
_PAGE = re.compile(
    rb"(?:<!DOCTYPE\s+html|<html|<head|<body|<meta\s|<p[\s>]|<div[\s>])", re.IGNORECASE
)
_MHTML = re.compile(rb"(?:^|\n)(?:MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE)
_WORD_XML = re.compile(rb"progid=\"Word\.Document\"|<w:wordDocument|<pkg:package")
_FLAT_ODT = b"<office:document"
_OFFICE = b"application/vnd.oasis.opendocument."


def kind_of(content: bytes) -> Kind:
    """Return what a file is; ``TEXT`` for anything that is nothing else."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content)
    if content.startswith(_OLE[:4]):
        return _compound(content)
    head = content[:_HEAD]
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if _PICTURE.match(head):
        return Kind.PICTURE
    if _HEIC.match(head):
        return Kind.HEIC
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return _markup(start)


def _markup(start: bytes) -> Kind:
    # A page saved as UTF-16 has a zero beside each letter.
    plain = start.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    if _MHTML.search(plain):
        return Kind.MHTML
    if not plain.startswith(b"<"):
        return Kind.TEXT
    if _WORD_XML.search(plain):
        return Kind.WORD_XML
    if _FLAT_ODT in plain:
        return Kind.FLAT_ODT
    return Kind.HTML if _PAGE.search(plain) else Kind.TEXT


def _package(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            declared = package.open("mimetype").read(80) if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile raises what a damaged archive leads it to
        # The names stand in the archive even where its directory is cut off.
        return Kind.DOCX if b"word/" in content else Kind.ARCHIVE
    if declared.startswith(_OFFICE):
        family = declared[len(_OFFICE) :].split(b"-")[0].strip()
        return {b"spreadsheet": Kind.SHEET, b"presentation": Kind.SLIDES}.get(family, Kind.ODT)
    for part, kind in (
        ("word/", Kind.DOCX), ("xl/", Kind.SHEET), ("ppt/", Kind.SLIDES),
    ):  # fmt: skip
        if any(name.startswith(part) for name in names):
            return kind
    return Kind.ODT if {"content.xml", "META-INF/manifest.xml"} <= names else Kind.ARCHIVE


def _compound(content: bytes) -> Kind:
    """Tell the old formats of Office apart by the names of their streams."""
    for name, kind in (
        ("EncryptedPackage", Kind.PROTECTED), ("WordDocument", Kind.DOC),
        ("Workbook", Kind.SHEET), ("PowerPoint Document", Kind.SLIDES),
    ):  # fmt: skip
        if (at := content.find(name.encode("utf-16-le") + b"\x00\x00")) >= 0:
            return Kind.PROTECTED if kind is Kind.DOC and _locked(content, at) else kind
    return Kind.OTHER


def _locked(content: bytes, entry: int) -> bool:
    """Say whether an old Word file asks for a password (MS-DOC 2.5.2, FibBase, flag fEncrypted)."""
    sector = int.from_bytes(content[entry + 116 : entry + 120], "little")
    size = 1 << min(int.from_bytes(content[30:32], "little"), 12)
    at = (sector + 1) * size
    return content[at : at + 2] == b"\xec\xa5" and bool(
        content[at + 11 : at + 12] > b"" and content[at + 11] & 1
    )
