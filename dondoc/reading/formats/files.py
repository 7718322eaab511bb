"""Opens document files; the only module of the package that touches the disk."""

from collections.abc import Callable
from pathlib import Path

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.formats.encodings import READABLE, decoded
from dondoc.reading.formats.sniff import Kind, kind_of
from dondoc.reading.line import Line
from dondoc.reading.progress import Report, silent
from dondoc.reading.structure.plaintext import lines_from_text

#: Bytes of a file; what is larger is refused before it is read.
LARGEST = 50 * 1024 * 1024
_REFUSED = {
    Kind.PROTECTED: "có đặt mật khẩu; hãy mở tệp, bỏ mật khẩu, lưu lại rồi thử lại",
    Kind.SHEET: "là bảng tính, không phải văn bản; hãy chọn tệp kế hoạch, hoặc chép bảng sang Word",
    Kind.SLIDES: "là tệp trình chiếu, không phải văn bản; hãy chọn tệp kế hoạch",
    Kind.ARCHIVE: "là tệp nén nhưng không chứa văn bản Word; hãy giải nén rồi chọn tệp kế hoạch",
    Kind.PACKED: "là tệp nén; hãy giải nén rồi chọn tệp kế hoạch bên trong",
    Kind.HEIC: "là ảnh HEIC của điện thoại; hãy lưu ảnh thành JPG rồi thử lại",
    Kind.OTHER: f"không thuộc loại đọc được ({READABLE}); hãy chọn đúng tệp kế hoạch",
}
_BY_OFFICE = {Kind.DOC: ".doc", Kind.RTF: ".rtf", Kind.WORD_XML: ".xml"}


def lines_of(path: Path, *, report: Report = silent) -> list[Line]:
    """Return the paragraphs and table rows of a file; ``report`` hears of each page.

    The content decides how it is read, not the ending of its name.

    Raises:
        UnreadableDocument: one line in Vietnamese: what is wrong, where, and what to do.
    """
    content = _content(path)
    report(0, 1)
    kind = kind_of(content)
    if kind in _REFUSED:
        raise UnreadableDocument(f"Tệp “{path.name}” {_REFUSED[kind]}.")
    try:
        lines = _reader_of(kind)(content, path.name, report)
    except RecursionError:
        raise UnreadableDocument(
            f"Tệp “{path.name}” có cấu trúc lồng nhau quá sâu, không giống văn bản hành chính; "
            "hãy mở bằng Word, lưu lại thành .docx rồi thử lại."
        ) from None
    if not lines:
        raise UnreadableDocument(
            f"Tệp “{path.name}” không có chữ nào; hãy chọn tệp có nội dung kế hoạch."
        )
    return lines


_Reader = Callable[[bytes, str, Report], list[Line]]


def _reader_of(kind: Kind) -> _Reader:
    """Return what reads a format; each brings its libraries along only when it is needed."""
    readers: dict[Kind, _Reader] = {
        Kind.DOCX: _docx, Kind.ODT: _odt, Kind.FLAT_ODT: _flat_odt, Kind.PDF: _pdf,
        Kind.PICTURE: _picture, Kind.HTML: _page, Kind.MHTML: _saved_page, Kind.TEXT: _text,
    }  # fmt: skip
    if kind in _BY_OFFICE:
        return lambda content, name, _report: _by_office(content, name, _BY_OFFICE[kind])
    return readers[kind]


def _docx(content: bytes, name: str, _report: Report) -> list[Line]:
    from dondoc.reading.formats.word import lines_from_docx

    return lines_from_docx(content, name)


def _odt(content: bytes, name: str, _report: Report) -> list[Line]:
    from dondoc.reading.formats.odt import lines_from_odt

    return lines_from_odt(content, name)


def _flat_odt(content: bytes, name: str, _report: Report) -> list[Line]:
    from dondoc.reading.formats.odt import lines_from_flat_odt

    return lines_from_flat_odt(content, name)


def _by_office(content: bytes, name: str, ending: str) -> list[Line]:
    from dondoc.reading.formats.office import docx_of
    from dondoc.reading.formats.word import lines_from_docx

    return lines_from_docx(docx_of(content, name, ending), name)


def _pdf(content: bytes, name: str, report: Report) -> list[Line]:
    from dondoc.reading.pages.pdf import lines_from_pdf

    return lines_from_pdf(content, name, report)


def _picture(content: bytes, name: str, report: Report) -> list[Line]:
    from dondoc.reading.pages.ocr import lines_from_image

    return lines_from_image(content, name, report)


def _page(content: bytes, name: str, _report: Report) -> list[Line]:
    from dondoc.reading.formats.webpage import lines_from_html

    return lines_from_html(content, name)


def _saved_page(content: bytes, name: str, _report: Report) -> list[Line]:
    from dondoc.reading.formats.webpage import lines_from_mhtml

    return lines_from_mhtml(content, name)


def _text(content: bytes, name: str, _report: Report) -> list[Line]:
    return lines_from_text(decoded(content, name))


def _content(path: Path) -> bytes:
    name = path.name or str(path)
    if path.is_dir():
        raise UnreadableDocument(f"“{name}” là thư mục; hãy chỉ ra một tệp kế hoạch ({READABLE}).")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableDocument(
                f"Tệp “{name}” quá lớn ({size // 1048576} MB, tối đa 50 MB); hãy chọn đúng tệp kế hoạch."
            )
        if not path.is_file():
            raise UnreadableDocument(f"“{name}” không phải tệp thường; hãy chọn đúng tệp kế hoạch.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(f"Không có tệp “{path}”; hãy kiểm tra lại đường dẫn.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocument(
            f"Không mở được tệp “{name}” ({reason}); hãy kiểm tra quyền đọc tệp."
        ) from error
    if not content.strip():
        raise UnreadableDocument(f"Tệp “{name}” trống; hãy chọn tệp có nội dung kế hoạch.")
    return content
