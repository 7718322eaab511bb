"""Edits of a draft, as pure functions: what each keeps, moves and gives up."""

import pytest

from dondoc.reading.bodies.directory import Directory, DirectoryUnit
from dondoc.usecases import draft_duties, draft_edit, draft_elsewhere
from dondoc.usecases.draft import (
    Draft,
    DraftClause,
    DraftDuty,
    DraftElsewhere,
    DraftUnit,
    Mark,
    What,
    WrongDraft,
)
from dondoc.usecases.draft_cuts import fragments
from dondoc.usecases.draft_marks import fitted, pieces
from dondoc.usecases.draft_reread import reader

DIRECTORY = Directory(
    units=(
        DirectoryUnit(key="culture", name="Công chức Văn hóa - Xã hội"),
        DirectoryUnit(key="radio", name="Đài truyền thanh"),
    ),
    groups={},
)
REREAD = reader(DIRECTORY, year=2025)
MONTHLY: dict[str, object] = {"form": "monthly", "certainty": "proposed", "day": 25}
JUNE: dict[str, object] = {
    "form": "dates",
    "certainty": "stated",
    "dates": [{"on": "2025-06-14", "printed": "2025-06-15", "phrase": "trước ngày 15/6"}],
}


def mark(text: str, words: str, what: What) -> Mark:
    start = text.index(words)
    return Mark(span=(start, start + len(words)), what=what)


def duty(text: str, cadence: dict[str, object] = MONTHLY, kind: str = "propaganda") -> DraftDuty:
    return DraftDuty(text=text, kind=kind, cadence=cadence)


def clause(path: str, text: str, *duties: DraftDuty, line: int | None = None) -> DraftClause:
    return DraftClause(
        path=path,
        text=text,
        mode="assign",
        lead=[DraftUnit(name="Đài truyền thanh", units=["radio"])],
        duties=list(duties) or [duty(text)],
        line=line,
    )


def draft(*clauses: DraftClause, **given: object) -> Draft:
    return Draft.model_validate({"clauses": [one.model_dump() for one in clauses]} | given)


THREE = draft(
    clause("V.1", "treo cờ", line=10),
    clause("V.2", "phát loa", line=11),
    clause("V.3", "quét chợ", line=12),
)


def paths(given: Draft) -> list[str]:
    return [one.path for one in given.clauses]


# Marks


def test_marks_follow_words_that_were_moved_and_leave_words_that_are_gone() -> None:
    before = "Đài truyền thanh phát tin trước ngày 15/6 và hằng quý"
    marks = [
        mark(before, "Đài truyền thanh", "lead"),
        mark(before, "trước ngày 15/6", "deadline"),
        mark(before, "hằng quý", "recurrence"),
    ]

    after = "Từ nay Đài truyền thanh phát tin hằng quý, mỗi quý một bản hằng quý"

    assert [(m.what, after[slice(*m.span)]) for m in fitted(marks, before, after)] == [
        ("lead", "Đài truyền thanh")
    ]


def test_marks_of_a_text_that_stands_inside_another_are_shifted() -> None:
    marks = [mark("phát tin hằng quý, hằng quý", "hằng quý", "recurrence")]

    found = fitted(marks, "phát tin hằng quý, hằng quý", "2. phát tin hằng quý, hằng quý.")

    assert [one.span for one in found] == [(12, 20)]


def test_a_text_is_cut_where_its_marks_begin_and_end_and_nothing_is_lost() -> None:
    text = "Đài phát tin trước ngày 15/6 rồi báo cáo"
    marks = [
        mark(text, "Đài", "lead"),
        mark(text, "phát tin trước ngày 15/6", "duty"),
        mark(text, "trước ngày 15/6", "deadline"),
        mark(text, "báo cáo", "duty"),
    ]

    found = pieces(text, marks)

    assert [(one.text, one.what, one.duty) for one in found] == [
        ("Đài", "lead", 0),
        (" ", None, 0),
        ("phát tin ", None, 1),
        ("trước ngày 15/6", "deadline", 1),
        (" rồi ", None, 0),
        ("báo cáo", None, 2),
    ]


# Clauses


def test_a_dropped_clause_is_kept_and_comes_back_where_its_line_stands() -> None:
    dropped = draft_edit.drop(THREE, "V.2")
    back = draft_edit.take_back(dropped, 0)

    assert (paths(dropped), [one.path for one in dropped.dropped]) == (["V.1", "V.3"], ["V.2"])
    assert (back, back.dropped) == (THREE, [])


def test_a_clause_that_comes_back_gets_the_next_turn_when_its_number_is_taken() -> None:
    dropped = draft_edit.drop(THREE, "V.2")
    other = draft_edit.insert(dropped, clause("V.2", "việc khác"), after="V.1")

    assert paths(draft_edit.take_back(other, 0)) == ["V.1", "V.2", "V.2(2)", "V.3"]


def test_two_clauses_become_one_with_the_units_duties_marks_and_lines_of_both() -> None:
    one = clause("V.1", "Đài phát tin", line=4)
    two = clause("V.2", "báo cáo hằng quý", line=7).model_copy(
        update={
            "lead": [DraftUnit(name="Công chức Văn hóa - Xã hội", units=["culture"])],
            "support": [DraftUnit(name="Đài truyền thanh", units=["radio"])],
            "marks": [mark("báo cáo hằng quý", "hằng quý", "recurrence")],
            "scanned": True,
        }
    )

    (merged,) = draft_edit.merge_with_next(draft(one, two), "V.1").clauses

    assert (merged.path, merged.text) == ("V.1", "Đài phát tin\nbáo cáo hằng quý")
    assert [unit.units for unit in merged.lead] == [["radio"], ["culture"]]
    assert merged.support == []
    assert [one.text for one in merged.duties] == ["Đài phát tin", "báo cáo hằng quý"]
    assert merged.text[slice(*merged.marks[0].span)] == "hằng quý"
    assert (merged.lines, merged.scanned) == ([4, 7], True)


def test_the_last_clause_has_nothing_to_be_merged_with() -> None:
    with pytest.raises(WrongDraft, match="mục cuối"):
        draft_edit.merge_with_next(THREE, "V.3")


SPLIT = "Đài truyền thanh phát tin trước ngày 15/6; Công chức Văn hóa - Xã hội treo cờ."


def test_a_clause_is_split_and_each_part_keeps_what_its_words_name() -> None:
    whole = DraftClause(
        path="V.1",
        text=SPLIT,
        mode="assign",
        lead=[
            DraftUnit(name="Đài truyền thanh", units=["radio"]),
            DraftUnit(name="Công chức Văn hóa - Xã hội", units=["culture"]),
        ],
        support=[DraftUnit(name="các đơn vị liên quan")],
        duties=[duty("phát tin trước ngày 15/6", JUNE), duty("treo cờ")],
        line=3,
        marks=[mark(SPLIT, "trước ngày 15/6", "deadline")],
    )

    cut = SPLIT.index("Công chức")
    one, two = draft_edit.split(draft(whole), "V.1", [cut], reread=REREAD).clauses

    assert [(c.path, c.text, c.line) for c in (one, two)] == [
        ("V.1", SPLIT[: cut - 1], 3),
        ("V.1(2)", SPLIT[cut:], 3),
    ]
    assert [[unit.units for unit in c.lead] for c in (one, two)] == [[["radio"]], [["culture"]]]
    assert [[unit.name for unit in c.support] for c in (one, two)] == [
        ["các đơn vị liên quan"],
        ["các đơn vị liên quan"],
    ]
    assert [[d.text for d in c.duties] for c in (one, two)] == [
        ["phát tin trước ngày 15/6"],
        ["treo cờ"],
    ]
    assert [one.text[slice(*m.span)] for m in one.marks] == ["trước ngày 15/6"]


def test_a_part_that_holds_no_duty_gets_the_one_that_its_words_say() -> None:
    text = "Đài truyền thanh phát tin, báo cáo kết quả trước ngày 20/6."
    whole = clause("V.1", text, duty("Đài truyền thanh phát tin"))

    cut = text.index("báo cáo")
    one, two = draft_edit.split(draft(whole), "V.1", [cut], reread=REREAD).clauses

    assert [d.text for d in one.duties] == ["Đài truyền thanh phát tin"]
    assert [(d.kind, d.cadence["form"], d.cadence["dates"][0]["on"]) for d in two.duties] == [
        ("report", "dates", "2025-06-19")
    ]
    assert two.lead == whole.lead


@pytest.mark.parametrize("cuts", [[], [0], [len("treo cờ")], [999]])
def test_a_clause_is_not_split_where_there_is_nothing_to_cut(cuts: list[int]) -> None:
    with pytest.raises(WrongDraft, match="chưa chọn chỗ để tách"):
        draft_edit.split(THREE, "V.1", cuts, reread=REREAD)


def test_a_clause_may_be_cut_after_stops_and_where_a_duty_begins() -> None:
    text = "Phát tin hằng ngày trên loa phường; treo cờ ở các ngõ và báo cáo kết quả."
    given = clause("V.1", text).model_copy(
        update={"marks": [mark(text, "Phát tin", "duty"), mark(text, "báo cáo kết quả", "duty")]}
    )

    assert [(one.text, one.is_likely) for one in fragments(given)] == [
        ("Phát tin hằng ngày trên loa phường;", False),
        ("treo cờ ở các ngõ và", False),
        ("báo cáo kết quả.", True),
    ]


def test_an_edited_clause_keeps_its_place_in_the_document() -> None:
    edited = draft_edit.change_clause(THREE, "V.2", clause("V.2", "phát loa mỗi sáng"))

    assert [(one.text, one.line) for one in edited.clauses] == [
        ("treo cờ", 10),
        ("phát loa mỗi sáng", 11),
        ("quét chợ", 12),
    ]


def test_an_edit_of_a_clause_that_is_not_there_is_refused() -> None:
    with pytest.raises(WrongDraft, match="không có mục V"):
        draft_edit.drop(THREE, "V.9")


# Duties


def test_a_duty_is_split_by_lines_and_the_part_with_the_time_keeps_it() -> None:
    whole = DraftDuty(
        text="phát tin\nbáo cáo trước ngày 15/6",
        kind="propaganda",
        phrases=["trước ngày 15/6"],
        cadence=JUNE,
    )

    split = draft_duties.split_duty(clause("V.1", "x y", whole), 0, requested=False)

    assert [(d.text, d.kind, d.cadence["form"]) for d in split.duties] == [
        ("phát tin", "propaganda", "monthly"),
        ("báo cáo trước ngày 15/6", "report", "dates"),
    ]


def test_two_duties_become_one_and_the_stated_time_wins() -> None:
    given = clause("V.1", "x y", duty("phát tin."), duty("báo cáo", JUNE, "report"))

    (merged,) = draft_duties.merge_duty(given, 0).duties

    assert (merged.text, merged.kind, merged.cadence) == ("phát tin; báo cáo", "propaganda", JUNE)


def test_what_cannot_be_done_to_a_duty_says_why() -> None:
    given = clause("V.1", "x y", duty("phát tin"))

    with pytest.raises(WrongDraft, match="xuống dòng"):
        draft_duties.split_duty(given, 0, requested=False)
    with pytest.raises(WrongDraft, match="không có nhiệm vụ sau"):
        draft_duties.merge_duty(given, 0)
    with pytest.raises(WrongDraft, match="không có nhiệm vụ số 4"):
        draft_duties.drop_duty(given, 3)


# Elsewhere


ITEM = DraftElsewhere(
    path="III.2",
    text="Thời gian hoàn thành: trước ngày 20/11/2025.",
    line=8,
    deadlines=[
        {
            "phrase": "trước ngày 20/11/2025",
            "kind": "day",
            "role": "latest",
            "printed": "2025-11-20",
            "until": "2025-11-19T17:00:00+07:00",
            "span": [22, 43],
        }
    ],
)


def with_item(*clauses: DraftClause) -> Draft:
    return draft(*clauses, elsewhere=[ITEM.model_dump()])


def test_a_date_found_elsewhere_becomes_the_stated_date_of_the_chosen_duty() -> None:
    given = with_item(clause("V.1", "phát tin"), clause("V.2", "x y", duty("a"), duty("b", JUNE)))

    once = draft_elsewhere.attach(given, 0, path="V.1", duty=1)
    twice = draft_elsewhere.attach(given, 0, path="V.2", duty=2)

    first, second = once.clauses[0].duties[0], twice.clauses[1].duties[1]
    assert (first.cadence["form"], first.cadence["certainty"]) == ("dates", "stated")
    assert [one["on"] for one in first.cadence["dates"]] == ["2025-11-19"]
    assert first.phrases == ["trước ngày 20/11/2025"]
    assert [one["on"] for one in second.cadence["dates"]] == ["2025-06-14", "2025-11-19"]
    assert (once.elsewhere[0].use, twice.elsewhere[0].to) == ("duty", "V.2/2")


def test_a_stated_rhythm_stays_beside_a_date_that_is_attached() -> None:
    quarterly: dict[str, object] = {"form": "quarterly", "certainty": "stated", "day": 5}
    given = with_item(clause("V.1", "x y", duty("báo cáo", quarterly)))

    attached = draft_elsewhere.attach(given, 0, path="V.1", duty=1).clauses[0].duties[0]

    assert (attached.cadence["form"], len(attached.cadence["dates"])) == ("quarterly", 1)


def test_looking_at_an_attached_item_again_takes_its_date_off() -> None:
    given = with_item(clause("V.1", "x y", duty("báo cáo", JUNE)))

    attached = draft_elsewhere.attach(given, 0, path="V.1", duty=1)

    assert draft_elsewhere.open_again(attached, 0) == given


def test_an_item_becomes_a_clause_of_its_own_with_its_date_and_its_line() -> None:
    made = draft_elsewhere.as_clause(with_item(*THREE.clauses), 0, REREAD(ITEM.text))

    first = made.clauses[0]
    assert (paths(made), first.line) == (["III.2", "V.1", "V.2", "V.3"], 8)
    assert [one["on"] for one in first.duties[0].cadence["dates"]] == ["2025-11-19"]
    assert (made.elsewhere[0].use, made.elsewhere[0].to) == ("clause", "III.2")


def test_an_item_can_be_set_aside_and_looked_at_again() -> None:
    given = with_item(*THREE.clauses)

    aside = draft_elsewhere.set_aside(given, 0)

    assert (aside.elsewhere[0].use, draft_elsewhere.open_again(aside, 0)) == ("aside", given)


@pytest.mark.parametrize(("path", "number"), [("V.9", 1), ("V.1", 2), ("V.1", 0)])
def test_a_date_is_not_attached_to_a_duty_that_is_not_there(path: str, number: int) -> None:
    with pytest.raises(WrongDraft, match="không có"):
        draft_elsewhere.attach(with_item(*THREE.clauses), 0, path=path, duty=number)


# Reading one text again


def test_a_new_text_is_read_as_a_clause_with_units_times_and_marks() -> None:
    text = "Công chức Văn hóa - Xã hội báo cáo kết quả\ntrước ngày 15/6."

    read = REREAD(text)

    assert [unit.units for unit in read.lead] == [["culture"]]
    assert [d.cadence["dates"][0]["on"] for d in read.duties] == ["2025-06-14"]
    assert (read.text, read.line) == (text, None)
    assert "Công chức Văn hóa - Xã hội" in [text[slice(*m.span)] for m in read.marks]


def test_a_text_that_is_no_clause_is_kept_as_one_duty() -> None:
    read = REREAD("1. a\n2. b")

    assert (read.lead, [d.text for d in read.duties]) == ([], ["1. a\n2. b"])
