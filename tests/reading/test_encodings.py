"""Vietnamese as it comes: every way to write it gives the same text, and nothing else is touched."""

import unicodedata
from pathlib import Path

import pytest

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.folding import fold
from dondoc.reading.formats.encodings import decoded
from dondoc.reading.formats.legacy import encoding_of_font, guess_of
from dondoc.reading.formats.legacy_tables import TCVN3, VNI
from dondoc.reading.formats.rimes import is_word
from tests.reading.plans import LETTER, PLAN, TABLE
from tests.reading.typists import as_tcvn3, as_vni, as_windows_1258, paragraph, run, texts_of

EVERY_LETTER = (
    "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ ăâđêôơư ĂÂĐÊÔƠƯ"
)
UNICODE = {
    "utf-8": PLAN.encode(),
    "utf-8 with mark": PLAN.encode("utf-8-sig"),
    "utf-8, marks apart": unicodedata.normalize("NFD", PLAN).encode(),
    "utf-8, cut in a letter": (PLAN + "ế").encode()[:-1],
    "utf-16 with mark": PLAN.encode("utf-16"),
    "utf-16 big-endian with mark": b"\xfe\xff" + PLAN.encode("utf-16-be"),
    "utf-16 without mark": PLAN.encode("utf-16-le"),
    "utf-16 big-endian without mark": PLAN.encode("utf-16-be"),
    "utf-32 with mark": PLAN.encode("utf-32"),
    "windows-1258": as_windows_1258(PLAN),
    "VNI": as_vni(PLAN).encode("cp1252"),
    "VNI pasted into utf-8": as_vni(PLAN).encode(),
}


@pytest.mark.parametrize("content", UNICODE.values(), ids=UNICODE)
def test_every_encoding_gives_the_same_text(content: bytes) -> None:
    assert unicodedata.normalize("NFC", decoded(content, "kế hoạch.txt")) == PLAN


@pytest.mark.parametrize("text", [PLAN, LETTER, TABLE], ids=["plan", "letter", "table"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_tcvn3_gives_the_same_text_but_for_capitals_with_tones(text: str, encoding: str) -> None:
    read = decoded(as_tcvn3(text).encode(encoding), "kế hoạch.txt")

    assert read.lower() == text.lower()


def test_words_in_capitals_are_in_capitals_again_after_tcvn3() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỔ CHỨC THỰC HIỆN\nTổ trưởng và Sở Y tế, số 5/KH-UBND\n"

    assert decoded(as_tcvn3(text).encode("cp1252"), "tên.txt") == text


def test_the_tables_hold_every_letter_once() -> None:
    small = {letter for letter in EVERY_LETTER if letter.strip() and letter.islower()}

    assert "".join(TCVN3[ord(sign)] for sign in as_tcvn3(EVERY_LETTER) if sign != " ") == (
        EVERY_LETTER.replace(" ", "")
    )
    assert {letter.lower() for letter in VNI.values()} == small


@pytest.mark.parametrize(
    "text",
    [
        PLAN, LETTER, TABLE, "A plain English sentence – with a dash, 20 °C and § 5.",
        "Die Straße über den Fluß für größere Fahrzeuge", "L'été à la plage, où étaient les élèves",
    ],
)  # fmt: skip
def test_unicode_and_other_languages_show_no_old_encoding(text: str) -> None:
    assert guess_of(text) is None
    assert decoded(text.encode(), "tên.txt") == text


@pytest.mark.parametrize(
    "content",
    [
        as_tcvn3(PLAN).encode("cp1252") + as_vni(PLAN).encode("cp1252"),
        as_tcvn3(PLAN).encode("cp1252") + PLAN.encode(),
        "Où étaient les élèves à la fête ?".encode("cp1252"),
    ],
    ids=["two old encodings", "old and new", "another language"],
)
def test_mixed_or_unknown_encodings_are_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        decoded(content, "la.txt")

    assert str(refused.value) == (
        "Tệp “la.txt” không rõ bảng mã (không phải UTF-8, UTF-16, Windows-1258, TCVN3 hay VNI, "
        "hoặc trộn nhiều bảng mã); hãy mở tệp gốc, lưu lại với bảng mã UTF-8 rồi thử lại."
    )


@pytest.mark.parametrize(
    ("font", "shown"),
    [
        (".VnTime", "Tổ chức"), (".VnTimeH", "TỔ CHỨC"), (".VnArialH", "TỔ CHỨC"),
        (".vntime", "Tổ chức"),
    ],
)  # fmt: skip
def test_tcvn3_fonts_tell_the_letters_and_their_case(font: str, shown: str) -> None:
    encoding = encoding_of_font(font)

    assert encoding is not None
    assert encoding(as_tcvn3("Tổ chức")) == shown


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "VNtimes new", "Verdana", None])
def test_other_fonts_are_left_alone(font: str | None) -> None:
    assert encoding_of_font(font) is None


def test_each_run_of_a_word_file_is_read_by_its_own_font(tmp_path: Path) -> None:
    body = paragraph(
        run(as_tcvn3("ủy ban nhân dân "), font=".VnTimeH"),
        run(as_tcvn3("xã Mường Lát, "), font=".VnTime"),
        run("phường Hòa Lạc ", font="Times New Roman"),
        run(as_vni("Trường Tiểu học"), font="VNI-Times"),
    )

    assert texts_of(tmp_path, body) == [
        "ỦY BAN NHÂN DÂN xã Mường Lát, phường Hòa Lạc Trường Tiểu học"
    ]


def test_a_vni_letter_that_two_runs_share_is_one_letter(tmp_path: Path) -> None:
    body = paragraph(run("Toå chö", font="VNI-Times"), run("ùc", font="VNI-Times"))

    assert texts_of(tmp_path, body) == ["Tổ chức"]


def test_the_font_may_come_from_the_style(tmp_path: Path) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="Cu"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>'
        "</w:style></w:styles>"
    )
    body = paragraph(as_tcvn3("Giữ cá"), properties='<w:pStyle w:val="Cu"/>')

    assert texts_of(tmp_path, body, styles=styles) == ["Giữ cá"]


def test_a_text_retyped_in_unicode_under_an_old_font_stays_as_it_is(tmp_path: Path) -> None:
    body = paragraph(run("Tổ chức thực hiện, cá và gà", font=".VnTime"))

    assert texts_of(tmp_path, body) == ["Tổ chức thực hiện, cá và gà"]


def test_a_word_file_without_old_fonts_is_read_by_its_words(tmp_path: Path) -> None:
    paragraphs = [line for line in PLAN.splitlines() if line]
    body = "".join(paragraph(as_vni(text)) for text in paragraphs)

    assert "\n".join(texts_of(tmp_path, body)) == "\n".join(
        texts_of(tmp_path, "".join(map(paragraph, paragraphs)))
    )


def test_a_unicode_text_with_a_line_in_old_letters_keeps_its_other_lines(tmp_path: Path) -> None:
    text = f"Công an xã và gà\nTổ chức\n{as_tcvn3('Tổ trưởng nhận thưởng')}\ncá\n"

    assert decoded(text.encode(), "tên.txt") == (
        "Công an xã và gà\nTổ chức\nTổ trưởng nhận thưởng\ncá\n"
    )


@pytest.mark.parametrize("word", ["nghiêng", "Quốc", "giếng", "khuya", "Nguyễn", "ủy", "uỷ", "hoà"])
def test_syllables_are_known(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["chøc", "nhân2", "ảá", "tốcg", "été", "Straße", "các̀"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not is_word(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("Ủy ban", "Uỷ ban"), ("thủy lợi", "thuỷ lợi")]
)
def test_both_ways_to_place_a_tone_stay_as_printed_and_compare_as_one(one: str, other: str) -> None:
    assert decoded(f"{one} {other}".encode(), "tên.txt") == f"{one} {other}"
    assert fold(one) == fold(other)
