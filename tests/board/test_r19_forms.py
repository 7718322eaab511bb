"""R19: whoever comes second sees both versions, and nothing is overwritten; for every form."""

import re

import pytest

from tests.board import clash_directory, clash_draft, clash_moves, clash_plan
from tests.board.clashes import Case, form_fields, is_chooser, open_form, post
from tests.board.world import World, seen

CASES: dict[str, Case] = (
    clash_moves.CASES | clash_directory.CASES | clash_plan.CASES | clash_draft.CASES
)

on_sqlite = pytest.mark.parametrize("copied", ["sqlite"], indirect=True)


@on_sqlite
@pytest.mark.parametrize("route", sorted(CASES))
def test_r19_an_old_form_shows_both_and_overwrites_nothing(world: World, route: str) -> None:
    case = CASES[route]
    case.before(world)
    browser = world.signed_in(case.who) if case.who else world.browser()
    action, form, files = open_form(world, browser, case)
    case.first(world)
    before = world.dump()

    answer = post(browser, action, form, files)

    words = seen(answer) + " " + " ".join(re.findall(r'value="([^"]*)"', answer.text))
    assert answer.status_code == 409, words
    assert kept(world) == {name: rows for name, rows in before.items() if name not in ASIDE}
    assert [text for text in (*case.shown, *case.theirs) if text not in words] == []
    assert is_chooser(answer) is case.stays
    if case.stays:
        again = browser.post(
            action,
            data=form_fields(answer.text, action.partition("#")[0]) | {"chon-het": "1"},
            follow_redirects=False,
        )
        assert again.status_code in {200, 303}, seen(again)


#: Files that are kept until the second person has chosen.
ASIDE = frozenset({"kept_file"})


def kept(world: World) -> dict[str, list[str]]:
    return {name: rows for name, rows in world.dump().items() if name not in ASIDE}
