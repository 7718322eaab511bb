"""Commands on mails, alarms, formal letters and the installation, with their events."""

from sqlmodel import col, select

from dondoc.usecases import alarms, incoming_pen, mail_acts, quiet, take_over, urge
from dondoc.usecases.round import run_round
from models.dispatch import Dispatch
from models.incoming import IncomingKind, IncomingMail, IncomingState
from models.outbox import Alarm, MailState, OutboxMail, SuspendedAddress
from tests.factories import OFFICER
from tests.usecases.attributing import LATE, NOW, Case, World, newest


def stuck(world: World) -> OutboxMail:
    """A mail of the first round that no server took."""
    run_round(world.session, world.ward.ward_id, voice=world.app.voice, now=NOW)
    mail = world.session.get_one(OutboxMail, newest(world, OutboxMail))
    mail.state = MailState.PARKED
    world.session.add(mail)
    return mail


def refused(world: World) -> None:
    world.fact(
        SuspendedAddress(
            ward_id=world.ward.ward_id, address="culture@p4.example", since=NOW, words="550"
        )
    )


def came(world: World, *, nowhere: bool = False) -> None:
    """A mail that waits for the officer, about the newest one that was sent, if any was."""
    sent = world.session.exec(select(OutboxMail.id).order_by(col(OutboxMail.id).desc())).first()
    world.fact(
        IncomingMail(
            ward_id=None if nowhere else world.ward.ward_id, fingerprint="x", source="pipe", received_at=NOW,
            kind=IncomingKind.UNCLEAR, state=IncomingState.HELD, mail_id=sent, raw=b"",
        )
    )  # fmt: skip


def urged(world: World) -> None:
    """Two occurrences of the radio's monthly duty are overdue by then."""
    urge.draft(world.session, world.ward.ward_id, "radio", actor=OFFICER, now=LATE)


MAILS: dict[str, Case] = {
    "alarms.answer": Case(
        lambda w: alarms.answer(
            w.session, w.fact(Alarm(ward_id=None, kind="queue", words="Dừng.", raised_at=NOW)),
            ward_id=w.ward.ward_id, actor=OFFICER, now=NOW,
        ),
        {"alarm": 1},
    ),
    "mail_acts.resend": Case(
        lambda w: mail_acts.resend(
            w.session, newest(w, OutboxMail), reason="đã sửa hộp thư", voice=w.app.voice, actor=OFFICER, now=NOW
        ),
        {"mail-resent": 1}, first=(stuck,),
    ),
    "mail_acts.drop": Case(
        lambda w: mail_acts.drop(w.session, newest(w, OutboxMail), reason="đã gọi điện", actor=OFFICER, now=NOW),
        {"mail-dropped": 1}, first=(stuck,),
    ),
    "mail_acts.lift": Case(
        lambda w: mail_acts.lift(
            w.session, w.ward.ward_id, "culture@p4.example", reason="đã sửa", actor=OFFICER,
            now=NOW,
        ),
        {"address-lifted": 1}, first=(refused,),
    ),
    "incoming_pen.attach": Case(
        lambda w: incoming_pen.attach(
            w.session, w.ward.ward_id, newest(w, IncomingMail), [w.id()], actor=OFFICER, now=NOW
        ),
        {"replied": 1}, first=(came,),
    ),
    "incoming_pen.give": Case(
        lambda w: incoming_pen.give(
            w.session, newest(w, IncomingMail), w.ward.ward_id, actor=OFFICER, now=NOW
        ),
        {"incoming": 1}, first=(lambda w: came(w, nowhere=True),),
    ),
    "incoming_pen.put_aside": Case(
        lambda w: incoming_pen.put_aside(
            w.session, w.ward.ward_id, newest(w, IncomingMail), actor=OFFICER, now=NOW
        ),
        {"incoming": 1}, first=(came,),
    ),
    "incoming_pen.suspend": Case(
        lambda w: incoming_pen.suspend(
            w.session, w.ward.ward_id, newest(w, IncomingMail), actor=OFFICER, now=NOW
        ),
        {"bounce": 1}, first=(stuck, came),
    ),
    "take_over.take_over": Case(
        lambda w: take_over.take_over(
            w.session, place=None, voice=w.app.voice, actor=OFFICER, now=NOW
        ),
        {"take-over": 1},
        first=(lambda w: quiet.fall_quiet(w.session, origin={}, place=None, now=NOW),),
    ),
    "urge.draft": Case(urged, {"dispatch-drafted": 1}),
    "urge.record_number": Case(
        lambda w: urge.record_number(
            w.session, w.ward.ward_id, newest(w, Dispatch), number="45",
            signed_on=LATE.date(), actor=OFFICER, now=LATE,
        ),
        {"dispatch": 2}, first=(urged,),
    ),
}  # fmt: skip
