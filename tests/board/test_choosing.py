"""What somebody chose between two versions, as the form that follows from it."""

import pytest
from starlette.datastructures import FormData, UploadFile

from dondoc.board.choosing import AGAIN, pack, resolved, unpack
from dondoc.board.forms import Posted

OLD = [("version", "3"), ("toi:name", pack([("name", "Tôi")])), ("ho:name", pack([("name", "Họ")]))]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ([("chon:name", "toi:")], "Tôi"),
        ([("chon:name", "ho:")], "Họ"),
        ([("chon:name", "sua:"), ("sua:name", "Cả hai")], "Cả hai"),
        ([("chon:name", "ho:"), ("chon-het", "toi:")], "Tôi"),
        ([], "Họ"),
    ],
)
def test_a_choice_becomes_the_field_itself(given: list[tuple[str, str]], name: str) -> None:
    form: list[tuple[str, str | UploadFile]] = [*OLD, *given]

    assert resolved(FormData(form)).multi_items() == [("version", "3"), ("name", name)]


def test_a_table_is_chosen_as_a_whole() -> None:
    mine = [("starts_on", "2025-01-01"), ("starts_on", "2025-07-01")]
    form = FormData([("toi:dot", pack(mine)), ("ho:dot", pack(mine[:1])), ("chon:dot", "toi:")])

    assert Posted(form).texts("starts_on") == ["2025-01-01", "2025-07-01"]


def test_a_form_without_choices_stays_as_it_is() -> None:
    form = FormData([("name", "x"), (AGAIN, "1")])

    assert resolved(form) is form
    assert Posted(form).goes_on


@pytest.mark.parametrize("text", ["", "x", "3", "[1]", '["abc"]', "{}"])
def test_what_was_never_packed_holds_nothing(text: str) -> None:
    assert unpack(text) == []
