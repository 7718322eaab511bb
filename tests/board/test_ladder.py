"""A duty's own reminders on the board: the form, the preview, the yes, and what stands in its way."""

from typing import Any

import pytest
from sqlmodel import select

from dondoc.usecases import extend
from dondoc.usecases.actor import SYSTEM
from models.change import WardEvent
from models.plan import Duty
from tests.board.clashes import form_fields
from tests.board.world import World, seen

PAGE = "/ke-hoach/1/nhiem-vu/1/thang-nhac"
SPARSE = {
    "l-confirm": "",
    "l-before": "5, 2",
    "l-after": "1",
    "l-every": "",
    "reason": "nhắc vừa đủ",
}


def own(world: World) -> dict[str, Any]:
    with world.app.reading() as session:
        return session.get_one(Duty, 1).ladder


def preview(officer: Any, **typed: Any) -> Any:
    form = form_fields(officer.get(PAGE).text, PAGE)
    return officer.post(PAGE, data=form | typed | {"lam": "xem"})


def agree(world: World, **typed: Any) -> Any:
    officer = world.signed_in("officer")
    shown = preview(officer, **typed)
    yes = form_fields(shown.text, PAGE) | {"lam": "luu"}
    return officer.post(PAGE, data=yes, follow_redirects=False)


def test_the_preview_shows_each_coming_reminder_now_and_then_and_writes_nothing(
    world: World,
) -> None:
    answer = preview(world.signed_in("officer"), **SPARSE)

    words = seen(answer)
    assert answer.status_code == 200
    assert "Trước hạn 5, 2 ngày, đúng ngày đến hạn, quá hạn 1 ngày" in words
    assert "25/03/2025 14/03/2025 , 20/03/2025 , 24/03/2025 , 25/03/2025 … 18/03/2025 , " in words
    assert "18/03/2025 , 21/03/2025 , 25/03/2025 , 26/03/2025 Nếu" in words
    assert own(world) == {}


def test_the_yes_writes_what_was_shown_with_one_event_and_the_way_back_is_a_tick(
    world: World,
) -> None:
    answer = agree(world, **SPARSE)

    assert answer.headers["location"] == "/ke-hoach/1?xong=thang-nhac"
    assert own(world) == {"before": [5, 2], "after": [1], "then_every": None, "confirm": None}
    page = seen(world.signed_in("officer").get("/ke-hoach/1"))
    assert "Thang nhắc riêng: trước hạn 5, 2 ngày" in page
    with world.app.reading() as session:
        event = session.exec(select(WardEvent).where(WardEvent.kind == "ladder")).one()
    assert (event.text, event.actor) == ("nhắc vừa đủ", "Trần Thị Nội")

    agree(world, **{"l-usual": "1", "reason": "như các việc khác"})
    assert own(world) == {}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (SPARSE | {"l-before": "5; hai"}, "“hai” không dùng được"),
        (SPARSE | {"l-every": "0"}, "số ngày giữa hai lần nhắc tiếp theo, “0”"),
        (SPARSE | {"reason": " "}, "phải ghi rõ lý do"),
        ({"reason": "thử"}, "Không có gì thay đổi"),
    ],
)
def test_what_does_not_hold_comes_back_with_the_reason_and_as_typed(
    world: World, typed: dict[str, Any], words: str
) -> None:
    answer = preview(world.signed_in("officer"), **typed)

    assert answer.status_code == 422
    assert words in seen(answer)
    assert typed.get("l-before", "7, 3, 1") in answer.text
    assert own(world) == {}


def test_work_that_moved_after_the_preview_asks_for_another_look(world: World) -> None:
    officer = world.signed_in("officer")
    shown = preview(officer, **SPARSE)
    with world.app.transaction() as session:
        extend.grant(
            session, 1, until=world.now.date().replace(month=4), text="", actor=SYSTEM,
            now=world.now,
        )  # fmt: skip

    answer = officer.post(PAGE, data=form_fields(shown.text, PAGE) | {"lam": "luu"})

    assert answer.status_code == 409
    assert "Tình hình vừa thay đổi so với bản xem trước" in seen(answer)
    assert own(world) == {}
