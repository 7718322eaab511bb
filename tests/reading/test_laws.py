"""What holds for any text and any bytes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reading.draft import Reading
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_document, read_text
from tests.reading.plans import LETTER, PLAN, TABLE

_WORDS = st.sampled_from(
    [
        *PLAN.split(), *LETTER.split(), *TABLE.split(), "\n", "\n\n", "|", "ngày", "31/02", "hằng",
        "quý", "IV", "trước", "29/2/2027", "99 ngày", "PHỤ LỤC", "TỔ CHỨC THỰC HIỆN\n", "1. ", "- ",
        "+ ", "a) ", "V. ", "Điều 2. ", "(", ")", "và", "trừ", ":", ";", "h", "25 giờ",
    ]
)  # fmt: skip
_MARKS = st.sampled_from(
    [
        "I. ", "V- ", "Phần thứ ba\n", "Chương II\n", "Điều 3. ", "1. ", "2) ", "1.1. ", "a) ", "b- ",
        "- ", "+ ", "* ", "• ", "A. ", "", "Phụ lục 2\n", "| ", "Nơi nhận:\n", "Kính gửi: ",
    ]
)  # fmt: skip
_ITEMS = st.sampled_from(
    [
        "TỔ CHỨC THỰC HIỆN", "Phân công nhiệm vụ", "Công an xã", "Trạm Y tế xã:",
        "Giao Phòng Kinh tế lập dự toán trước ngày 10/3/2027.", "Các thôn họp dân.",
        "Đề nghị Hội Nông dân xã thực hiện:", "KẾ HOẠCH", "Thời gian: từ 01/3 đến 30/4/2027",
        "Công việc | Đơn vị thực hiện | Thời hạn |", "Trồng cây | Hội Nông dân xã | 10/4 |",
        "TM. ỦY BAN NHÂN DÂN", "Kinh phí: nguồn xã hội hóa.", "Trên đây là Kế hoạch này./.",
    ]
)  # fmt: skip
_OUTLINES = st.lists(st.tuples(_MARKS, _ITEMS).map("".join), max_size=40).map("\n".join)
_TEXTS = st.one_of(st.text(), st.lists(_WORDS, max_size=120).map(" ".join))


def _read(text: str) -> Reading | None:
    try:
        return read_text(text)
    except UnreadableDocument as refused:
        _one_line(refused)
        return None


def _one_line(refused: UnreadableDocument) -> None:
    assert str(refused).splitlines() == [str(refused)]


@given(_TEXTS)
@settings(max_examples=300)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    reading = _read(text)

    if reading is not None:
        reading.to_json()


@given(
    st.lists(_WORDS, max_size=120).map(lambda words: "V. TỔ CHỨC THỰC HIỆN\n1. " + " ".join(words))
)
@settings(max_examples=200)
def test_every_span_points_to_what_it_says(text: str) -> None:
    reading = _read(text)

    for clause in reading.clauses if reading else ():
        for duty in clause.duties:
            assert clause.text[slice(*duty.span)] == duty.text
            for limit in duty.deadlines:
                assert clause.text[slice(*limit.span)] == limit.phrase
            if duty.recurrence:
                assert clause.text[slice(*duty.recurrence.span)] == duty.recurrence.phrase


@given(_OUTLINES)
@settings(max_examples=300)
def test_whatever_the_order_of_marks_paths_differ_and_words_stand_in_their_lines(text: str) -> None:
    reading = _read(text)
    clauses = reading.clauses if reading else ()
    lines = reading.text.splitlines() if reading else []

    assert len({clause.path for clause in clauses}) == len(clauses)
    assert all(clause.path for clause in clauses)
    for clause in clauses:
        assert all(cell in lines[clause.line] for cell in clause.text.split(" | "))


@given(st.binary(max_size=400), st.sampled_from([".docx", ".txt", ".md"]))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused_in_one_line(content: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"tep{suffix}"
        path.write_bytes(content)
        try:
            read_document(path)
        except UnreadableDocument as refused:
            _one_line(refused)
