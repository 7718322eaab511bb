"""The measure itself: what it praises and what it punishes."""

from typing import Any

from tests.scoring.alike import holds, same_name
from tests.scoring.measure import Count, all_lost, rhythms, score

GOLD: dict[str, Any] = {
    "clauses": [
        {
            "path": "V.1", "duty": "quét dọn bờ kênh", "lead": ["Hội Nông dân xã"],
            "support": ["Đoàn xã"], "due": ["2027-03-01"], "recurrence": "monthly",
            "mode": "request", "kinds": ["mobilise"],
        },
        {"path": "V.2", "duty": "các việc khác", "kind": "generic"},
    ],
    "outside_section": [{"due": ["2027-05-01"]}],
}  # fmt: skip


def clause(**other: Any) -> dict[str, Any]:
    """Return a clause as the reader gives it, all of it right."""
    deadline = {"printed": "2027-03-01", "role": "latest", "certainty": "stated"}
    rhythm = {"every": "month", "certainty": "stated"}
    duty = {"kind": "mobilise", "deadlines": [deadline], "recurrence": rhythm}
    usual = {
        "path": "V.1", "text": "Hội Nông dân xã quét dọn bờ kênh hằng tháng.",
        "lead": ["Hội Nông dân xã"], "support": ["Đoàn xã"], "mode": "request", "duties": [duty],
    }  # fmt: skip
    return {**usual, **other}


def test_a_right_reading_is_praised_in_every_measure() -> None:
    elsewhere = [{"deadlines": [{"printed": "2027-05-01"}]}]

    result = score(GOLD, {"clauses": [clause()], "elsewhere": elsewhere})

    assert {key: count.f1 for key, count in result.counts.items()} == dict.fromkeys(
        result.counts, 1.0
    )
    assert result.notes == []


def test_an_invented_clause_costs_precision_and_a_generic_one_nothing() -> None:
    generic = clause(path="V.2", text="Làm các việc khác được giao.")
    invented = clause(path="V.3", text="Trồng cây.")

    result = score(GOLD, {"clauses": [clause(), generic, invented]})

    assert result.counts["clause"] == Count(right=1, wanted=1, found=2)
    assert result.notes[-1] == "invented  V.3: Trồng cây."


def test_a_wrong_unit_date_and_path_are_each_counted_where_they_belong() -> None:
    duty: dict[str, Any] = {"kind": "mobilise", "deadlines": [], "recurrence": None}

    result = score(GOLD, {"clauses": [clause(path="V.9", lead=["Công an xã"], duties=[duty])]})

    wrong = {key for key, count in result.counts.items() if count.wanted and not count.right}
    assert wrong == {"path", "lead", "due", "every", "elsewhere"}


def test_a_document_that_cannot_be_read_loses_all() -> None:
    result = all_lost(GOLD, "exit 2")

    assert {key: count.right for key, count in result.counts.items() if count.wanted} == {
        "clause": 0, "lead": 0, "support": 0, "due": 0, "every": 0, "mode": 0, "kinds": 0,
        "elsewhere": 0,
    }  # fmt: skip


def test_names_agree_across_spelling_but_not_across_numbers_or_deputies() -> None:
    assert same_name("Uỷ ban nhân dân phường Hoà Bình", "UỶ BAN NHÂN DÂN PHƯỜNG HÒA BÌNH")
    assert not same_name("Tổ dân phố số 1", "Tổ dân phố số 2")
    assert not same_name("Chủ tịch UBND phường", "Phó Chủ tịch UBND phường")


def test_after_ocr_words_that_are_nearly_alike_hold_a_fragment() -> None:
    assert holds("Hội Nông dân xã quét don bo kênh", "quét dọn bờ kênh", ocr=True)
    assert not holds("Hội Nông dân xã quét don bo kênh", "quét dọn bờ kênh", ocr=False)


def test_the_words_for_rhythms_become_classes() -> None:
    assert rhythms("monthly, by the 25th; half-yearly and yearly") == ["half", "month", "year"]
