"""Two people and one form: who changed a field, and what is left to choose."""

import pytest

from dondoc.rules.both import Both, Told, Whose, beside, judge


def told(**fields: str) -> list[Told]:
    return [
        Told(key=key, label=key, words=text, pairs=((key, text),), widget="line")
        for key, text in fields.items()
    ]


def brief(found: list[Both]) -> list[tuple[str, Whose, str]]:
    return [(one.mine.key, one.whose, one.chosen) for one in found]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "whose"),
    [
        ("a", "a", "a", Whose.NOBODY),
        ("a", "b", "b", Whose.NOBODY),
        ("a", "b", "a", Whose.THEIRS),
        ("a", "a", "b", Whose.MINE),
        ("a", "b", "c", Whose.BOTH),
        (None, "b", "c", Whose.BOTH),
        (None, "b", "b", Whose.NOBODY),
    ],
)
def test_whose_a_field_is(base: str | None, theirs: str, mine: str, whose: Whose) -> None:
    assert judge(base, theirs, mine) is whose


def test_only_a_field_that_both_changed_waits_for_a_choice() -> None:
    found = beside(
        told(name="Đài", title="", email="a@x.vn"),
        told(name="Đài", title="Phó ban", email="b@x.vn"),
        told(name="Ông Đài", title="", email="c@x.vn"),
    )

    assert brief(found) == [
        ("name", Whose.MINE, "mine"),
        ("title", Whose.THEIRS, "theirs"),
        ("email", Whose.BOTH, ""),
    ]


def test_what_one_side_took_out_or_put_in_is_a_choice_too() -> None:
    found = beside(told(a="1", b="2"), told(a="1", c="3"), told(a="1", b="2"))

    assert [(one.mine.key, one.mine.words, one.theirs and one.theirs.words, one.chosen) for one in found] == [
        ("a", "1", "1", ""),
        ("b", "2", "", "theirs"),
        ("c", "", "3", "theirs"),
    ]  # fmt: skip


def test_the_reason_of_a_move_has_nothing_beside_it() -> None:
    found = beside(None, told(until="2025-04-02"), told(until="2025-04-05", reason="Tỉnh họp muộn"))

    assert brief(found) == [("until", Whose.BOTH, ""), ("reason", Whose.MINE, "mine")]
    assert [one.differs for one in found] == [True, False]


def test_words_that_differ_are_marked() -> None:
    (found,) = beside(told(a="x"), told(a="Đã phát 12 tin"), told(a="Đã phát 15 tin, 2 bài"))

    assert [(run.kind, run.text) for run in found.runs if run.kind != "same"] == [
        ("out", "12"),
        ("in", "15"),
        ("in", ", 2 bài"),
    ]
