"""Commands on one assignment, each with the events that it must leave; see ``test_r20_attributable``."""

from datetime import date

from dondoc.usecases import (
    accept,
    acknowledge,
    cancel,
    chase,
    contacted,
    extend,
    pause,
    report,
    send_back,
    shorten,
    sleep,
    transfer,
)
from dondoc.usecases.actor import Actor
from tests.factories import OFFICER, UNIT, VICE
from tests.usecases.attributing import DONE, NOW, PHONE, Case, World


def reported(world: World, *, actor: Actor = UNIT) -> None:
    report.report(world.session, world.id(), given=DONE, actor=actor, now=NOW)


def asleep(world: World) -> None:
    sleep.put_to_sleep(world.session, world.id(), waiting_for="hướng dẫn", actor=OFFICER, now=NOW)


def paused(world: World) -> None:
    pause.pause(
        world.session, world.id(), until=date(2025, 3, 20), reason="Ngập", actor=OFFICER, now=NOW
    )


def asked(world: World) -> None:
    extend.ask(
        world.session, world.id(), until=date(2025, 4, 25), reason="Chờ số liệu", actor=UNIT,
        now=NOW,
    )  # fmt: skip


WORK: dict[str, Case] = {
    "acknowledge.acknowledge": Case(
        lambda w: acknowledge.acknowledge(w.session, w.id(), actor=UNIT, now=NOW),
        {"acknowledge": 1}, UNIT,
    ),
    "report.report": Case(reported, {"report": 1}, UNIT),
    "report.report by phone": Case(lambda w: reported(w, actor=PHONE), {"report": 1}, PHONE),
    "report.report again": Case(reported, {"report": 1}, UNIT, (reported,)),
    "accept.accept": Case(
        lambda w: accept.accept(w.session, w.id(), actor=VICE, now=NOW), {"accept": 1}, VICE,
        (reported,),
    ),
    "send_back.send_back": Case(
        lambda w: send_back.send_back(w.session, w.id(), reason="Thiếu", actor=OFFICER, now=NOW),
        {"return": 1}, first=(reported,),
    ),
    "extend.ask": Case(asked, {"ask_extension": 1}, UNIT),
    "extend.grant": Case(
        lambda w: extend.grant(w.session, w.id(), until=date(2025, 4, 22), actor=OFFICER, now=NOW),
        {"extend": 1}, first=(asked,),
    ),
    "extend.refuse": Case(
        lambda w: extend.refuse(w.session, w.id(), reason="Cần gấp", actor=OFFICER, now=NOW),
        {"refuse_extension": 1}, first=(asked,),
    ),
    "shorten.shorten": Case(
        lambda w: shorten.shorten(
            w.session, w.id(), until=date(2025, 4, 1), reason="Cần gấp", actor=OFFICER, now=NOW
        ),
        {"shorten": 1},
    ),
    "transfer.transfer": Case(
        lambda w: transfer.transfer(
            w.session, w.id(), unit_key="radio", reason="Đúng chức năng", actor=OFFICER, now=NOW
        ),
        {"transfer": 1, "assigned": 1},
    ),
    "sleep.put_to_sleep": Case(asleep, {"sleep": 1}),
    "sleep.wake": Case(
        lambda w: sleep.wake(w.session, w.id(), until=date(2025, 5, 20), actor=OFFICER, now=NOW),
        {"wake": 1}, first=(asleep,),
    ),
    "cancel.cancel": Case(
        lambda w: cancel.cancel(w.session, w.id(), reason="Trùng", actor=OFFICER, now=NOW),
        {"cancel": 1}, first=(asked,),
    ),
    "pause.pause": Case(paused, {"pause": 1}),
    "pause.resume": Case(
        lambda w: pause.resume(w.session, w.id(), actor=OFFICER, now=NOW), {"resume": 1},
        first=(paused,),
    ),
    "contacted.contacted": Case(
        lambda w: contacted.contacted(w.session, w.id(), text="Hứa nộp", actor=OFFICER, now=NOW),
        {"called": 1},
    ),
    "chase.chase": Case(
        lambda w: chase.chase(w.session, w.id("V.3"), actor=OFFICER, now=NOW), {"chase": 1}
    ),
}  # fmt: skip
