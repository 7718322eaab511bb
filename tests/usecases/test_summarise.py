"""Summaries: drafted when a wave has ended, counted anew until signed, then fixed for ever."""

import io
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import docx
import pytest
from sqlmodel import col, select

from dondoc.reports.figures import from_json
from dondoc.rules.moves import Refused
from dondoc.usecases import accept, cancel, load_ward, report, summarise
from dondoc.usecases.actor import Actor
from dondoc.usecases.errors import NotFound
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import ActorKind, Assignment
from models.outbox import OutboxMail
from models.plan import Wave
from models.summary import Summary, SummaryState
from models.ward import Ward
from tests.contents import content_of
from tests.factories import OFFICER, UNIT, WARD, Office, clause, office, on_dates, ward_file
from tests.usecases.play import local, tick

WAVES = """
waves:
  - {key: "2025-1", name: Đợt 1, from: 2025-03-01, to: 2025-06-30, summary: interim}
  - {key: "2025-2", name: Đợt 2, from: 2025-07-01, to: 2025-12-31, summary: final}
"""
FRONT = Actor(kind=ActorKind.LINK, name="Phước", channel="link", email="front@p4.example")
PRAISE = GivenReport("Đã phát tin.", {"Số tin, bài": "7"}, good_example="Tổ 3 dọn sạch bờ kênh.")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(
        app,
        [
            clause("V.1", ["culture"], on_dates("2025-06-30"), kind="propaganda"),
            clause("V.2", ["radio"], on_dates("2025-07-01")),
            clause("V.3", ["front"], on_dates("2025-06-20"), mode="request", kind="mobilise"),
        ],
        now=now,
        text=WARD + WAVES,
    )


def due(ward: Office, at: str) -> list[str]:
    with ward.app.transaction() as session:
        made = summarise.draft_due(session, ward.ward_id, now=local(at))
    return [summary.period for summary in made]


def drafted(ward: Office, at: str = "2025-07-01 06:15", period: str = "2025-1") -> Summary:
    with ward.app.transaction() as session:
        return summarise.draft(session, ward.plan_id, period, now=local(at))


def stored(ward: Office, period: str = "2025-1") -> Summary:
    with ward.app.reading() as session:
        return session.exec(select(Summary).where(Summary.period == period)).one()


def reports(ward: Office, code: str, at: str, given: GivenReport = PRAISE) -> None:
    with ward.app.transaction() as session:
        report.report(session, ward.one(code).id or 0, given=given, actor=UNIT, now=local(at))


def accepts(ward: Office, code: str, at: str) -> None:
    with ward.app.transaction() as session:
        accept.accept(session, ward.one(code).id or 0, actor=OFFICER, now=local(at))


def signs(ward: Office, at: str = "2025-07-03 09:00", number: str | None = "45/BC-UBND") -> Summary:
    with ward.app.transaction() as session:
        return summarise.sign_off(
            session, stored(ward).id or 0, number=number, voice=ward.app.voice, actor=OFFICER,
            now=local(at),
        )  # fmt: skip


def words(document: bytes) -> str:
    read = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def rows(ward: Office, period: str = "2025-1") -> list[str]:
    figures: dict[str, Any] = stored(ward, period).figures
    return sorted(code for code in (row.code for row in ward.all()) if f"'{code}'" in str(figures))


def test_a_draft_is_made_on_the_first_morning_after_a_wave_and_once(ward: Office) -> None:
    found = [due(ward, at) for at in ("2025-06-30 23:59", "2025-07-01 00:00", "2025-07-01 06:15")]

    assert found == [[], ["2025-1"], []]


def test_the_end_of_the_plan_is_summed_up_in_the_next_year(ward: Office) -> None:
    due(ward, "2025-07-01 06:15")

    assert [due(ward, at) for at in ("2025-12-31 23:59", "2026-01-05 06:15")] == [[], ["2025-2"]]
    assert stored(ward, "2025-2").kind == "final"


def test_an_interim_summary_counts_its_own_wave_and_the_final_one_everything(
    ward: Office,
) -> None:
    drafted(ward)
    drafted(ward, "2026-01-05 06:15", "2025-2")

    first, last = rows(ward), rows(ward, "2025-2")

    assert [code.partition("@")[0] for code in first] == ["V.1/1", "V.3/1"]
    assert [code.partition("@")[0] for code in last] == ["V.1/1", "V.2/1", "V.3/1"]


def test_a_period_ends_at_midnight_in_the_ward_not_in_utc(app: App, now: datetime) -> None:
    """At 06:00 in Vietnam it is still the day before in UTC."""
    text = WARD.replace("city: Sa Đéc", 'city: Sa Đéc, closes_at: "06:00"') + WAVES
    plan = [
        clause("V.1", ["culture"], on_dates("2025-06-30")),
        clause("V.2", ["radio"], on_dates("2025-07-01")),
    ]
    ward = office(app, plan, now=now, text=text)
    assert ward.one("V.2").due_at == datetime.fromisoformat("2025-06-30T23:00:00+00:00")

    drafted(ward)

    assert [code.partition("@")[0] for code in rows(ward)] == ["V.1/1"]


def test_the_four_categories_and_what_was_asked_on_a_line_of_its_own(ward: Office) -> None:
    reports(ward, "V.1", "2025-06-25 09:00")
    accepts(ward, "V.1", "2025-07-01 05:00")

    summary = drafted(ward)

    found = summarise.highlights(from_json(summary.figures))
    assert found == (
        ("Tổng số nhiệm vụ được giao", "01"),
        ("Đã hoàn thành", "1 (đúng hạn 1, quá hạn 0)"),
        ("Chưa hoàn thành", "0 (trong hạn 0, quá hạn 0)"),
        ("Tổng số nội dung đề nghị phối hợp", "01"),
        ("Đã hoàn thành", "0 (đúng hạn 0, quá hạn 0)"),
        ("Chưa hoàn thành", "1 (trong hạn 0, quá hạn 1)"),
    )


def test_drafting_again_counts_anew_and_keeps_the_notes(ward: Office) -> None:
    summary = drafted(ward)
    before = words(stored(ward).document)
    with ward.app.transaction() as session:
        summarise.note(
            session,
            summary.id or 0,
            notes_by_part={"IV": " Kiến nghị của phường. ", "II": " "},
            actor=OFFICER,
            now=local("2025-07-01 09:00"),
        )
    noted = words(stored(ward).document)
    reports(ward, "V.1", "2025-06-25 09:00")
    accepts(ward, "V.1", "2025-07-02 09:00")

    again = drafted(ward, "2025-07-02 10:00")

    assert (again.id, again.notes) == (summary.id, {"IV": "Kiến nghị của phường."})
    assert ("Kiến nghị của phường." in before, "Kiến nghị của phường." in noted) == (False, True)
    after = words(again.document)
    assert ("Kiến nghị của phường." in after, "Tổ 3 dọn sạch bờ kênh" in after) == (True, True)
    assert "Tổ 3 dọn sạch bờ kênh" not in noted
    assert (again.as_of, again.made_at) == (local("2025-07-02 10:00"), local("2025-07-01 06:15"))


def test_signing_mails_the_document_to_those_who_lead(ward: Office) -> None:
    drafted(ward)
    signed = signs(ward)

    _, told = tick(ward, "2025-07-03 09:01")

    sent = [(one.to, one.kind) for one in told if one.kind == "summary"]
    assert sent == [
        ("chair@p4.example", "summary"),
        ("officer@p4.example", "summary"),
        ("vice@p4.example", "summary"),
    ]
    with ward.app.reading() as session:
        query = select(OutboxMail).where(OutboxMail.kind == "summary")
        mails = session.exec(query.order_by(col(OutboxMail.id))).all()
    for mail in mails:
        parsed = message_from_bytes(content_of(ward.app, mail), policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        (file,) = parsed.iter_attachments()
        assert (file.get_filename(), file.get_content_type()) == (
            "bao-cao-so-ket-2025-1.docx", summarise.DOCX,
        )  # fmt: skip
        assert file.get_content() == signed.document
    assert "45/BC-UBND" in words(signed.document)


def test_a_summary_signed_in_the_evening_leaves_in_the_morning(ward: Office) -> None:
    drafted(ward)
    signs(ward, "2025-07-03 19:00")

    night = [one for one in tick(ward, "2025-07-03 19:05")[1] if one.kind == "summary"]
    morning = [one for one in tick(ward, "2025-07-04 07:30")[1] if one.kind == "summary"]

    assert (len(night), len(morning)) == (0, 3)


def test_r16_a_signed_summary_is_printed_identically_whatever_changes_later(
    ward: Office,
) -> None:
    reports(ward, "V.1", "2025-06-25 09:00")
    accepts(ward, "V.1", "2025-06-26 09:00")
    drafted(ward)
    signed = signs(ward)
    with ward.app.transaction() as session:
        cancel.cancel(
            session, ward.one("V.3").id or 0, reason="Trùng", actor=OFFICER,
            now=local("2025-07-10 09:00"),
        )  # fmt: skip
        renamed = WARD.replace("Công chức Văn hóa - Xã hội", "Phòng Văn hóa") + WAVES
        load_ward.load_ward(session, ward_file(renamed), now=local("2025-07-10 09:00"))

    with ward.app.reading() as session:
        kept = stored(ward)
        printed = summarise.document(session, kept)

    assert kept.document == signed.document
    assert printed == signed.document


def test_r16_nor_does_it_change_when_another_chairman_takes_office(ward: Office) -> None:
    drafted(ward)
    signed = signs(ward)
    with ward.app.transaction() as session:
        renamed = WARD.replace("Ngô Thị Chín", "Đỗ Văn Mười") + WAVES
        load_ward.load_ward(session, ward_file(renamed), now=local("2025-09-01 09:00"))
        session.exec(select(Ward)).one().name = "Phường Sa Đéc"

    with ward.app.reading() as session:
        printed = summarise.document(session, stored(ward))
        shown = str(summarise.content(session, stored(ward)))

    assert "Ngô Thị Chín" in words(signed.document)
    assert printed == signed.document
    assert ("Ngô Thị Chín" in shown, "Đỗ Văn Mười" in shown) == (True, False)


def test_a_signed_summary_can_be_neither_drafted_noted_nor_signed_again(ward: Office) -> None:
    summary = drafted(ward)
    signs(ward)
    before = stored(ward)

    with pytest.raises(Refused, match="đã được duyệt"):
        drafted(ward, "2025-07-04 08:00")
    with pytest.raises(Refused, match="đã được duyệt"), ward.app.transaction() as session:
        summarise.note(
            session,
            summary.id or 0,
            notes_by_part={"IV": "x"},
            actor=OFFICER,
            now=local("2025-07-04 08:00"),
        )
    with pytest.raises(Refused, match="đã được duyệt"):
        signs(ward, "2025-07-04 08:00")

    after = stored(ward)
    assert (after.state, after.document, after.signed_at) == (
        SummaryState.SIGNED, before.document, before.signed_at,
    )  # fmt: skip
    assert due(ward, "2025-07-05 06:15") == []


def test_an_unknown_period_is_refused_with_the_known_ones(ward: Office) -> None:
    with pytest.raises(NotFound, match="2025-1, 2025-2"):
        drafted(ward, period="2025-3")
    with pytest.raises(NotFound), ward.app.transaction() as session:
        summarise.draft(session, 99, "2025-1", now=local("2025-07-01 06:15"))
    with pytest.raises(NotFound), ward.app.transaction() as session:
        summarise.note(session, 99, notes_by_part={}, actor=OFFICER, now=local("2025-07-01 06:15"))


def test_r16_a_period_ends_with_its_last_second_and_the_next_begins_with_the_first(
    ward: Office,
) -> None:
    """Half-open in the ward's zone: midnight itself belongs to the next period."""
    moments = {"V.1": "2025-06-30T23:59:59+07:00", "V.2": "2025-07-01T00:00:00+07:00"}
    with ward.app.transaction() as session:
        for row in session.exec(select(Assignment)):
            row.wave_key = None
            path = row.code.partition("/")[0]
            if path in moments:
                row.first_due_at = datetime.fromisoformat(moments[path])
            session.add(row)

    assert due(ward, "2025-06-30 23:59:59") == []
    assert due(ward, "2025-07-01 00:00:00") == ["2025-1"]
    assert [code.partition("/")[0] for code in rows(ward)] == ["V.1", "V.3"]


@pytest.mark.parametrize(("second", "on_time"), [("16:59:59", 1), ("17:00:00", 1), ("17:00:01", 0)])
def test_r16_a_report_counts_by_the_second(ward: Office, second: str, on_time: int) -> None:
    """The moment of the deadline is still in time, the second after it is late."""
    reports(ward, "V.1", f"2025-06-30 {second}")
    accepts(ward, "V.1", "2025-07-01 05:00")

    drafted(ward)

    counted = from_json(stored(ward).figures).assigned
    assert (counted.on_time, counted.late) == (on_time, 1 - on_time)


def test_r16_a_late_run_gives_the_period_that_was_meant(ward: Office) -> None:
    """The flow stood still for weeks: both periods come, each with its own work and days."""
    assert due(ward, "2026-01-20 06:15") == ["2025-1", "2025-2"]

    first = words(stored(ward).document)
    assert "từ ngày 01/03/2025 đến ngày 30/06/2025" in first
    assert [code.partition("/")[0] for code in rows(ward)] == ["V.1", "V.3"]
    assert due(ward, "2026-01-21 06:15") == []


def test_r16_a_draft_too_is_printed_from_what_was_kept_with_it(ward: Office) -> None:
    """Even where its wave has since gone from the plan, and the chairman with it."""
    made = drafted(ward)
    with ward.app.transaction() as session:
        session.delete(session.exec(select(Wave).where(Wave.key == "2025-1")).one())
        changed = ward_file(WARD.replace("Ngô Thị Chín", "Đỗ Văn Mười") + WAVES)
        load_ward.load_ward(session, changed, now=local("2025-07-10 09:00"))

    with ward.app.reading() as session:
        printed = summarise.document(session, stored(ward))
    signed = signs(ward, "2025-07-11 09:00")

    assert printed == made.document
    assert "Đỗ Văn Mười" in words(signed.document)
    assert "từ ngày 01/03/2025 đến ngày 30/06/2025" in words(signed.document)


def test_r16_a_draft_from_before_the_end_is_counted_anew_after_it(ward: Office) -> None:
    drafted(ward, "2025-05-05 09:00")

    assert due(ward, "2025-07-01 06:15") == ["2025-1"]
    assert due(ward, "2025-07-02 06:15") == []
    assert stored(ward).as_of == local("2025-07-01 06:15")
