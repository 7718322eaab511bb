"""Beginnings and ends are remembered: each mail still gets its own, and nothing unescaped."""

from dataclasses import replace

from notifications import render
from notifications.page import Block, Line, Page

FOUR = Page(
    ward="UBND Phường 4",
    heading="Nhắc việc ngày 17/02/2026",
    salutation=("Kính gửi: Hội Nông dân",),
    intro=("Tình hình như sau:",),
    blocks=(Block(heading="Sắp đến hạn", lines=(Line(place="Mục I.1", title="Báo cáo"),)),),
    closing=("Trân trọng./.",),
    contact=("Đầu mối liên hệ: Trần Văn Minh", "Thư điện tử: minh@phuong4.example"),
    footer="Thư này do UBND Phường 4 gửi tự động.",
)


def test_wards_with_the_same_heading_keep_their_own_names_and_contacts() -> None:
    five = replace(
        FOUR,
        ward="UBND Phường 5",
        contact=("Đầu mối liên hệ: Lê Thị Hoa",),
        footer="Thư này do UBND Phường 5 gửi tự động.",
    )
    first = (render.text_of(FOUR), render.html_of(FOUR))

    for other in (render.text_of(five), render.html_of(five)):
        assert other.count("UBND Phường 5") == 2
        assert "Lê Thị Hoa" in other
        assert "Phường 4" not in other
        assert "Minh" not in other
    assert (render.text_of(FOUR), render.html_of(FOUR)) == first


def test_one_wards_officers_and_endings_are_told_apart() -> None:
    render.text_of(FOUR)
    render.html_of(FOUR)
    away = replace(FOUR, contact=("Đầu mối liên hệ: Lê Thị Hoa",))
    with_file = replace(FOUR, closing=("Tệp đính kèm.", "Trân trọng./."))

    for form in (render.text_of, render.html_of):
        assert "Lê Thị Hoa" in form(away)
        assert "Minh" not in form(away)
        assert "Tệp đính kèm." in form(with_file)


def test_another_day_has_its_own_heading() -> None:
    render.text_of(FOUR)
    render.html_of(FOUR)
    next_day = replace(FOUR, heading="Nhắc việc ngày 18/02/2026")

    assert "\nNhắc việc ngày 18/02/2026\n=========================\n\nKính gửi" in render.text_of(
        next_day
    )
    assert render.html_of(next_day).count("ngày 18/02/2026") == 2
    assert "17/02/2026" not in render.text_of(next_day) + render.html_of(next_day)


def test_what_is_remembered_is_escaped_in_html_and_only_there() -> None:
    odd = replace(
        FOUR,
        ward="UBND <b>Phường</b> & 4",
        heading="Nhắc & <i>việc</i>",
        closing=('<script>alert("1")</script>',),
        contact=("Trần & Lê <minh@phuong4.example>",),
        footer="a < b",
    )

    for _ in range(2):
        text, html = render.text_of(odd), render.html_of(odd)
        for words in (odd.ward, odd.heading, *odd.closing, *odd.contact, odd.footer):
            assert words in text
            assert words not in html
        assert "<script" not in html
        assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;" in html
        assert html.count("Nhắc &amp; &lt;i&gt;việc&lt;/i&gt;") == 2
        assert "Trần &amp; Lê &lt;minh@phuong4.example&gt;" in html


def test_a_mail_has_no_line_end_after_its_last_words() -> None:
    assert render.text_of(FOUR).endswith("\n\nThư này do UBND Phường 4 gửi tự động.")
    assert render.html_of(FOUR).endswith("\n</body>\n</html>")
