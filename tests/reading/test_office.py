"""Old Word files, RTF and pages of HTML: read like the Word file that they were made from."""

import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.formats.files import lines_of
from dondoc.reading.formats.office import docx_of
from tests.reading.typists import as_tcvn3, saved

LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")]
ITEMS = [
    ("MỤC ĐÍCH", 0), ("Xóm sạch", 1), ("TỔ CHỨC THỰC HIỆN", 0), ("Công an xã", 1),
    ("Giữ trật tự", 2), ("Đặt rào chắn", 3), ("Trực đêm", 2), ("Trạm Y tế xã", 1),
]  # fmt: skip
TEXTS = [
    "ỦY BAN NHÂN DÂN", "I. MỤC ĐÍCH", "1. Xóm sạch", "II. TỔ CHỨC THỰC HIỆN", "1. Công an xã",
    "a) Giữ trật tự", "- Đặt rào chắn", "b) Trực đêm", "2. Trạm Y tế xã", "Giao Tổ trưởng trực",
    "Nội dung | Chủ trì | Thời gian", "Dọn chợ | Khóm 2 | 3/2027", "Trên đây là Kế hoạch./.",
]  # fmt: skip


def _document() -> Any:
    document = Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>'),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="901"><w:abstractNumId w:val="900"/></w:num>')
    )
    document.add_paragraph().add_run("ỦY BAN NHÂN DÂN").bold = True
    for text, level in ITEMS:
        made = document.add_paragraph(text)
        made._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="901"/></w:numPr>'
            )
        )
    document.add_paragraph("Giao ").add_run(as_tcvn3("Tổ trưởng trực")).font.name = ".VnTime"
    table = document.add_table(rows=0, cols=3)
    for row in (("Nội dung", "Chủ trì", "Thời gian"), ("Dọn chợ", "Khóm 2", "3/2027")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Trên đây là Kế hoạch./.")
    return document


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one document in several formats, as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("forms")
    source = folder / "ke-hoach.docx"
    _document().save(str(source))
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-writer-nogui"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for form in ("doc", "rtf", "odt", "html:HTML (StarWriter)"):
        subprocess.run(
            [program, profile, "--headless", "--convert-to", form, "--outdir", folder, source],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return folder


@pytest.mark.parametrize("ending", ["docx", "doc", "rtf", "odt", "html"])
def test_a_document_reads_the_same_in_every_format(forms: Path, ending: str) -> None:
    lines = lines_of(forms / f"ke-hoach.{ending}")

    assert [line.text for line in lines] == TEXTS
    assert [line.text for line in lines if line.bold] == ["ỦY BAN NHÂN DÂN"]
    assert [line.cells for line in lines if line.cells] == [
        ("Nội dung", "Chủ trì", "Thời gian"),
        ("Dọn chợ", "Khóm 2", "3/2027"),
    ]


@pytest.mark.parametrize("ending", ["rtf", "html", "odt"])
def test_another_format_under_the_name_of_an_old_word_file_is_read(
    forms: Path, tmp_path: Path, ending: str
) -> None:
    path = saved(tmp_path, "ke-hoach.doc", (forms / f"ke-hoach.{ending}").read_bytes())

    assert [line.text for line in lines_of(path)] == TEXTS


def test_nothing_of_a_conversion_is_left_behind(
    forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    lines_of(forms / "ke-hoach.doc")

    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a web server on this machine, and what it has been asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


def test_a_conversion_fetches_nothing(asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    page = f'<html><body><p>Giữ trật tự<img src="{address}/anh.png"></p></body></html>'

    made = docx_of(page.encode(), "trang.html", ".html")

    assert made.startswith(b"PK")
    assert paths == []


def test_a_damaged_old_word_file_is_refused_in_one_line(forms: Path, tmp_path: Path) -> None:
    whole = (forms / "ke-hoach.doc").read_bytes()
    path = saved(tmp_path, "hong.rtf", b"{\\rtf1 " + whole[:50])

    try:
        texts = [line.text for line in lines_of(path)]
    except UnreadableDocument as refused:
        texts = [str(refused)]

    assert len(texts) == 1
    assert "\n" not in texts[0]


def test_without_libreoffice_the_message_says_what_to_install(
    forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("dondoc.reading.formats.office._ELSEWHERE", ())

    with pytest.raises(UnreadableDocument) as refused:
        lines_of(forms / "ke-hoach.doc")

    assert str(refused.value) == (
        "Tệp “ke-hoach.doc” là loại .doc, cần LibreOffice để đọc: hãy cài bằng lệnh "
        "“apt-get install libreoffice-writer-nogui”, hoặc mở bằng Word và lưu thành .docx "
        "rồi thử lại."
    )


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what puts a script in the place of LibreOffice."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return put


def test_a_conversion_that_hangs_is_ended(program: Callable[[str], None]) -> None:
    program("exec sleep 300")

    with pytest.raises(UnreadableDocument) as refused:
        docx_of(b"{\\rtf1 }", "treo.rtf", ".rtf", seconds=0.5)

    assert str(refused.value) == (
        "LibreOffice mất quá 0.5 giây với tệp “treo.rtf” nên đã dừng lại; "
        "hãy mở bằng Word và lưu thành .docx rồi thử lại."
    )
    below = psutil.Process().children(recursive=True)
    assert [one for one in below if "sleep" in one.name()] == []


def test_a_conversion_that_makes_nothing_is_told(program: Callable[[str], None]) -> None:
    program("exit 1")

    with pytest.raises(UnreadableDocument, match="LibreOffice không chuyển được tệp “hong"):
        docx_of(b"{\\rtf1 }", "hong.rtf", ".rtf")


PAGE = """<html><head><meta charset="utf-8"><title>Trang</title><style>p {}</style></head><body>
<p><b>ỦY BAN NHÂN DÂN</b></p><ol type="I"><li>MỤC ĐÍCH</li><li>TỔ CHỨC
THỰC HIỆN<ul><li>Giữ <b>trật</b> tự</li><li>Trực đêm</li></ul></li></ol>
<p style="display:none">không in</p><p>Dòng một<br>Dòng hai</p><script>var x = "mã";</script>
<table><tr><th>Nội dung</th><th>Chủ trì</th></tr><tr><td>Dọn chợ</td><td rowspan=2>Khóm 2</td></tr>
<tr><td>Sửa đèn</td></tr></table></body></html>"""
SHOWN = [
    "ỦY BAN NHÂN DÂN", "I. MỤC ĐÍCH", "II. TỔ CHỨC THỰC HIỆN", "- Giữ trật tự", "- Trực đêm",
    "Dòng một", "Dòng hai", "Nội dung | Chủ trì", "Dọn chợ | Khóm 2", "Sửa đèn | Khóm 2",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_is_read_as_it_is_shown(tmp_path: Path, encoding: str) -> None:
    lines = lines_of(saved(tmp_path, "trang.doc", PAGE.encode(encoding)))

    assert [line.text for line in lines] == SHOWN


def test_a_page_saved_with_its_pictures_is_read(tmp_path: Path) -> None:
    saved_page = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"{PAGE}\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    )

    lines = lines_of(saved(tmp_path, "trang.doc", saved_page.encode()))

    assert [line.text for line in lines] == SHOWN


def test_a_page_nested_without_end_is_read_or_refused(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 50_000 + "Giữ trật tự"
    path = saved(tmp_path, "sau.html", page.encode())

    try:
        texts = [line.text for line in lines_of(path)]
    except UnreadableDocument as refused:
        texts = [str(refused)]

    assert len(texts) == 1
