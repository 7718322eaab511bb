"""The flows on a real, temporary Prefect server, over both databases."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from dondoc.usecases import heartbeat
from dondoc.wiring import App
from models.incoming import IncomingMail, IncomingState
from models.outbox import MailState, OutboxMail
from models.summary import Summary
from models.ward import Ward
from tests.factories import clause, load, office, on_dates
from tests.flows.reading import artifact, latest_run
from tests.incoming.eml import mail
from tests.smtp_server import MailServer
from tests.usecases.play import local

pytestmark = pytest.mark.flow

DUE = [clause("V.5", ["culture"], on_dates("2025-03-20"))]
OTHER = """
ward: {key: phuong-2, name: Phường 2, city: Sa Đéc, province: Đồng Tháp}
units: [{key: ubnd, name: Ủy ban nhân dân Phường 2, contacts: [{name: Tư, email: vp@p2.example}]}]
groups: {}
people: [{key: officer, role: interior_officer, name: Trần Thị Ba, email: o@p2.example, unit: ubnd}]
"""
#: Confirmed at eight; half an hour later the news have waited long enough.
FIRST_ROUND = local("2025-03-03 08:30")


def mails(app: App) -> list[tuple[str, str]]:
    with app.reading() as session:
        return sorted((m.kind, m.to_address) for m in session.exec(select(OutboxMail)).all())


def test_a_round_over_all_wards_queues_what_is_due_and_leaves_a_table_for_people(
    at_home: App, now: datetime
) -> None:
    from flows.round import run_rounds

    office(at_home, DUE, now=now)
    with at_home.transaction() as session:
        load(session, now=now, text=OTHER)

    queued = run_rounds(now=FIRST_ROUND)

    assert ("assignment", "culture@p4.example") in mails(at_home)
    assert queued == len(mails(at_home))
    found = artifact("luot-don-doc")
    assert found["description"] == (
        "Lượt đôn đốc lúc 08:30 ngày 03/03/2025: 2 phường, 0 phường ngoài giờ gửi thư, 0 phường lỗi."
    )
    assert [(row["Phường"], row["Ghi chú"]) for row in found["data"]] == [
        ("phuong-2", ""),
        ("phuong-4", ""),
    ]
    assert sum(row["Thư mới"] for row in found["data"]) == queued


def test_a_second_run_of_the_same_round_adds_no_mail(at_home: App, now: datetime) -> None:
    from flows.round import run_rounds

    office(at_home, DUE, now=now)
    run_rounds(now=FIRST_ROUND)
    once = mails(at_home)

    run_rounds(now=FIRST_ROUND)

    assert mails(at_home) == once


def test_a_round_outside_the_hours_decides_nothing_and_says_so(at_home: App) -> None:
    from flows.round import run_rounds

    office(at_home, DUE, now=local("2025-03-03 08:00"))

    assert run_rounds(now=local("2025-03-03 20:00")) == 0
    assert mails(at_home) == []
    assert [row["Ghi chú"] for row in artifact("luot-don-doc")["data"]] == ["ngoài giờ gửi thư"]


def test_a_ward_that_fails_does_not_silence_the_others_and_is_raised_at_the_end(
    at_home: App, now: datetime
) -> None:
    from flows.round import run_rounds
    from flows.wards import WardsFailed

    office(at_home, DUE, now=now)
    with at_home.transaction() as session:
        broken = session.get_one(Ward, load(session, now=now, text=OTHER))
        broken.timezone = "Không/Đâu"
        session.add(broken)

    with pytest.raises(WardsFailed, match="1 phường không chạy được: phuong-2: "):
        run_rounds.with_options(retries=0)(now=FIRST_ROUND)

    assert ("assignment", "culture@p4.example") in mails(at_home)
    with at_home.reading() as session:
        beat = heartbeat.latest(session)["round"]
    assert (beat.ok, list(beat.facts["failed"])) == (False, ["phuong-2"])
    notes = {row["Phường"]: row["Ghi chú"] for row in artifact("luot-don-doc")["data"]}
    assert notes["phuong-2"].startswith("lỗi: ")
    assert notes["phuong-4"] == ""


def test_mails_leave_by_real_smtp_and_the_pass_leaves_a_heartbeat(
    at_home: App, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.deliver import send_mails
    from flows.round import run_rounds

    office(at_home, DUE, now=now)
    run_rounds(now=FIRST_ROUND)
    with MailServer() as server:
        monkeypatch.setenv("DONDOC_SINK_PORT", str(server.port))
        with at_home.transaction() as session:
            for mail in session.exec(select(OutboxMail)).all():
                # The clock of the flow is today's: the hour of the ward must not matter here.
                mail.any_hour = True
                session.add(mail)

        sent = send_mails()

    assert sent == len(server.received) > 0
    with at_home.reading() as session:
        states = {mail.state for mail in session.exec(select(OutboxMail)).all()}
        beat = heartbeat.latest(session)["deliver"]
    assert states == {MailState.SENT}
    assert (beat.ok, beat.facts["sent"]) == (True, sent)


def test_a_mail_server_that_is_down_fails_no_flow_and_loses_no_mail(
    at_home: App, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.deliver import send_mails
    from flows.round import run_rounds

    office(at_home, DUE, now=now)
    run_rounds(now=FIRST_ROUND)
    before = mails(at_home)
    monkeypatch.setenv("DONDOC_SINK_PORT", "1")

    assert send_mails() == 0
    assert mails(at_home) == before


def test_decisions_are_mailed_by_their_own_flow(at_home: App, now: datetime) -> None:
    from dondoc.usecases import extend
    from flows.notify import send_decisions
    from flows.round import run_rounds
    from tests.factories import OFFICER, UNIT

    ward = office(at_home, DUE, now=now)
    run_rounds(now=FIRST_ROUND)
    before = len(mails(at_home))
    row = ward.one("V.5")
    until = local("2025-03-28 17:00").date()
    with at_home.transaction() as session:
        extend.ask(
            session, row.id or 0, until=until, reason="Chờ văn bản", actor=UNIT, now=local("2025-03-03 09:00")
        )  # fmt: skip
        extend.grant(
            session, row.id or 0, until=until, actor=OFFICER, now=local("2025-03-03 09:05")
        )

    assert send_decisions(now=local("2025-03-03 09:10")) == 0
    assert send_decisions(now=local("2025-03-03 09:20")) == 1
    assert send_decisions(now=local("2025-03-03 09:25")) == 0
    assert len(mails(at_home)) == before + 1


def test_a_summary_is_drafted_on_the_morning_after_a_wave_and_only_once(
    at_home: App, now: datetime
) -> None:
    from flows.summaries import draft_summaries

    office(at_home, DUE, now=now)

    assert draft_summaries(now=local("2025-06-30 06:15")) == 0
    assert draft_summaries(now=local("2025-07-01 06:15")) == 1
    assert draft_summaries(now=local("2025-07-02 06:15")) == 0
    with at_home.reading() as session:
        (made,) = session.exec(select(Summary)).all()
    assert "phuong-4" in artifact("du-thao-bao-cao", nth=1)["data"]
    assert made.name in artifact("du-thao-bao-cao", nth=1)["data"]


def test_a_run_is_named_after_its_flow_and_its_local_minute(at_home: App, now: datetime) -> None:
    from flows.round import run_rounds
    from flows.wards import local as shown

    run_rounds(now=FIRST_ROUND)

    run = latest_run("Lượt đôn đốc")
    assert run.name == f"Lượt đôn đốc {shown(run.expected_start_time):%d/%m/%Y %H:%M}"


def test_no_module_of_a_flow_holds_a_query_or_a_rule() -> None:
    folder = Path(__file__).parents[2] / "flows"

    found = [p.name for p in folder.glob("*.py") if "select(" in p.read_text(encoding="utf-8")]

    assert found == []


def test_a_day_off_that_came_late_moves_dates_before_the_morning_s_round(
    at_home: App, now: datetime
) -> None:
    from flows.dates import recompute_dates

    monthly = {"form": "monthly", "day": 25, "certainty": "stated"}
    ward = office(at_home, [clause("V.6", ["culture"], monthly)], now=now)
    assert recompute_dates(now=now) == 0
    with at_home.transaction() as session:
        row = session.get_one(Ward, ward.ward_id)
        row.calendar = row.calendar | {"off": ["2025-06-25"]}

    moved = recompute_dates(now=local("2025-03-04 05:40"))

    assert moved == 1
    assert f"{ward.one('V.6/1@culture#2025-06').due_at:%Y-%m-%d}" == "2025-06-24"
    assert artifact("tinh-lai-thoi-han")["data"] == (
        "Tính lại ngày 04/03/2025:\n\n- phuong-4: 1 nhiệm vụ chuyển hạn"
    )
    assert recompute_dates(now=local("2025-03-05 05:40")) == 0


def test_mails_that_came_in_are_read_and_a_second_run_finds_nothing(
    at_home: App, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.incoming import read_mails

    office(at_home, DUE, now=now)
    for part in ("new", "cur"):
        (tmp_path / "in" / part).mkdir(parents=True)
    (tmp_path / "in" / "new" / "1.x").write_bytes(mail("reply-stranger"))
    monkeypatch.setenv("DONDOC_INCOMING_MAILDIR", str(tmp_path / "in"))

    assert (read_mails(), read_mails()) == (1, 0)

    with at_home.reading() as session:
        beat = heartbeat.latest(session)["incoming"]
        held = session.exec(select(IncomingMail)).one()
    assert (beat.ok, held.state, held.sender) == (True, IncomingState.HELD, "nguoila@la.example")
