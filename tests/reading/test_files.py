"""Files that cannot be read give one line that says what, where and what to do."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from dondoc.reading import package
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_document, read_text
from tests.reading.plans import PLAN

_PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


BROKEN = [
    ("trong.txt", b"", "Tệp “trong.txt” trống; hãy chọn tệp có nội dung kế hoạch."),
    ("trang.txt", b" \n\n", "Tệp “trang.txt” trống; hãy chọn tệp có nội dung kế hoạch."),
    (
        "anh.docx",
        _PNG,
        "Tệp “anh.docx” không phải tệp Word (có thể là ảnh hoặc tệp khác bị đổi đuôi, "
        "hoặc tệp hỏng); hãy chọn lại tệp gốc.",
    ),
    (
        "nen.docx",
        _zip({"ghi-chu.txt": b"xin chao"}),
        "Tệp “nen.docx” là tệp nén nhưng không chứa văn bản Word; hãy chọn lại tệp gốc.",
    ),
    (
        "hong.docx",
        _zip({"word/document.xml": b"<w:document"}),
        "Tệp “hong.docx” bị hỏng ở phần word/document.xml; hãy mở bằng Word, lưu lại rồi thử lại.",
    ),
    (
        "cu.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "Tệp “cu.docx” là tệp .doc cũ hoặc có đặt mật khẩu; "
        "hãy mở bằng Word, bỏ mật khẩu và lưu thành .docx.",
    ),
    (
        "bang.xyz",
        b"noi dung",
        "Tệp “bang.xyz” không thuộc loại đọc được (.docx, .txt, .md); "
        "hãy lưu kế hoạch thành một trong các loại này rồi thử lại.",
    ),
    (
        "la.txt",
        b"T\xe6 ch\xf8c",
        "Tệp “la.txt” không phải văn bản UTF-8 (lỗi ở byte 1); "
        "hãy lưu lại tệp với bảng mã UTF-8 rồi thử lại.",
    ),
    (
        "nhi-phan.txt",
        b"abc\x00def",
        "Tệp “nhi-phan.txt” không phải tệp văn bản; hãy chọn tệp kế hoạch (.docx, .txt, .md).",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), BROKEN, ids=[b[0] for b in BROKEN])
def test_a_broken_file_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableDocument) as refused:
        read_document(path)

    assert str(refused.value) == message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "khong-co.docx"

    with pytest.raises(UnreadableDocument) as refused:
        read_document(path)

    assert str(refused.value) == f"Không có tệp “{path}”; hãy kiểm tra lại đường dẫn."


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="là thư mục"):
        read_document(tmp_path)


def test_a_word_file_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trang.docx"
    Document().save(str(path))

    with pytest.raises(UnreadableDocument, match="không có chữ nào"):
        read_document(path)


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bom.docx"
    path.write_bytes(_zip({"word/document.xml": b" " * 20_000}))
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 10_000)

    with pytest.raises(UnreadableDocument, match="khi giải nén vượt quá"):
        read_document(path)


def test_entities_of_a_hostile_file_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mật khẩu", encoding="utf-8")
    body = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>TỔ CHỨC THỰC HIỆN</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>1. Công an xã giữ kín &x;.</w:t></w:r></w:p></w:body></w:document>"
    )
    path = tmp_path / "doc.docx"
    path.write_bytes(_zip({"word/document.xml": body.encode()}))

    assert "mật khẩu" not in read_document(path).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_usual_unicode_encodings_give_the_same_reading(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "ke-hoach.txt"
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    path.write_bytes(mark + PLAN.encode(encoding))

    assert read_document(path) == read_text(PLAN)


def test_markdown_signs_are_no_part_of_the_words(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.md"
    path.write_text(
        "## III. TỔ CHỨC THỰC HIỆN\n\n**1. Công an xã**\n\n* Giữ trật tự.\n* Cấm xe.\n",
        encoding="utf-8",
    )

    clauses = read_document(path).clauses

    assert [(c.path, c.lead, c.text) for c in clauses] == [
        ("III.1.-1", ("Công an xã",), "Giữ trật tự."),
        ("III.1.-2", ("Công an xã",), "Cấm xe."),
    ]
