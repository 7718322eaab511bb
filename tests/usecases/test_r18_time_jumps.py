"""R18: a clock that jumps does no harm: nothing is told twice, nothing is lost, a storm is asked about."""

from datetime import datetime

import pytest
from sqlmodel import select

from dondoc.operate import doctor
from dondoc.operate.tick import send
from dondoc.rules.delivery import Outcome
from dondoc.usecases import summarise
from dondoc.usecases.round import run_round
from dondoc.wiring import App, capturing
from models.outbox import MailState, Notice, OutboxMail, RungMark
from models.summary import Summary
from notifications.channel import DeliveryError
from tests.conftest import Prepared
from tests.factories import WARD, Office, clause, office, on_dates
from tests.usecases.play import days, local, tick

DUE = on_dates("2025-05-22")
UNIT = "culture@p4.example"
MANY = [f"u{number}" for number in range(51)]
UNITS = "".join(
    f"  - {{key: {key}, name: Tổ {key}, contacts: [{{name: T, email: {key}@p4.example}}]}}\n"
    for key in MANY
)
WAVES = """
waves:
  - {key: "2025-1", name: Đợt 1, from: 2025-03-01, to: 2025-06-30, summary: interim}
"""


def build(app: App) -> Office:
    now = local("2025-03-03 08:00")
    text = WARD.replace("groups: {unions", UNITS + "groups: {unions") + WAVES
    plan = [clause("V.1", ["culture"], DUE), clause("V.2", MANY, on_dates("2025-12-15"))]
    ward = office(app, plan, now=now, text=text)
    tick(ward, "2025-03-03 08:10", force=True)
    return ward


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("time_jumps", build)


@pytest.fixture
def ward(copied: tuple[str, Office], app: App) -> Office:
    return Office(app, copied[1].ward_id, copied[1].plan_id)


def kept(ward: Office) -> tuple[list[str], list[tuple[int, int, str]], list[str]]:
    """Every mail, rung and piece of news with what became of it."""
    with ward.app.reading() as session:
        mails = session.exec(select(OutboxMail).order_by(OutboxMail.dedup_key)).all()
        marks = session.exec(select(RungMark)).all()
        notices = session.exec(select(Notice)).all()
    return (
        [f"{mail.dedup_key} {mail.state} {mail.sent_at}" for mail in mails],
        sorted((mark.assignment_id, mark.offset, mark.audience) for mark in marks),
        sorted(f"{one.assignment_id} {one.kind} {one.state}" for one in notices),
    )


@pytest.mark.parametrize("back", ["2025-05-20 09:00", "2025-05-19 10:00", "2024-05-22 10:00"])
def test_r18_a_clock_that_goes_back_an_hour_a_day_or_a_year_takes_nothing_back(
    ward: Office, back: str
) -> None:
    tick(ward, "2025-05-19 07:30")
    tick(ward, "2025-05-20 10:00")
    before = kept(ward)

    assert days(ward, back) == []
    assert kept(ward) == before
    assert days(ward, "2025-05-20 10:10") == []


def test_r18_what_was_told_a_day_early_is_not_told_again(ward: Office) -> None:
    tick(ward, "2025-05-19 07:30")
    early = days(ward, "2025-05-21 07:30")

    again = days(ward, "2025-05-20 10:00", "2025-05-21 07:30", "2025-05-21 16:00")

    assert early == [("2025-05-21 07:30", "culture@p4.example", "reminder", [-1])]
    assert again == []


def test_r18_after_a_day_forwards_and_back_the_later_rungs_come_on_their_days(
    ward: Office,
) -> None:
    tick(ward, "2025-05-19 07:30")
    tick(ward, "2025-05-21 07:30")

    told = days(ward, "2025-05-20 08:00", "2025-05-22 07:30", "2025-05-23 07:30")

    units = [one for one in told if one[1] != "officer@p4.example"]
    assert [(at, to, offsets) for at, to, _, offsets in units] == [
        ("2025-05-22 07:30", "culture@p4.example", [0]),
        ("2025-05-23 07:30", "culture@p4.example", [1]),
    ]


def test_r18_a_clock_a_year_ahead_is_asked_about_and_spends_no_rung(ward: Office) -> None:
    """So many rungs are due at once that a person must say yes; put right, the year goes on."""
    tick(ward, "2025-05-19 07:30")
    before = kept(ward)

    done, told = tick(ward, "2026-05-20 07:30")

    assert (told, done.rounds[ward.ward_id].storm > 50) == ([], True)
    assert kept(ward) == before
    assert days(ward, "2025-05-21 07:30") == [
        ("2025-05-21 07:30", "culture@p4.example", "reminder", [-1])
    ]


def test_r18_a_summary_drafted_in_a_false_year_is_drafted_anew_on_its_own_morning(
    ward: Office,
) -> None:
    tick(ward, "2026-04-07 06:30")
    tick(ward, "2025-06-30 06:30")
    tick(ward, "2025-07-01 06:30")

    with ward.app.reading() as session:
        (made,) = session.exec(select(Summary)).all()
        assert summarise.draft_due(session, ward.ward_id, now=local("2025-07-02 06:30")) == []
    assert made.as_of == local("2025-07-01 06:30")


def test_r18_the_doctor_sees_a_clock_that_runs_behind(ward: Office) -> None:
    tick(ward, "2025-04-08 10:00")

    def clock_at(at: str) -> str:
        now: datetime = local(at)
        found = doctor.examine(ward.app, now=now)
        return next(check.state for check in found if check.name == "clock")

    assert [clock_at(at) for at in ("2025-04-08 09:00", "2025-04-08 10:01")] == ["fail", "ok"]


def unsent(ward: Office) -> OutboxMail:
    """Make the reminder of 19 May and leave it in the outbox; returns it."""
    at = local("2025-05-19 07:30")
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=at)
        session.flush()
        return session.exec(
            select(OutboxMail).where(OutboxMail.made_at == at, OutboxMail.to_address == UNIT)
        ).one()


def change(ward: Office, mail_id: int | None, **values: object) -> None:
    with ward.app.transaction() as session:
        mail = session.get_one(OutboxMail, mail_id)
        for name, value in values.items():
            setattr(mail, name, value)
        session.add(mail)


def test_r18_a_mail_put_off_under_a_clock_that_ran_ahead_leaves_once_it_is_right(
    ward: Office,
) -> None:
    """A server is busy while the clock is a week ahead; the next try is a week ahead too."""
    mail = unsent(ward)
    app, channel = capturing(ward.app)
    channel.refusals = {mail.to_address: DeliveryError(Outcome.LATER, 421, "busy")}
    send(app, now=lambda: local("2025-05-26 10:00"))
    with ward.app.reading() as session:
        assert session.get_one(OutboxMail, mail.id).not_before > local("2025-05-26 10:00")

    told = days(ward, "2025-05-19 07:40", "2025-05-19 08:00")

    assert [one for one in told if one[1] == UNIT] == [("2025-05-19 07:40", UNIT, "reminder", [-3])]


def test_r18_a_mail_put_off_by_a_year_does_not_wait_for_its_ward(ward: Office) -> None:
    """Also what no round looks at: here the ward has no round at all before it is sent."""
    mail = unsent(ward)
    far = local("2026-05-19 10:00")
    change(ward, mail.id, not_before=far, first_tried_at=far, repeats=1)

    app, channel = capturing(ward.app)
    send(app, now=lambda: local("2025-05-19 07:45"))

    assert UNIT in [one.rcpt_to for one in channel.taken]


def test_r18_a_lease_from_a_clock_that_ran_ahead_ends(ward: Office) -> None:
    mail = unsent(ward)
    far = local("2026-05-19 10:00")
    change(ward, mail.id, state=MailState.CLAIMED, claimed_by="dead", claimed_until=far)

    app, channel = capturing(ward.app)
    outcome = send(app, now=lambda: local("2025-05-19 07:45"))

    assert outcome.recovered == 1
    assert [one.rcpt_to for one in channel.taken].count(UNIT) == 1


def test_r18_a_mail_that_waits_over_the_longest_holidays_is_left_alone(ward: Office) -> None:
    """Before Tết 2026 there are nine days off: that is no fault of the clock."""
    tick(ward, "2026-02-13 16:50", force=True)
    with ward.app.transaction() as session:
        mail = session.exec(select(OutboxMail).where(OutboxMail.kind != "x")).all()[-1]
        mail.state, mail.not_before = MailState.QUEUED, local("2026-02-23 07:30")
        session.add(mail)

    app, channel = capturing(ward.app)
    send(app, now=lambda: local("2026-02-14 09:00"))

    assert channel.taken == []
    with ward.app.reading() as session:
        assert session.get_one(OutboxMail, mail.id).not_before == local("2026-02-23 07:30")
