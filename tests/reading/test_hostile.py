"""Files that were made to do harm, or are not what their name says: one clear line, in bounded time."""

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.formats import files, package
from dondoc.reading.formats.files import lines_of
from tests.reading.plans import PLAN
from tests.reading.typists import WORD, docx, paragraph, saved, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refusal(path: Path) -> str:
    """Return the one line with which a file is refused."""
    with pytest.raises(UnreadableDocument) as refused:
        lines_of(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def compound(stream: str, *, first_sector: bytes = b"") -> bytes:
    """Return a file of the old Office container with one named stream at its first sector."""
    header = OLE + b"\x00" * 22 + struct.pack("<H", 9)
    entry = stream.encode("utf-16-le").ljust(64, b"\x00") + b"\x00" * 52 + struct.pack("<I", 0)
    return header.ljust(512, b"\x00") + first_sector.ljust(512, b"\x00") + entry.ljust(512, b"\x00")


def relations(*targets: tuple[str, str, str]) -> bytes:
    """Return a part of relations: type, target, mode."""
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'.encode()


NAMED = [
    ("bang-tinh.docx", zipped({"xl/workbook.xml": b"<x/>"}), "là bảng tính, không phải văn bản"),
    ("trinh-chieu.docx", zipped({"ppt/presentation.xml": b"<x/>"}), "là tệp trình chiếu"),
    ("nhieu-tep.docx", zipped({"ghi-chu.txt": b"x"}), "là tệp nén nhưng không chứa văn bản Word"),
    ("bang-tinh-cu.doc", compound("Workbook"), "là bảng tính, không phải văn bản"),
    ("mat-khau.docx", compound("EncryptedPackage"), "có đặt mật khẩu; hãy mở tệp, bỏ mật khẩu"),
    (
        "mat-khau.doc",
        compound("WordDocument", first_sector=b"\xec\xa5" + b"\x00" * 9 + b"\x01"),
        "có đặt mật khẩu; hãy mở tệp, bỏ mật khẩu",
    ),
    ("nen.docx", b"Rar!\x1a\x07\x00" + b"\x00" * 20, "là tệp nén; hãy giải nén"),
    ("may-anh.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "là ảnh HEIC của điện thoại"),
    ("chuong-trinh.txt", b"MZ\x90\x00" + b"\x00" * 40, "không thuộc loại đọc được"),
    ("la.doc", OLE + b"\x00" * 600, "không thuộc loại đọc được"),
]


@pytest.mark.parametrize(("name", "content", "says"), NAMED, ids=[one[0] for one in NAMED])
def test_a_file_is_called_what_it_is(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    assert refusal(saved(tmp_path, name, content)).startswith(f"Tệp “{name}” {says}")


def test_a_picture_under_the_name_of_a_word_file_is_read_as_a_picture(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (60, 40), 255).save(picture, "PNG")

    assert refusal(saved(tmp_path, "anh.docx", picture.getvalue())) == (
        "Tệp “anh.docx” không có chữ nào; hãy chọn tệp có nội dung kế hoạch."
    )


def test_a_word_file_under_another_name_is_read_as_a_word_file(tmp_path: Path) -> None:
    path = saved(tmp_path, "ke-hoach.pdf", docx(paragraph("Công an xã giữ trật tự")))

    assert [line.text for line in lines_of(path)] == ["Công an xã giữ trật tự"]


def test_a_text_under_the_name_of_a_word_file_is_read_as_a_text(tmp_path: Path) -> None:
    assert lines_of(saved(tmp_path, "a.doc", PLAN.encode())) == lines_of(
        saved(tmp_path, "a.txt", PLAN.encode())
    )


@pytest.mark.parametrize("ending", [".docx", ".txt", ".pdf", ".odt"])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"lon{ending}"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    started = time.monotonic()

    assert refusal(path) == (
        f"Tệp “lon{ending}” quá lớn (200 MB, tối đa 50 MB); hãy chọn đúng tệp kế hoạch."
    )
    assert time.monotonic() - started < 1


def test_noise_as_large_as_a_file_may_be_is_refused_in_bounded_time(tmp_path: Path) -> None:
    noise = bytes(range(256)) * (files.LARGEST // 256)
    path = saved(tmp_path, "on.txt", noise)

    started = time.monotonic()

    assert refusal(path).startswith("Tệp “on.txt” không phải văn bản và không thuộc loại đọc được")
    assert time.monotonic() - started < 5


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": b" " * (package.LARGEST_UNPACKED + 1)})

    assert refusal(saved(tmp_path, "bom.docx", bomb)) == (
        "Tệp “bom.docx” khi giải nén vượt quá 200 MB; hãy chọn đúng tệp kế hoạch."
    )


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    bomb = bytearray(zipped({"word/document.xml": b" " * 30_000_000}))
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = bomb.index(sign) + at
        bomb[place : place + 4] = struct.pack("<I", 1000)

    assert "bị hỏng ở phần word/document.xml" in refusal(saved(tmp_path, "bom.docx", bytes(bomb)))


def test_a_part_that_is_larger_than_any_text_is_refused(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": b" " * (package.LARGEST_PART + 1)})

    assert refusal(saved(tmp_path, "bom.docx", bomb)) == (
        "Tệp “bom.docx” có phần word/document.xml quá lớn; hãy chọn đúng tệp kế hoạch."
    )


def test_a_package_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    parts = {f"word/{number}.xml": b"" for number in range(package.MOST_PARTS + 1)}

    assert "có hơn 5000 tệp bên trong" in refusal(saved(tmp_path, "bom.docx", zipped(parts)))


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = docx(paragraph("Công an xã giữ trật tự"))
    path = saved(tmp_path, "long.docx", zipped({"word/document.xml": inner}))

    assert "bị hỏng ở phần word/document.xml" in refusal(path)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.98])
def test_a_word_file_that_was_cut_off_is_refused(tmp_path: Path, kept: float) -> None:
    whole = docx("".join(paragraph(f"Việc thứ {number}") for number in range(400)))
    path = saved(tmp_path, "cut.docx", whole[: int(len(whole) * kept)])

    assert refusal(path) == (
        "Tệp “cut.docx” bị hỏng hoặc tải về chưa đủ nên không mở được; hãy lấy lại tệp gốc."
    )


LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10 if n else "ha" * 500}">' for n in range(9))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>Trật tự &x8;</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="&x8;"/></w:pPr><w:r><w:t>Trật tự</w:t></w:r></w:p>',
    ],
    ids=["text", "attribute"],
)
def test_entities_within_entities_take_neither_time_nor_memory(tmp_path: Path, body: str) -> None:
    document = f"<!DOCTYPE w [{LAUGHS}]><w:document {WORD}><w:body>{body}</w:body></w:document>"
    path = saved(tmp_path, "cuoi.docx", zipped({"word/document.xml": document.encode()}))

    started = time.monotonic()
    try:
        texts = [line.text for line in lines_of(path)]
    except UnreadableDocument as refused:
        texts = [str(refused)]

    assert time.monotonic() - started < 2
    assert sum(map(len, texts)) < 200


def test_nothing_outside_a_package_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.xml"
    secret.write_text(f"<w:document {WORD}><w:body/></w:document>", "utf-8")
    parts = {
        "_rels/.rels": relations(
            ("officeDocument", secret.as_uri(), "External"),
            ("officeDocument", "../../../../../etc/passwd", "Internal"),
        ),
        "word/_rels/document.xml.rels": relations(
            ("styles", "document.xml", "Internal"), ("numbering", "document.xml", "Internal")
        ),
        "word/document.xml": (
            f"<w:document {WORD}><w:body>{paragraph('Giữ trật tự')}</w:body></w:document>"
        ).encode(),
        "../../ngoai.txt": b"x",
        "/etc/tuyet-doi.txt": b"x",
    }

    lines = lines_of(saved(tmp_path, "vong.docx", zipped(parts)))

    assert [line.text for line in lines] == ["Giữ trật tự"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bi-mat.xml", "vong.docx"]


def test_the_main_part_is_found_under_any_name(tmp_path: Path) -> None:
    parts = {
        "_rels/.rels": relations(("officeDocument", "/word/document2.xml", "Internal")),
        "word/document2.xml": (
            f"<w:document {WORD}><w:body>{paragraph('Giữ trật tự')}</w:body></w:document>"
        ).encode(),
    }

    assert [line.text for line in lines_of(saved(tmp_path, "web.docx", zipped(parts)))] == [
        "Giữ trật tự"
    ]


def test_the_strict_dialect_of_the_format_is_read_too(tmp_path: Path) -> None:
    strict = docx(paragraph("Giữ trật tự"))
    with zipfile.ZipFile(io.BytesIO(strict)) as old:
        document = old.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    path = saved(tmp_path, "strict.docx", zipped({"word/document.xml": document}))

    assert [line.text for line in lines_of(path)] == ["Giữ trật tự"]


@pytest.mark.parametrize("depth", [60, 3000])
def test_tables_within_tables_end_somewhere(tmp_path: Path, depth: int) -> None:
    body = (
        "<w:tbl><w:tr><w:tc>" * depth + paragraph("Giữ trật tự") + "</w:tc></w:tr></w:tbl>" * depth
    )
    path = saved(tmp_path, "long.docx", docx(body))

    try:
        texts = [line.text for line in lines_of(path)]
    except UnreadableDocument as refused:
        texts = [str(refused)]

    assert texts == [
        "Giữ trật tự"
        if depth == 60
        else "Tệp “long.docx” bị hỏng ở phần word/document.xml; "
        "hãy mở bằng Word, lưu lại rồi thử lại."
    ]


def test_a_cell_that_claims_to_span_a_million_columns_is_one_cell(tmp_path: Path) -> None:
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>' + paragraph("Giữ trật tự") + "</w:tc>"
    )
    path = saved(tmp_path, "rong.docx", docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))

    assert [line.text for line in lines_of(path)] == ["Giữ trật tự"]


def test_a_compressed_stream_that_is_damaged_is_named(tmp_path: Path) -> None:
    whole = docx("".join(paragraph(f"Việc thứ {zlib.crc32(bytes([n % 250]))}") for n in range(900)))
    damaged = bytearray(whole)
    damaged[len(whole) // 3 : len(whole) // 3 + 40] = b"\x00" * 40

    assert "bị hỏng ở phần word/document.xml" in refusal(
        saved(tmp_path, "hong.docx", bytes(damaged))
    )
