"""The parts of a zipped office document, read with bounds on size and without outside entities."""

import io
import posixpath
import zipfile
import zlib

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.errors import UnreadableDocument

LARGEST_UNPACKED = 200 * 1024 * 1024
#: The text of a thousand pages takes a tenth of this; parsed it needs ten times as much memory.
LARGEST_PART = 64 * 1024 * 1024
MOST_PARTS = 5000
_ENTRY = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError,
    ValueError, OverflowError,
)  # fmt: skip
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Both dialects of the format say the same in other namespaces (ISO/IEC 29500, strict).
_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)


class Package:
    """A zipped document in memory. ``name`` is what messages call it."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        if content.count(_ENTRY) > MOST_PARTS:
            raise self.refused(f"có hơn {MOST_PARTS} tệp bên trong; hãy chọn đúng tệp kế hoạch")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise self.refused(
                "bị hỏng hoặc tải về chưa đủ nên không mở được; hãy lấy lại tệp gốc"
            ) from error
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise self.refused("khi giải nén vượt quá 200 MB; hãy chọn đúng tệp kế hoạch")
        self._names = frozenset(self._zip.namelist())

    def refused(self, what: str) -> UnreadableDocument:
        """Return the error that says what is wrong with this file."""
        return UnreadableDocument(f"Tệp “{self._name}” {what}.")

    def raw(self, part: str) -> bytes:
        """Return the bytes of a part, none if there is no such part.

        Raises:
            UnreadableDocument: it is damaged or larger than any text is.
        """
        if part not in self._names:
            return b""
        try:
            with self._zip.open(part) as stream:
                content = stream.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise self._damaged(part) from error
        if len(content) > LARGEST_PART:
            raise self.refused(f"có phần {part} quá lớn; hãy chọn đúng tệp kế hoạch")
        return content.replace(*_STRICT)

    def parsed(self, part: str, content: bytes) -> etree._Element:
        """Return the root of a part whose bytes are at hand."""
        root = parsed_xml(content)
        if root is None:
            raise self._damaged(part)
        return root

    def part(self, part: str) -> etree._Element | None:
        """Return the root of a part, or None if there is no such part."""
        content = self.raw(part)
        return self.parsed(part, content) if content else None

    def relations(self, part: str) -> dict[str, str]:
        """Return the parts that a part points to inside the package, by the last word of their type.

        Only the first of each type counts; what points outside is left alone.
        """
        folder, file = posixpath.split(part)
        found: dict[str, str] = {}
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in [] if root is None else root.iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if path in self._names:
                found.setdefault(relation.get("Type", "").rpartition("/")[2], path)
        return found

    def _damaged(self, part: str) -> UnreadableDocument:
        return self.refused(f"bị hỏng ở phần {part}; hãy mở bằng Word, lưu lại rồi thử lại")


def parsed_xml(content: bytes) -> etree._Element | None:
    """Return the root of XML without entities resolved or anything fetched, None if it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
