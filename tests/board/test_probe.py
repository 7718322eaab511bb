"""The probe for whoever watches from outside, and the line for those who look at the board."""

from datetime import timedelta

from dondoc.usecases import heartbeat
from models.outbox import OutboxMail
from tests.board.world import World, seen


def passes(world: World) -> None:
    with world.app.transaction() as session:
        for name in ("round", "deliver"):
            heartbeat.record(session, name, now=world.now)


def test_r17_the_probe_is_red_when_the_worker_stands_still_and_green_when_it_goes_on(
    world: World,
) -> None:
    passes(world)
    browser = world.browser()
    found = [browser.get("/healthz")]
    world.later(minutes=31)
    found.append(browser.get("/healthz"))
    passes(world)
    found.append(browser.get("/healthz"))

    assert [answer.status_code for answer in found] == [200, 503, 200]
    assert [[one["code"] for one in answer.json()["late"]] for answer in found] == [
        [], ["sending", "round"], [],
    ]  # fmt: skip
    assert "Phường" not in found[1].text


def test_r17_the_home_page_says_for_how_long_the_oldest_mail_has_waited(world: World) -> None:
    officer = world.signed_in("officer")
    before = seen(officer.get("/"))
    with world.app.transaction() as session:
        session.add(
            OutboxMail(
                ward_id=1, dedup_key="k", kind="alarm", to_name="", to_address="a@p4.example",
                subject="s", message_id="<k>", local_day=world.now.date(),
                made_at=world.now - timedelta(hours=2, minutes=5), not_before=world.now,
            )
        )  # fmt: skip

    assert "Không có thư nào chờ gửi." in before
    assert "01 thư đang chờ gửi, thư cũ nhất đã chờ 2 giờ 05 phút." in seen(officer.get("/"))
