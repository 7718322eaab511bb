"""``dondoc assignments --as-of``: how the end of a past day stood, for people and for programs."""

import json

import pytest

from tests.cli.conftest import Dondoc
from tests.cli.test_assignments import BOOKS

LATER = ("--now", "2025-07-02T09:00")


@pytest.fixture
def reported(office: Dondoc) -> Dondoc:
    office.ok("report", BOOKS, "--text", "Đã xong tủ sách", "--now", "2025-06-20T15:00")
    return office


def standing(dondoc: Dondoc, day: str) -> list[str]:
    words = ("assignments", "--clause", "II.3", "--as-of", day, *LATER, "--json")
    return [one["standing"] for one in json.loads(dondoc.ok(*words).out)]


def test_each_day_stands_as_it_ended(reported: Dondoc) -> None:
    found = [standing(reported, day) for day in ("2025-06-13", "19/06/2025", "2025-06-20")]

    assert found == [["due_soon"], ["overdue"], ["waiting"]]


def test_the_first_line_says_of_which_day_it_is(reported: Dondoc) -> None:
    said = reported.ok("assignments", "--clause", "II.3", "--as-of", "19/06/2025", *LATER)

    assert said.lines[0] == "Số liệu như cuối ngày 19/06/2025:"
    assert said.lines[-1] == "01 nhiệm vụ"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param("02/07/2025", "Ngày 02/07/2025 chưa qua", id="today"),
        pytest.param("31/06/2025", "--as-of “31/06/2025”: cần một ngày có thật", id="no real day"),
    ],
)
def test_a_day_that_cannot_be_shown_is_refused_in_words(
    day: str, words: str, reported: Dondoc
) -> None:
    said = reported("assignments", "--as-of", day, *LATER)

    assert (said.code != 0, said.out) == (True, "")
    assert words in said.err
