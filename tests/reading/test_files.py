"""Files that cannot be read give one line that says what, where and what to do."""

from pathlib import Path

import pytest
from docx import Document

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_document, read_text
from tests.reading.plans import PLAN
from tests.reading.typists import zipped

READABLE = ".docx, .doc, .odt, .rtf, .pdf, .txt, .md, ảnh quét"
BROKEN = [
    ("trong.txt", b"", "Tệp “trong.txt” trống; hãy chọn tệp có nội dung kế hoạch."),
    ("trang.txt", b" \n\n", "Tệp “trang.txt” trống; hãy chọn tệp có nội dung kế hoạch."),
    (
        "nen.docx",
        zipped({"ghi-chu.txt": b"xin chao"}),
        "Tệp “nen.docx” là tệp nén nhưng không chứa văn bản Word; "
        "hãy giải nén rồi chọn tệp kế hoạch.",
    ),
    (
        "hong.docx",
        zipped({"word/document.xml": b"<w:document"}),
        "Tệp “hong.docx” bị hỏng ở phần word/document.xml; hãy mở bằng Word, lưu lại rồi thử lại.",
    ),
    (
        "thieu.docx",
        zipped({"word/styles.xml": b"<x/>"}),
        "Tệp “thieu.docx” là tệp nén nhưng không chứa văn bản Word; hãy chọn lại tệp gốc.",
    ),
    (
        "khac.xyz",
        b"abc\x00\x01\x02def",
        f"Tệp “khac.xyz” không phải văn bản và không thuộc loại đọc được ({READABLE}); "
        "hãy chọn đúng tệp kế hoạch.",
    ),
    (
        "hong.txt",
        b"\xff\xfe\x00\xd8\x41\x00",
        "Tệp “hong.txt” bị hỏng ở byte 0 (bảng mã UTF-16-LE); "
        "hãy mở tệp gốc, lưu lại với bảng mã UTF-8 rồi thử lại.",
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
    path.write_bytes(zipped({"word/document.xml": body.encode()}))

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
