"""Which clause stands for which: tables of plans before and after."""

import pytest

from dondoc.rules.amend_facts import ClauseFacts, DutyFacts
from dondoc.rules.amend_pairs import pair_clauses, pair_duties
from dondoc.rules.amend_words import Run, differ, runs

POSTER = "Treo áp phích tuyên truyền tại chợ và các tuyến đường chính"
RADIO = "Phát thanh tin bài về phong trào trên hệ thống loa truyền thanh"
COUNT = "Tổng hợp số liệu hộ gia đình đăng ký danh hiệu văn hóa"
RULES = "Rà soát, bổ sung quy chế phối hợp giữa các ngành trong phường"


def facts(path: str, text: str, lead: str = "culture") -> ClauseFacts:
    duty = DutyFacts(text, "report", {"form": "none"})
    return ClauseFacts(path=path, text=text, mode="assign", lead=(lead,), duties=(duty,))


BEFORE = [facts("V.1", POSTER), facts("V.2", RADIO), facts("V.3", COUNT)]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (BEFORE, "V.1=V.1 unchanged, V.2=V.2 unchanged, V.3=V.3 unchanged"),
        (
            [facts("V.1", f"{POSTER} trong tháng Tư"), *BEFORE[1:]],
            "V.1=V.1 changed, V.2=V.2 unchanged, V.3=V.3 unchanged",
        ),
        (
            [facts("V.1", POSTER), facts("V.2", RULES), facts("V.3", RADIO), facts("V.4", COUNT)],
            "V.1=V.1 unchanged, -=V.2 added, V.2=V.3 moved, V.3=V.4 moved",
        ),
        (
            [facts("V.1", RADIO), facts("V.2", COUNT)],
            "V.1=- dropped, V.2=V.1 moved, V.3=V.2 moved",
        ),
        (
            [facts("V.1", POSTER, "web"), *BEFORE[1:]],
            "V.1=V.1 changed, V.2=V.2 unchanged, V.3=V.3 unchanged",
        ),
        (
            [facts("V.1", RULES), *BEFORE[1:]],
            "V.1=- dropped, -=V.1 added, V.2=V.2 unchanged, V.3=V.3 unchanged",
        ),
        (
            [facts("V.1", POSTER.upper() + " ;"), *BEFORE[1:]],
            "V.1=V.1 unchanged, V.2=V.2 unchanged, V.3=V.3 unchanged",
        ),
    ],
)
def test_a_whole_document_is_paired_by_path_and_words(after: list[ClauseFacts], found: str) -> None:
    assert told(pair_clauses(BEFORE, after, whole=True)) == found


def told(pairs: object) -> str:
    assert isinstance(pairs, list)
    return ", ".join(
        f"{p.old.path if p.old else '-'}={p.new.path if p.new else '-'} {p.kind}" for p in pairs
    )


@pytest.mark.parametrize(
    ("after", "drops", "by_hand", "found"),
    [
        ([], (), {}, "V.1=V.1 unchanged, V.2=V.2 unchanged, V.3=V.3 unchanged"),
        ([], ("V.2",), {}, "V.1=V.1 unchanged, V.2=- dropped, V.3=V.3 unchanged"),
        (
            [facts("I.1", f"{RADIO} hằng ngày")],
            (),
            {},
            "V.1=V.1 unchanged, V.2=V.2 changed, V.3=V.3 unchanged",
        ),
        (
            [facts("V.2", RULES)],
            (),
            {"V.2": "V.2"},
            "V.1=V.1 unchanged, V.2=V.2 changed, V.3=V.3 unchanged",
        ),
        (
            [facts("V.2", RULES)],
            (),
            {},
            "V.1=V.1 unchanged, V.2=V.2 unchanged, V.3=V.3 unchanged, -=SĐ.V.2 added",
        ),
        (
            [facts("V.1.a", f"{POSTER} chính")],
            (),
            {"V.1.a": ""},
            "V.1=V.1 unchanged, -=V.1.a added, V.2=V.2 unchanged, V.3=V.3 unchanged",
        ),
    ],
)
def test_a_partial_document_leaves_what_it_does_not_mention(
    after: list[ClauseFacts], drops: tuple[str, ...], by_hand: dict[str, str], found: str
) -> None:
    assert told(pair_clauses(BEFORE, after, whole=False, drops=drops, by_hand=by_hand)) == found


def test_a_clause_that_was_split_is_hinted_at() -> None:
    whole = facts("V.1", f"{POSTER}; {COUNT}")

    pairs = pair_clauses([whole], [facts("V.1", POSTER), facts("V.2", COUNT)], whole=True)

    assert [(p.kind, p.hint) for p in pairs] == [("changed", ()), ("added", ("V.1",))]


def test_clauses_that_were_merged_are_hinted_at() -> None:
    one = facts("V.1", f"{POSTER}; {COUNT}")

    pairs = pair_clauses([facts("V.1", POSTER), facts("V.2", COUNT)], [one], whole=True)

    assert [(p.kind, p.hint) for p in pairs] == [("changed", ()), ("dropped", ("V.1",))]


def test_duties_pair_by_words_and_then_by_place() -> None:
    poster, radio, rules = (DutyFacts(text, "report", {}) for text in (POSTER, RADIO, RULES))

    assert pair_duties([poster, radio], [radio, poster]) == [(2, 1), (1, 2)]
    assert pair_duties([poster], [poster, rules]) == [(1, 1), (None, 2)]
    assert pair_duties([poster, rules], [rules]) == [(2, 1), (1, None)]


def test_runs_show_what_went_and_what_came() -> None:
    before, after = (
        "xong trước ngày 10/4/2025 tại chợ",
        "xong trước ngày 24/4/2025 tại chợ và bến xe",
    )

    assert runs(before, after) == [
        Run("same", "xong trước ngày "),
        Run("out", "10/4/2025"),
        Run("in", "24/4/2025"),
        Run("same", " tại chợ"),
        Run("in", " và bến xe"),
    ]
    assert "".join(r.text for r in runs(before, after) if r.kind != "in") == before
    assert "".join(r.text for r in runs(before, after) if r.kind != "out") == after


@pytest.mark.parametrize(
    ("one", "other", "is_other"),
    [("Treo áp phích.", "treo  áp phích ;", False), ("trước 10/4", "trước 10/5", True)],
)
def test_spaces_case_and_punctuation_are_no_change(one: str, other: str, is_other: bool) -> None:
    assert differ(one, other) is is_other
