"""Opens document files; the only module of the package that touches the disk."""

import codecs
from pathlib import Path

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.line import Line
from dondoc.reading.plaintext import lines_from_text
from dondoc.reading.progress import Report, silent
from dondoc.reading.word import lines_from_docx

_LARGEST = 50 * 1024 * 1024
_TEXT = {".txt", ".md"}
_KNOWN = ".docx, .txt, .md"


def lines_of(path: Path, *, report: Report = silent) -> list[Line]:
    """Return the paragraphs and table rows of a file; ``report`` hears of each page.

    Raises:
        UnreadableDocument: one line in Vietnamese: what is wrong, where, and what to do.
    """
    content = _content(path)
    report(0, 1)
    suffix = path.suffix.lower()
    if suffix == ".docx":
        lines = lines_from_docx(content, path.name)
    elif suffix in _TEXT:
        lines = lines_from_text(decoded(content, path.name))
    else:
        raise UnreadableDocument(
            f"Tệp “{path.name}” không thuộc loại đọc được ({_KNOWN}); "
            "hãy lưu kế hoạch thành một trong các loại này rồi thử lại."
        )
    if not lines:
        raise UnreadableDocument(
            f"Tệp “{path.name}” không có chữ nào; hãy chọn tệp có nội dung kế hoạch."
        )
    return lines


def _content(path: Path) -> bytes:
    name = path.name or str(path)
    if path.is_dir():
        raise UnreadableDocument(f"“{name}” là thư mục; hãy chỉ ra một tệp kế hoạch ({_KNOWN}).")
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise UnreadableDocument(
                f"Tệp “{name}” quá lớn ({size // 1048576} MB, tối đa 50 MB); hãy chọn đúng tệp kế hoạch."
            )
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


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 (with or without mark) or UTF-16 (with mark).

    Raises:
        UnreadableDocument: it is in another encoding, or no text at all.
    """
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"Tệp “{name}” không phải văn bản UTF-8 (lỗi ở byte {error.start}); "
            "hãy lưu lại tệp với bảng mã UTF-8 rồi thử lại."
        ) from error
    if "\x00" in text:
        raise UnreadableDocument(
            f"Tệp “{name}” không phải tệp văn bản; hãy chọn tệp kế hoạch ({_KNOWN})."
        )
    return text
