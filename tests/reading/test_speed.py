"""Long and odd texts take time in proportion to their length."""

from contextlib import suppress
from time import process_time

import pytest

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_text

_HEAD = "V. TỔ CHỨC THỰC HIỆN\n"
#: Twice the length may take this many times as long; a square would take four.
_AT_MOST = 3.2


def _seconds(text: str) -> float:
    begin = process_time()
    with suppress(UnreadableDocument):
        read_text(text)
    return process_time() - begin


@pytest.mark.parametrize(
    "line",
    [
        "- abc\n",
        "a b c\n",
        "1. Công an xã chủ trì, phối hợp với Trạm Y tế tuần tra trước ngày 10/5/2027.\n",
        "1. " + "(a " * 2_000 + "\n",
        "1. " + "Công an xã, " * 500 + "\n",
        "Các thôn:\n",
        "PHẦN THỨ HAI\n",
        "* Trạm Y tế\n",
        "a\tb\tc\n",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(line: str) -> None:
    count = 12_000 // len(line)
    _seconds(_HEAD + line)

    once = min(_seconds(_HEAD + line * count) for _ in range(2))
    twice = min(_seconds(_HEAD + line * (2 * count)) for _ in range(2))

    assert twice < _AT_MOST * max(once, 0.02)
