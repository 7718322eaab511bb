"""The parts of a .docx package, read with bounds on size and without outside entities."""

import io
import zipfile
import zlib

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.errors import UnreadableDocument

LARGEST_UNPACKED = 200 * 1024 * 1024
_DOCUMENT = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0"


class Package:
    """A .docx file in memory. ``name`` is what messages call it."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        if content.startswith(_OLE):
            raise self._broken(
                "là tệp .doc cũ hoặc có đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu và lưu thành .docx"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._broken(
                "không phải tệp Word (có thể là ảnh hoặc tệp khác bị đổi đuôi, hoặc tệp hỏng); hãy chọn lại tệp gốc"
            ) from error
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise self._broken("khi giải nén vượt quá 200 MB; hãy chọn đúng tệp kế hoạch")
        if _DOCUMENT not in self._zip.namelist():
            raise self._broken("là tệp nén nhưng không chứa văn bản Word; hãy chọn lại tệp gốc")

    def _broken(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"Tệp “{self._name}” {what}.")

    def document(self) -> etree._Element:
        """Return the root of the main part."""
        root = self.part(_DOCUMENT)
        if root is None:
            raise self._broken("không chứa văn bản Word; hãy chọn lại tệp gốc")
        return root

    def part(self, part_name: str) -> etree._Element | None:
        """Return the root of a part, or None if there is no such part."""
        try:
            if part_name not in self._zip.namelist():
                return None
            with self._zip.open(part_name) as stream:
                content = stream.read(LARGEST_UNPACKED + 1)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(content, parser)
        except (
            zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError,
            OSError, ValueError, etree.XMLSyntaxError,
        ) as error:  # fmt: skip
            raise self._broken(
                f"bị hỏng ở phần {part_name}; hãy mở bằng Word, lưu lại rồi thử lại"
            ) from error
