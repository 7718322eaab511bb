"""Calendar feeds: who may make, see and revoke them, and what their address hands out to programs."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from dondoc.board.masking import mask
from dondoc.usecases import accept, cancel, feed_content, report, sleep
from dondoc.usecases import feeds as feeds_of
from dondoc.usecases.actor import acting
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import Link
from models.change import CalendarFeed, WardEvent
from models.ward import Person
from tests.board.world import World, hidden, seen, send
from tests.factories import OFFICER, UNIT, clause, office, on_dates
from tests.notifications import rfc5545
from tests.notifications.rfc5545 import Component
from tests.usecases.test_query_count import statements

PAGE = "/lich-dien-tu"
ADDRESS = re.compile(r'value="(https://dondoc\.phuong4\.example(/lich/[\w-]+\.ics))"')


def made(world: World, key: str = "officer", unit: str = "") -> str:
    """Make a feed on the board; the path of its address."""
    browser = world.signed_in(key)
    before = set(ADDRESS.findall(browser.get(PAGE).text))
    answer = send(browser, PAGE, PAGE, unit=unit)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?xong=lich-dien-tu")
    ((_, path),) = set(ADDRESS.findall(browser.get(PAGE).text)) - before
    return str(path)


def fetched(world: World, path: str) -> Component:
    answer = world.browser().get(path)
    assert answer.status_code == 200, answer.text
    return rfc5545.read(answer.content)


def titles(calendar: Component) -> list[str]:
    return [event["SUMMARY"] for event in calendar.events]


def revoked(world: World, key: str, feed_id: int) -> int:
    browser = world.signed_in(key)
    path = f"{PAGE}/{feed_id}/thu-hoi"
    form = hidden(browser.get(PAGE).text, "/dang-xuat")
    return int(browser.post(path, data=form, follow_redirects=False).status_code)


def feeds(world: World) -> list[CalendarFeed]:
    with world.app.reading() as session:
        return list(session.exec(select(CalendarFeed)).all())


def test_the_feed_of_a_unit_shows_its_own_work_and_nothing_of_others(world: World) -> None:
    calendar = fetched(world, made(world, unit="web"))

    assert calendar["NAME"] == "Nhiệm vụ Trang thông tin điện tử"
    assert titles(calendar) == [
        "Hạn 17:00: Đăng tin trên Trang thông tin điện tử",
        "Hạn 17:00: Báo cáo tháng Giêng",
    ]
    assert [event.get("URL") for event in calendar.events] == [None, None]


def test_the_officers_feed_shows_the_whole_ward_and_leads_to_the_board(world: World) -> None:
    calendar = fetched(world, made(world))

    assert calendar["NAME"] == "Nhiệm vụ Phường 4"
    assert titles(calendar)[2] == (
        "Đề nghị trước 17:00, Ủy ban Mặt trận Tổ quốc Việt Nam Phường: Vận động đoàn viên, hội viên "
        "hưởng ứng"
    )
    assert [event["URL"] for event in calendar.events] == [
        f"https://dondoc.phuong4.example/nhiem-vu/{world.ids[path]}"
        for path in ("V.1", "V.2", "V.3", "V.4", "V.5")
    ]


def test_no_feed_holds_a_persons_name_an_address_or_a_units_link(world: World) -> None:
    link = world.link("V.2", "trang@phuong4.example")

    for path in (made(world), made(world, unit="web")):
        text = world.browser().get(path).text
        assert link.rpartition("/")[2] not in text
        assert "/l/" not in text
        assert set(re.findall(r"[\w.]+@[\w.]+\.example", text)) == {"dondoc@phuong4.example"}
        assert [name for name in ("Trần Thị Nội", "Võ Thị Trang") if name in text] == []


def test_an_address_is_asked_without_signing_in_and_a_known_answer_is_not_sent_again(
    world: World,
) -> None:
    path = made(world, unit="radio")
    first = world.browser().get(path)
    etag = first.headers["etag"]

    again = world.browser().get(path, headers={"If-None-Match": f'"x", W/{etag}'})
    other = world.browser().get(path, headers={"If-None-Match": '"x"'})
    head = world.browser().head(path)

    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["content-disposition"] == 'inline; filename="lich-dondoc.ics"'
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (other.status_code, other.content) == (200, first.content)
    assert (head.status_code, head.headers["etag"]) == (200, etag)


def test_asking_changes_nothing(world: World) -> None:
    paths = [made(world), made(world, unit="radio"), f"{world.link('V.1')}/lich.ics"]
    before = world.dump()

    for path in [*paths, "/lich/khong-co.ics"]:
        world.browser().get(path)
        world.browser().head(path)

    assert world.dump() == before


def test_a_moved_deadline_keeps_its_uid_and_raises_its_sequence(world: World) -> None:
    path = made(world, unit="radio")
    (before,) = fetched(world, path).events
    browser = world.signed_in("officer")
    page = f"/nhiem-vu/{world.ids['V.1']}"

    send(browser, page, f"{page}/gia-han", until="2025-04-10", text="Chờ thiết bị")

    (after,) = fetched(world, path).events
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert (before["DTEND"], after["DTEND"]) == ("20250325T170000", "20250410T170000")


def test_reported_and_accepted_work_is_marked_and_what_sleeps_or_is_withdrawn_leaves(
    world: World,
) -> None:
    path = made(world)
    with world.app.transaction() as session:
        officer = acting(session.exec(select(Person).where(Person.key == "officer")).one())
        for done in ("V.1", "V.2"):
            report.report(
                session, world.ids[done], given=GivenReport(text="Đã xong"), actor=UNIT,
                now=world.now,
            )  # fmt: skip
        accept.accept(session, world.ids["V.1"], actor=officer, now=world.now)
        sleep.put_to_sleep(
            session, world.ids["V.3"], waiting_for="văn bản", actor=officer, now=world.now
        )
        cancel.cancel(
            session, world.ids["V.4"], reason="Thay kế hoạch", actor=officer, now=world.now
        )

    calendar = fetched(world, path)

    assert titles(calendar) == [
        "Đã hoàn thành, Cán bộ Đài truyền thanh: Tuyên truyền trên hệ thống truyền thanh",
        "Đã báo cáo, Trang thông tin điện tử: Đăng tin trên Trang thông tin điện tử",
        "Hạn 17:00, Trang thông tin điện tử: Báo cáo tháng Giêng",
    ]
    assert [event.inside("VALARM") for event in calendar.events] == [[], [], []]


def test_a_revoked_feed_dies_at_once_with_one_plain_sentence(world: World) -> None:
    path = made(world, unit="radio")
    etag = world.browser().get(path).headers["etag"]

    assert revoked(world, "officer", feeds(world)[0].id or 0) == 303

    answer = world.browser().get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.headers["content-type"]) == (
        410,
        "text/plain; charset=utf-8",
    )
    assert answer.text.startswith("Địa chỉ lịch này đã bị thu hồi.")
    assert made(world, unit="radio") != path


@pytest.mark.parametrize("token", ["khong-co", "A" * 22, "%00", "x" * 4000])
def test_an_unknown_address_is_not_found(world: World, token: str) -> None:
    answer = world.browser().get(f"/lich/{token}.ics")

    assert (answer.status_code, answer.text) == (
        404,
        "Địa chỉ lịch này không đúng. Hãy xin cán bộ Nội vụ địa chỉ đúng.",
    )


def test_the_feed_of_someone_who_no_longer_holds_a_role_dies(world: World) -> None:
    path = made(world, "vice")
    with world.app.transaction() as session:
        person = session.exec(select(Person).where(Person.key == "vice")).one()
        person.active = False
        session.add(person)

    assert world.browser().get(path).status_code == 410


def test_only_the_hash_is_stored_and_no_two_addresses_are_alike(world: World) -> None:
    tokens = [
        made(world, unit=unit).split("/")[2].removesuffix(".ics") for unit in ("web", "radio")
    ]

    everything = str(world.dump())

    assert [len(token) for token in tokens] == [22, 22]
    assert tokens[0] != tokens[1]
    assert [token in everything for token in tokens] == [False, False]


def test_everyone_makes_their_own_and_only_the_officer_those_of_units(world: World) -> None:
    vice = world.signed_in("vice")
    fetched(world, made(world, "vice"))

    form = hidden(vice.get(PAGE).text, "/dang-xuat")
    refused = vice.post(PAGE, data=form | {"unit": "radio"}, follow_redirects=False)

    assert refused.status_code == 403
    assert [(feed.unit_id, feed.made_by) for feed in feeds(world)] == [(None, "Nguyễn Văn Phó")]


def test_nobody_sees_or_ends_the_feed_of_another_but_the_officer(world: World) -> None:
    path = made(world, "vice")
    feed_id = feeds(world)[0].id or 0
    token = path.split("/")[2]

    assert token not in world.signed_in("officer").get(PAGE).text
    assert token not in world.signed_in("council").get(PAGE).text
    assert world.signed_in("council").get(f"{PAGE}/{feed_id}/thu-hoi").status_code == 404
    assert revoked(world, "council", feed_id) == 404
    assert world.browser().get(path).status_code == 200
    assert revoked(world, "officer", feed_id) == 303
    assert world.browser().get(path).status_code == 410


def test_a_second_feed_of_the_same_unit_is_refused(world: World) -> None:
    made(world, unit="radio")
    browser = world.signed_in("officer")

    answer = send(browser, PAGE, PAGE, unit="radio")

    assert answer.status_code == 409
    assert "Lịch của Cán bộ Đài truyền thanh đã có địa chỉ." in seen(answer)
    assert len(feeds(world)) == 1


def test_revoking_asks_first_and_each_change_stands_in_the_log(world: World) -> None:
    made(world, unit="radio")
    feed_id = feeds(world)[0].id or 0
    browser = world.signed_in("officer")

    asked = browser.get(f"{PAGE}/{feed_id}/thu-hoi")
    still = feeds(world)[0].revoked_at
    answer = send(browser, f"{PAGE}/{feed_id}/thu-hoi", f"{PAGE}/{feed_id}/thu-hoi")

    assert "Thu hồi địa chỉ này?" in seen(asked)
    assert still is None
    assert answer.status_code == 303
    with world.app.reading() as session:
        events = session.exec(select(WardEvent).where(WardEvent.kind == "feed")).all()
    name = "Lịch của Cán bộ Đài truyền thanh"
    assert [(one.text, one.actor, one.data["before"], one.data["after"]) for one in events] == [
        ("Tạo địa chỉ lịch điện tử", "Trần Thị Nội", None, {"name": name}),
        (
            "Thu hồi địa chỉ lịch điện tử",
            "Trần Thị Nội",
            {"name": name},
            {"name": name, "revoked_at": "08:00, thứ Hai, 03/03/2025"},
        ),
    ]
    log = seen(browser.get("/nhat-ky?loai=feed"))
    assert "Thay đổi lịch điện tử" in log
    assert name in log


def test_the_secret_part_of_an_address_is_kept_out_of_the_log() -> None:
    assert mask("GET /lich/Abc_1-2.ics HTTP/1.1") == "GET /lich/… HTTP/1.1"
    assert mask("/lich-lam-viec?nam=2025") == "/lich-lam-viec?nam=2025"


def test_a_unit_takes_its_deadline_from_its_own_page_with_its_own_link(world: World) -> None:
    link = world.link("V.1")
    page = world.browser().get(link)

    answer = world.browser().get(f"{link}/lich.ics")

    assert f'<a href="{link}/lich.ics">Tải lịch (.ics)</a>' in page.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = rfc5545.read(answer.content).events
    (in_feed,) = fetched(world, made(world, unit="radio")).events
    assert event["UID"] == in_feed["UID"]
    assert (event["URL"], event["CLASS"]) == (f"https://dondoc.phuong4.example{link}", "PRIVATE")


def test_work_that_is_no_longer_open_has_no_file(world: World) -> None:
    link = world.link("V.1")
    with world.app.transaction() as session:
        officer = acting(session.exec(select(Person).where(Person.key == "officer")).one())
        cancel.cancel(
            session, world.ids["V.1"], reason="Thay kế hoạch", actor=officer, now=world.now
        )
        assert session.exec(select(Link)).one().revoked_at is None

    answer = world.browser().get(f"{link}/lich.ics")

    assert (answer.status_code, world.browser().get("/l/khong/lich.ics").status_code) == (410, 404)
    assert "Tải lịch" not in world.browser().get(link).text


@pytest.mark.parametrize("count", [3, 90])
def test_a_feed_costs_the_same_questions_for_3_and_for_90_deadlines(
    app: App, now: datetime, count: int
) -> None:
    days = [(date(2025, 6, 2) + timedelta(days=number)).isoformat() for number in range(count)]
    ward = office(app, [clause("V.1", ["culture"], on_dates(*days))], now=now)
    with app.transaction() as session:
        made = feeds_of.make(
            session, ward.ward_id, unit_key="culture", actor=OFFICER, voice=app.voice, now=now
        )
    token = made.address.rpartition("/")[2].removesuffix(".ics")

    with statements(app.engine) as heard, app.reading() as session:
        content = feed_content.content_of(session, token, voice=app.voice, now=now)

    assert len(rfc5545.read(content).events) == count
    # The feed, its unit, the ward with what belongs to it (6), which work, and that work (3).
    assert len([one for one in heard if one.startswith("SELECT")]) == 12
