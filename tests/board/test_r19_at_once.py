"""R19: forms that are really sent at the same moment, from a link and from the board."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from tests.board.clashes import TestClient, form_fields
from tests.board.world import World, seen

Sent = tuple[TestClient, str, dict[str, Any]]


def at_once(*forms: Sent) -> list[Any]:
    """The answers to forms that leave together."""
    ready = Barrier(len(forms))

    def one(form: Sent) -> Any:
        browser, action, fields = form
        ready.wait()
        return browser.post(action, data=fields, follow_redirects=False)

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(one, forms))


def form_of(browser: TestClient, page: str, action: str, **typed: str) -> Sent:
    return browser, action, form_fields(browser.get(page).text, action) | typed


def test_r19_link_and_board_at_once_one_is_stored_and_the_others_see_it(world: World) -> None:
    link, path = world.link("V.1"), f"/nhiem-vu/{world.ids['V.1']}"
    officer = [world.signed_in("officer") for _ in range(2)]
    forms = [
        form_of(world.browser(), link, f"{link}/bao-cao", name="Ông Tư", text="Đã phát 15 tin"),
        form_of(world.browser(), link, f"{link}/gia-han", name="Bà Ba", until="2025-04-01",
                reason="Loa phường hỏng"),
        form_of(officer[0], path, f"{path}/gia-han", until="2025-04-02", text="Tỉnh họp muộn"),
        form_of(officer[1], path, f"{path}/thu-hoi", reason="Kế hoạch thay đổi"),
    ]  # fmt: skip

    answers = at_once(*forms)

    done = [answer for answer in answers if answer.status_code == 303]
    late = [answer for answer in answers if answer.status_code == 409]
    assert (len(done), len(late)) == (1, 3)
    assert len(world.history("V.1")) == 2
    assert all("Người khác đã lưu" in seen(answer) for answer in late)
    typed = ["Đã phát 15 tin", "Loa phường hỏng", "Tỉnh họp muộn", "Kế hoạch thay đổi"]
    for answer, words in zip(answers, typed, strict=True):
        assert (words in answer.text) is (answer.status_code == 409)


def test_r19_two_reports_at_once_leave_the_second_to_be_chosen(world: World) -> None:
    link = world.link("V.1")
    forms = [
        form_of(world.browser(), link, f"{link}/bao-cao", name=name, text=text)
        for name, text in (("Ông Tư", "Đã phát 15 tin"), ("Bà Ba", "Đã phát 12 tin"))
    ]

    answers = at_once(*forms)

    (late,) = [n for n, answer in enumerate(answers) if answer.status_code == 409]
    assert len(world.reports("V.1")) == 1
    browser, action, fields = forms[late]
    again = form_fields(answers[late].text, action)
    chosen = {"chon:name": "toi:", "chon:text": "sua:", "sua:text": "Đã phát 27 tin, cả hai buổi"}
    browser.post(action, data=again | chosen)
    assert [(row.made_by, row.text) for row in world.reports("V.1")][-1] == (
        fields["name"],
        "Đã phát 27 tin, cả hai buổi",
    )
