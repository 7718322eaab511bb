"""OpenDocument texts: what LibreOffice makes of our own Word file, and the corners by hand."""

from pathlib import Path

import pytest

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.formats.files import lines_of
from dondoc.reading.line import Line
from tests.reading.typists import as_vni, saved, zipped

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
LISTS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2"/>'
    '<text:list-level-style-number text:level="4" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-bullet text:level="5" text:bullet-char="\uf02d"/>'
    "</text:list-style>"
    '<text:list-style style:name="M">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Điều "'
    ' style:num-suffix="." text:start-value="3"/></text:list-style>'
)


def odt(body: str, *, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{LISTS}{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()},
        kept="mimetype",
    )


def lines(folder: Path, body: str, *, styles: str = "") -> list[Line]:
    return lines_of(saved(folder, "ke-hoach.odt", odt(body, styles=styles)))


def texts(folder: Path, body: str, *, styles: str = "") -> list[str]:
    return [line.text for line in lines(folder, body, styles=styles)]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def item(*inner: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(inner)}</text:list-item>"


def made_list(*items: str, style: str = "L", more: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {more}>{''.join(items)}</text:list>"


def inner_list(*items: str) -> str:
    return made_list(*items, style="")


def test_lists_within_lists_are_numbered_by_level(tmp_path: Path) -> None:
    body = made_list(
        item(p("MỤC ĐÍCH")),
        item(
            p("TỔ CHỨC"),
            inner_list(
                item(p("Công an xã"), inner_list(item(p("Việc sâu"), inner_list(item(p("Giữ")))))),
                item(p("Trạm Y tế"), p("Dòng tiếp của mục")),
            ),
        ),
    )

    assert texts(tmp_path, body) == [
        "I. MỤC ĐÍCH", "II. TỔ CHỨC", "1. Công an xã", "1.1 Việc sâu", "a) Giữ", "2. Trạm Y tế",
        "Dòng tiếp của mục",
    ]  # fmt: skip


def test_a_list_goes_on_or_begins_anew_as_it_says(tmp_path: Path) -> None:
    body = (
        made_list(item(p("Việc")), more='xml:id="a"')
        + made_list(item(p("Việc")))
        + made_list(item(p("Việc")), more='text:continue-numbering="true"')
        + made_list(item(p("Việc")), more='text:continue-list="a"')
        + made_list(item(p("Việc"), more='text:start-value="9"'))
        + made_list(item(p("Việc")), style="M")
    )

    assert texts(tmp_path, body) == [
        "I. Việc", "I. Việc", "II. Việc", "II. Việc", "IX. Việc", "Điều 3. Việc",
    ]  # fmt: skip


def test_a_deeper_list_that_goes_on_after_a_break_keeps_its_count(tmp_path: Path) -> None:
    body = (
        made_list(item(p("Phần"), inner_list(item(p("Việc")))))
        + p("Một đoạn xen giữa")
        + made_list(item(inner_list(item(p("Việc")))), more='text:continue-numbering="true"')
    )

    assert texts(tmp_path, body) == ["I. Phần", "1. Việc", "Một đoạn xen giữa", "2. Việc"]


def test_headings_are_numbered_by_the_outline(tmp_path: Path) -> None:
    outline = (
        "<text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>'
        for level, text in ((1, "MỤC ĐÍCH"), (2, "Không số"), (1, "TỔ CHỨC"))
    )

    assert texts(tmp_path, body, styles=outline) == ["I. MỤC ĐÍCH", "Không số", "II. TỔ CHỨC"]


def test_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
        + p("xoan")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p(
            'Trồng <text:change text:change-id="c"/><text:change-start text:change-id="d"/>'
            'cây bàng<text:change-end text:change-id="d"/>'
        )
    )

    assert texts(tmp_path, body) == ["Trồng cây bàng"]


IN_A_PARAGRAPH = [
    ('Trồng<text:s text:c="3"/>cây', ["Trồng cây"]),
    ("Trồng<text:tab/>cây", ["Trồng cây"]),
    ("Trồng\n  cây", ["Trồng cây"]),
    ("Trồng <text:soft-page-break/>cây", ["Trồng cây"]),
    ("Trồng cây<text:note><text:note-citation>1</text:note-citation></text:note>", ["Trồng cây"]),
    ("Trồng <office:annotation><text:p>Xem lại</text:p></office:annotation>cây", ["Trồng cây"]),
    ("Trồng cây<text:line-break/>Tưới nước", ["Trồng cây", "Tưới nước"]),
    ('Trồng <text:span text:style-name="An">không in</text:span>cây', ["Trồng cây"]),
    ('<text:span text:style-name="Hoa">Trồng cây</text:span>', ["TRỒNG CÂY"]),
    (
        "Phần đầu<draw:frame><draw:text-box><text:p>Chữ trong khung</text:p></draw:text-box>"
        "</draw:frame>",
        ["Phần đầu", "Chữ trong khung"],
    ),
]  # fmt: skip
STYLES = (
    '<style:style style:name="An" style:family="text"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="Hoa" style:family="text">'
    '<style:text-properties fo:text-transform="uppercase"/></style:style>'
    '<style:style style:name="Dam" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="DamCon" style:family="paragraph" style:parent-style-name="Dam"/>'
    '<style:font-face style:name="F" svg:font-family="&apos;VNI-Times&apos;"/>'
    '<style:style style:name="Cu" style:family="text"><style:text-properties style:font-name="F"/>'
    "</style:style>"
)


@pytest.mark.parametrize(("inside", "printed"), IN_A_PARAGRAPH)
def test_what_is_printed_of_a_paragraph_is_read(
    tmp_path: Path, inside: str, printed: list[str]
) -> None:
    assert texts(tmp_path, p(inside), styles=STYLES) == printed


def test_bold_and_old_fonts_come_with_styles(tmp_path: Path) -> None:
    body = p("Đậm hết", "DamCon") + p(
        f'Giao <text:span text:style-name="Cu">{as_vni("Tổ trưởng")}</text:span>'
    )

    assert [(line.text, line.bold) for line in lines(tmp_path, body, styles=STYLES)] == [
        ("Đậm hết", True),
        ("Giao Tổ trưởng", False),
    ]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def test_merged_cells_count_for_each_of_their_rows(tmp_path: Path) -> None:
    down, across = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    covered = "<table:covered-table-cell/>"
    rows = (
        f"<table:table-header-rows><table:table-row>{cell('Nội dung')}{cell('Chủ trì')}"
        f"{cell('Thời gian')}</table:table-row></table:table-header-rows>",
        f"<table:table-row>{cell('Dọn chợ')}{cell('Khóm 2', down)}{cell('3/2027')}</table:table-row>",
        f"<table:table-row>{cell('Sửa đèn')}{covered}{cell('4/2027')}</table:table-row>",
        f"<table:table-row>{cell('Trồng cây', across)}{covered}{cell('5/2027')}</table:table-row>",
    )

    assert [
        one.cells for one in lines(tmp_path, f"<table:table>{''.join(rows)}</table:table>")
    ] == [
        ("Nội dung", "Chủ trì", "Thời gian"),
        ("Dọn chợ", "Khóm 2", "3/2027"),
        ("Sửa đèn", "Khóm 2", "4/2027"),
        ("Trồng cây", "", "5/2027"),
    ]


def test_a_cell_that_is_repeated_a_million_times_is_bounded(tmp_path: Path) -> None:
    wide = cell("Giữ trật tự", 'table:number-columns-repeated="999999"')
    row = f"<table:table-row>{wide}</table:table-row>"

    assert len(lines(tmp_path, f"<table:table>{row}</table:table>")) <= 60


def test_an_index_is_no_part_of_the_text(tmp_path: Path) -> None:
    body = (
        "<text:table-of-content><text:index-body>"
        + p("I. TỔ CHỨC 3")
        + "</text:index-body></text:table-of-content>"
        + p("I. TỔ CHỨC")
    )

    assert texts(tmp_path, body) == ["I. TỔ CHỨC"]


def test_a_document_with_a_password_says_so(tmp_path: Path) -> None:
    content = zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            "content.xml": b"\x01\x02\x03",
        },
        kept="mimetype",
    )

    with pytest.raises(UnreadableDocument) as refused:
        lines_of(saved(tmp_path, "khoa.odt", content))

    assert str(refused.value) == (
        "Tệp “khoa.odt” có đặt mật khẩu; hãy mở tệp, bỏ mật khẩu, lưu lại rồi thử lại."
    )


def test_the_flat_form_of_the_format_is_read_too(tmp_path: Path) -> None:
    flat = (
        f"<office:document {NAMES}><office:automatic-styles>{LISTS}</office:automatic-styles>"
        f"<office:body><office:text>{made_list(item(p('Việc')))}</office:text></office:body>"
        "</office:document>"
    )

    assert [one.text for one in lines_of(saved(tmp_path, "a.fodt", flat.encode()))] == ["I. Việc"]
