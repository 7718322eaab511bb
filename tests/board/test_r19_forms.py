"""R19: whoever comes second sees both versions, and nothing is overwritten; for every form."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from models.outbox import Alarm
from tests.board import clash_directory, clash_draft, clash_moves, clash_plan, clash_rest
from tests.board.clashes import Case, form_fields, is_chooser, open_form, post
from tests.board.world import World, seen, send

CASES: dict[str, Case] = (
    clash_moves.CASES
    | clash_directory.CASES
    | clash_plan.CASES
    | clash_draft.CASES
    | clash_rest.CASES
)

#: Routes at which nobody can overwrite anybody, each with the reason.
ALONE = {
    "/dang-nhap": "asks for a mail",
    "/dang-nhap/{code}": "uses a code of one person up",
    "/dang-xuat": "ends one's own session",
    "/l/{token}/gui-lai": "mails the link again",
    "/ke-hoach/moi": "hands in a new document",
    "/ke-hoach/{number}/moc": "a new anchor; one of that name is refused by name",
    "/dau-moi/them": "a new contact; the same one on the same days is refused by name",
    "/dau-moi/{number}/vang-mat": "a new absence; days that are noted already are refused by name",
    "/vang-mat/nguoi/{key}": "a new absence; days that are noted already are refused by name",
    "/lich-dien-tu": "a new feed; a second one is refused by name",
    "/tong-hop/{plan_id}/{period}/lap": "counts figures anew and keeps what people wrote",
    "/dia-chi-tam-ngung": "lets mails go to an address again; twice is refused",
    "/tiep-quan": "takes an installation over; twice is refused",
    "/ke-hoach/{number}/sua-doi/xac-nhan": "does what was shown or shows it anew: test_amend",
    "/canh-bao/{number}": "answered once; the second is told by whom: below",
    "/lich-dien-tu/{feed_id}/thu-hoi": "revoked once; the second is told when: below",
    "/thu-da-gui/{number}/gui-lai": "the group that was seen must still be so: test_outbox",
    "/dau-moi/{number}/kenh": "the chooser of contacts, with the way of mails: test_directory",
    "/thu-den/{number}/ghi": "the case that was seen must still wait; else told so",
    "/thu-den/{number}/ngung-gui": "the mail that was seen must still wait; else told so",
    "/thu-den/{number}/bo-qua": "the case that was seen must still wait; else told so",
    "/sap-xep/{number}/huy": "taken back once; the second is told that it was",
    "/sap-xep/{step}": "does what was shown or shows it anew",
    "/cong-van": "writes a new letter",
    "/cong-van/{number}/so": "its own page keeps what was typed beside what is stored",
    "/thu-da-gui/{number}/bo": "the group that was seen must still be so: test_outbox",
}

on_sqlite = pytest.mark.parametrize("copied", ["sqlite"], indirect=True)


def posting(routes: Iterable[Any]) -> Iterator[str]:
    """The paths of every route that takes a form, whatever router it was given to."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is not None:
            yield from posting(router.routes)
        elif "POST" in (getattr(route, "methods", None) or ()):
            yield route.path


@on_sqlite
def test_r19_every_route_that_changes_something_is_known_here(world: World) -> None:
    """A new form needs a case that plays two people at it, or a reason why it needs none."""
    routes = {path for path in posting(world.board.routes) if path}

    assert routes - set(CASES) - set(ALONE) == set()
    assert set(CASES) - routes == set()


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
    assert world.dump() == before
    assert [text for text in (*case.shown, *case.theirs) if text not in words] == []
    assert is_chooser(answer) is case.stays
    if case.stays:
        further = form_fields(answer.text, action.partition("#")[0]) | {"chon-sua": "1"}
        browser.post(action, data=further, follow_redirects=False)
        assert world.dump() == before
        again = browser.post(
            action,
            data=form_fields(answer.text, action.partition("#")[0]) | {"chon-het": "1"},
            follow_redirects=False,
        )
        assert again.status_code in {200, 303}, seen(again)


@on_sqlite
def test_r19_what_can_be_done_once_tells_the_second_who_did_it_or_when(world: World) -> None:
    officer, vice = world.signed_in("officer"), world.signed_in("vice")
    with world.app.transaction() as session:
        alarm = Alarm(
            ward_id=1, kind="storm", words="Muốn gửi 60 thư cùng lúc.",
            raised_at=world.now,
        )  # fmt: skip
        session.add(alarm)
    answer = form_fields(officer.get("/").text, f"/canh-bao/{alarm.id}")
    feed = send(officer, "/lich-dien-tu", "/lich-dien-tu")
    assert feed.status_code == 303, seen(vice.get("/"))
    revoke = form_fields(officer.get("/lich-dien-tu/1/thu-hoi").text, "/lich-dien-tu/1/thu-hoi")
    told = []
    for path, form in ((f"/canh-bao/{alarm.id}", answer), ("/lich-dien-tu/1/thu-hoi", revoke)):
        officer.post(path, data=form)
        before = world.dump()
        late = officer.post(path, data=form)
        assert (late.status_code, world.dump()) == (409, before)
        told.append(seen(late))

    assert "Trần Thị Nội đã trả lời cảnh báo này lúc 08:00, thứ Hai, 03/03/2025" in told[0]
    assert "vừa được thu hồi lúc 08:00, thứ Hai, 03/03/2025" in told[1]


@on_sqlite
def test_r19_files_of_a_late_report_are_named_to_be_picked_again(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    form = form_fields(browser.get(path).text, f"{path}/bao-cao")
    clash_moves.TAKEN(world)

    late = browser.post(
        f"{path}/bao-cao", data=form | {"name": "Ông Tư", "text": "Đã phát 15 tin"},
        files={"files": ("ảnh loa.jpg", b"x", "image/jpeg")},
    )  # fmt: skip
    again = form_fields(late.text, f"{path}/bao-cao")
    browser.post(
        f"{path}/bao-cao", data=again, files={"files": ("ảnh loa.jpg", b"x", "image/jpeg")}
    )

    assert (late.status_code, "hãy chọn lại: ảnh loa.jpg" in seen(late)) == (409, True)
    (row,) = world.reports("V.1")
    assert (row.text, [one.file_name for one in world.evidence(row)]) == (
        "Đã phát 15 tin", ["ảnh loa.jpg"],
    )  # fmt: skip
