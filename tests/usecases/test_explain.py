"""``explain``: each reason why there was a mail or none, from rounds that were really played."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from dondoc.rules.delivery import Outcome
from dondoc.rules.limits import Limits
from dondoc.usecases import absences, contacts, explain, mail_acts, pause, report
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.explain import Explanation
from dondoc.usecases.report import GivenReport
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.outbox import MailState, OutboxMail
from notifications import outbox, tries
from notifications.tries import SENT, Try
from tests.conftest import Prepared
from tests.factories import OFFICER, UNIT, Office, clause, office, on_dates
from tests.usecases.play import days, local

DUE = on_dates("2025-04-10")


@pytest.fixture
def prepared(now: datetime) -> Prepared:
    """The ward with its work given out on 3 March; the assignment mails have left."""

    def build(app: App) -> tuple[int, int]:
        draft = [clause("V.1", ["culture"], DUE, support=["radio"])]
        ward = office(app, draft, now=now)
        days(ward, "2025-03-03 09:00")
        return ward.ward_id, ward.plan_id

    return Prepared("explain", build)


@pytest.fixture
def ward(app: App, copied: tuple[str, tuple[int, int]]) -> Office:
    return Office(app, *copied[1])


def asked(ward: Office, at: str, *, to: str | None = None, code: str = "V.1") -> Explanation:
    row = ward.one(code)
    with ward.app.reading() as session:
        return explain.explain(session, row.id or 0, now=local(at), to=to)


def coming(found: Explanation) -> list[tuple[str, str, str]]:
    zone = found.context.zone
    return [(f"{one.at.astimezone(zone):%d/%m %H:%M}", one.to, one.words) for one in found.coming]


def test_what_was_sent_and_what_comes_is_told_of_the_address_that_reads(ward: Office) -> None:
    days(ward, "2025-04-01 07:30")

    found = asked(ward, "2025-04-01 12:00", to="Culture@p4.example")

    assert found.capacities == ("Minh là đầu mối của đơn vị chủ trì: nhận thư.",)
    assert [one.words for one in found.past] == [
        "giao nhiệm vụ", "nhắc việc, trước hạn 7 ngày làm việc",
        "mốc đề nghị xác nhận đã nhận: gộp, không báo riêng",
    ]  # fmt: skip
    assert coming(found) == [
        ("04/04 07:30", "culture@p4.example", "nhắc việc, trước hạn 3 ngày làm việc"),
        ("09/04 07:30", "culture@p4.example", "nhắc việc, trước hạn 1 ngày làm việc"),
        ("10/04 07:30", "culture@p4.example", "nhắc việc, đúng ngày đến hạn"),
    ]
    assert found.answer == (
        "Địa chỉ culture@p4.example đã được gửi 02 thư về nhiệm vụ này, gần nhất lúc "
        "07:30, thứ Ba, 01/04/2025. Thư kế tiếp, nếu không có gì thay đổi: 07:30, thứ Sáu, "
        "04/04/2025, gửi Minh: nhắc việc, trước hạn 3 ngày làm việc."
    )


def test_what_is_foretold_is_what_the_rounds_then_do(ward: Office) -> None:
    foretold: list[tuple[str, str, str]] = []
    at = "2025-03-04 12:00"
    while len(foretold) < 9:
        found = asked(ward, at)
        when = found.coming[0].at.astimezone(found.context.zone)
        foretold += [one for one in coming(found) if one[0] == f"{when:%d/%m %H:%M}" and one[1]]
        days(ward, f"{when:%Y-%m-%d %H:%M}")
        at = f"{when + timedelta(hours=4):%Y-%m-%d %H:%M}"

    said = [
        (f"{one.at.astimezone(found.context.zone):%d/%m %H:%M}", one.mail.to_address, one.words)
        for one in asked(ward, at).past
        if one.mail is not None and one.mail.kind != "assignment"
    ]
    assert sorted(said) == sorted(foretold)
    assert any("báo cáo việc quá hạn" in words for _, _, words in said)


def test_an_address_that_got_nothing_is_told_what_it_is(ward: Office) -> None:
    told = {
        "radio@p4.example": "đầu mối của đơn vị phối hợp (Cán bộ Truyền thanh Phường)",
        "front@p4.example": "không phải đơn vị của nhiệm vụ này",
        "vice@p4.example": "nhận báo cáo khi việc quá hạn 7 ngày làm việc",
        "ai@p4.example": "Không phải đầu mối, người thay hay người có nhiệm vụ nào",
    }
    for address, words in told.items():
        found = asked(ward, "2025-04-01 12:00", to=address)

        assert words in found.capacities[0]
        if address != "radio@p4.example":
            assert f"chưa có thư nào về nhiệm vụ này. {found.capacities[0]}" in found.answer


def test_absence_refusal_and_a_missing_contact_are_reasons(ward: Office) -> None:
    with ward.app.transaction() as session:
        context = load_ward_context(session, ward.ward_id)
        minh = next(one for one in context.contacts if one.email == "culture@p4.example")
        absences.of_contact(
            session, ward.ward_id, minh.id or 0,
            absences.Given(from_on=date(2025, 4, 1), to_on=date(2025, 4, 8),
                           deputy_name="Út", deputy_email="ut@p4.example"),
            actor=OFFICER, now=local("2025-03-28 09:00"),
        )  # fmt: skip

    away = asked(ward, "2025-04-01 12:00", to="culture@p4.example")
    deputy = asked(ward, "2025-04-01 07:00", to="ut@p4.example")

    assert away.capacities == (
        "Minh là đầu mối của đơn vị chủ trì: vắng mặt đến hết 08/04/2025, "
        "thư gửi Út <ut@p4.example>.",
    )
    assert away.coming[0].at == local("2025-04-09 07:30")
    assert deputy.capacities == ("Út nhận thư của đơn vị chủ trì thay Minh đang vắng.",)
    assert coming(deputy)[0][:2] == ("01/04 07:30", "ut@p4.example")


def test_a_refused_mail_tells_the_servers_words_and_what_follows(ward: Office) -> None:
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=local("2025-04-01 07:30"))
        session.flush()
        row = session.exec(select(OutboxMail).where(OutboxMail.state == MailState.QUEUED)).one()
        outbox.settle_failed(
            session, row, outcome=Outcome.ADDRESS, code=550, words="5.1.1 no such user",
            now=local("2025-04-01 07:31"),
        )  # fmt: skip

    found = asked(ward, "2025-04-01 12:00", to="culture@p4.example")

    assert (
        "bị máy chủ thư từ chối từ 07:31, thứ Ba, 01/04/2025 (“5.1.1 no such user”)"
        in (found.capacities[0])
    )
    assert "Đơn vị chủ trì chưa có đầu mối nhận được thư." in found.now
    assert [(one.group, one.why) for one in found.past if one.mail][-1] == (
        "parked", "5.1.1 no such user",
    )  # fmt: skip
    assert found.coming == ()
    everyone = asked(ward, "2025-04-01 12:00")
    assert (everyone.coming[0].words, everyone.coming[0].why) == (
        "mốc trước hạn 3 ngày làm việc: không báo", "đơn vị chưa có đầu mối",
    )  # fmt: skip


def test_a_report_a_dropped_mail_and_the_night_are_reasons(ward: Office) -> None:
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=local("2025-04-01 07:30"))
        session.flush()
        number = ward.one("V.1").id or 0
        queued = session.exec(select(OutboxMail).where(OutboxMail.state == MailState.QUEUED)).one()
        mail_acts.drop(
            session, queued.id or 0, reason="đã gọi điện", actor=OFFICER,
            now=local("2025-04-01 07:31"),
        )  # fmt: skip
        report.report(
            session, number, given=GivenReport(text="Đã làm xong."), actor=UNIT,
            now=local("2025-04-02 09:00"),
        )  # fmt: skip

    found = asked(ward, "2025-04-02 20:00")

    assert "Đơn vị đã báo cáo và đang chờ xác nhận; trong lúc chờ không nhắc." in found.now
    assert "Ngoài giờ gửi thư; thư đi từ 07:30, thứ Năm, 03/04/2025." in found.now
    told = {(one.words, one.why) for one in found.past}
    assert ("nhắc việc, trước hạn 7 ngày làm việc", f"{OFFICER.name}: đã gọi điện") in told
    assert all("culture" not in one.to for one in found.coming)


def test_a_mended_contact_takes_over_what_comes(ward: Office) -> None:
    with ward.app.transaction() as session:
        context = load_ward_context(session, ward.ward_id)
        minh = next(one for one in context.contacts if one.email == "culture@p4.example")
        contacts.replace(
            session, ward.ward_id, minh.id or 0,
            contacts.Given(name="Lan", email="lan@p4.example"), from_on=date(2025, 4, 7),
            actor=OFFICER, now=local("2025-03-28 09:00"),
        )  # fmt: skip
    days(ward, "2025-03-31 07:30")

    found = asked(ward, "2025-04-01 12:00", to="lan@p4.example")

    assert "chưa đến ngày (từ 07/04/2025" in found.capacities[0]
    assert coming(found)[0] == (
        "08/04 07:30", "lan@p4.example", "bàn giao việc đang thực hiện cho đầu mối mới",
    )  # fmt: skip


def test_pauses_limits_and_a_mail_that_waits_for_its_hour_are_reasons(ward: Office) -> None:
    with ward.app.transaction() as session:
        number = ward.one("V.1").id or 0
        run_round(session, ward.ward_id, voice=ward.app.voice, now=local("2025-04-01 07:30"))
        queued = session.exec(select(OutboxMail).where(OutboxMail.state == MailState.QUEUED)).one()
        outbox.settle_failed(
            session, queued, outcome=Outcome.LATER_RECIPIENT, code=451, words="4.7.1 greylisted",
            now=local("2025-04-01 07:31"),
        )  # fmt: skip
        # Somebody else's mail has used the day's limit up.
        left = Try(mail_id=queued.id or 0, at=local("2025-04-01 07:32"), outcome=SENT, words="")
        tries.keep(session, [left])
        pause.pause(
            session, number, until=date(2025, 4, 8), reason="chờ tập huấn", actor=OFFICER,
            now=local("2025-04-01 08:00"),
        )  # fmt: skip
        found = explain.explain(
            session, number, now=local("2025-04-01 07:33"), limits=Limits(per_day=1)
        )

    assert "Nhiệm vụ tạm ngừng nhắc đến hết ngày 08/04/2025 (chờ tập huấn)." in found.now
    assert any("Đã hết hạn mức gửi thư" in one for one in found.now)
    waiting = next(one for one in found.past if one.group == "waiting")
    assert waiting.why == "4.7.1 greylisted; gửi từ 07:36, thứ Ba, 01/04/2025"
    assert found.coming[0].why == "tạm ngừng nhắc đến hết ngày 08/04/2025 (chờ tập huấn)"
