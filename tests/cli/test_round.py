"""``dondoc round``: what is due is decided and sent, here and now."""

import json
from datetime import UTC, datetime

import pytest

from dondoc.cli.main import run
from dondoc.cli.turning import WardsFailed
from models.db import make_engine, transaction
from models.outbox import Alarm
from models.queries import wards
from tests.cli.conftest import ISSUED, PLAN, SAMPLE_WARD, Dondoc
from tests.smtp_server import MailServer

MORNING = ("--now", "2025-03-04T07:30")


def test_a_round_queues_and_sends_one_mail_to_each_unit(
    office: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailServer() as server:
        monkeypatch.setenv("DONDOC_SINK_PORT", str(server.port))

        said = office.ok("round", *MORNING, "--json")

        assert json.loads(said.out) == {
            "now": "2025-03-04T07:30:00+07:00",
            "mails": 3,
            "sent": 3,
            "waiting": 0,
            "merged": 0,
            "skipped": 0,
            "escalated": 0,
        }
        assert sorted(mail.rcpt_to for mail in server.received) == [
            "mattran@phuong4.example",
            "vanhoa@phuong4.example",
            "vanphong@phuong4.example",
        ]


def test_a_second_round_of_the_day_sends_nothing_more(
    office: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailServer() as server:
        monkeypatch.setenv("DONDOC_SINK_PORT", str(server.port))
        office.ok("round", *MORNING)

        said = office.ok("round", "--now", "2025-03-04T16:00", "--json")

        assert (json.loads(said.out)["mails"], len(server.received)) == (0, 3)


def test_mails_wait_while_the_server_is_away(
    office: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailServer() as server:
        free = server.port
    monkeypatch.setenv("DONDOC_SINK_PORT", str(free))

    said = office.ok("round", *MORNING)

    assert said.lines == [
        "07:30, thứ Ba, 04/03/2025: 3 thư mới, đã gửi 0, còn chờ 3; "
        "0 phiếu báo cáo lãnh đạo, 0 mốc gộp, 0 mốc bỏ qua.",
        "Máy chủ thư chưa nhận được; thư không mất và sẽ được gửi lại.",
    ]


def test_outside_the_hours_of_sending_a_round_decides_nothing_and_says_so(office: Dondoc) -> None:
    said = office.ok("round", "--now", "2025-03-08T09:00")

    assert said.lines[1:] == [
        "Phường 4: ngoài giờ gửi thư (07:30 đến 17:00, ngày làm việc), "
        "lượt này không quyết định gì."
    ]


def test_a_failing_ward_does_not_silence_the_others(
    office: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = SAMPLE_WARD.read_text().replace("key: phuong-4", "key: phuong-0")
    path = office.database.with_name("broken.yaml")
    path.write_text(broken)
    office.ok("ward", "load", str(path))
    engine = make_engine(f"sqlite:///{office.database}")
    with transaction(engine) as session:
        ward = wards.ward_by_key(session, "phuong-0")
        assert ward is not None
        ward.timezone = "Mars/Olympus"
        session.add(ward)
    engine.dispose()

    with MailServer() as server:
        monkeypatch.setenv("DONDOC_SINK_PORT", str(server.port))
        said = office("round", "--now", "2025-03-04T07:30+07:00", "--json")

        assert (said.code, json.loads(said.out)["sent"]) == (1, 3)
        assert len(server.received) == 3
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"Lỗi của chương trình ({WardsFailed.__name__}: 1 phường, xã")


def test_an_alarm_is_listed_and_answered(office: Dondoc) -> None:
    engine = make_engine(f"sqlite:///{office.database}")
    with transaction(engine) as session:
        ward = wards.ward_by_key(session, "phuong-4")
        assert ward is not None
        session.add(
            Alarm(
                ward_id=ward.id, kind="storm", words="60 thư cùng lúc.",
                raised_at=datetime(2025, 3, 4, 1, 0, tzinfo=UTC),
            )
        )  # fmt: skip
    engine.dispose()

    listed = office.ok("alarm", "list")
    answered = office.ok("alarm", "answer", "1", "--now", "2025-03-04T09:00")

    assert listed.lines == [
        "   1  08:00 04/03/2025  phuong-4  60 thư cùng lúc.",
        "Đã xử lý hoặc đồng ý: dondoc alarm answer SỐ",
    ]
    assert answered.lines == ["Đã trả lời cảnh báo số 1 (Nguyễn Thị Hồng Diễm)."]
    assert office.ok("alarm", "list").lines == ["Không có cảnh báo nào."]


def test_from_the_ward_to_the_round_on_each_database(
    database_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailServer() as server:
        monkeypatch.setenv("DONDOC_SINK_PORT", str(server.port))
        monkeypatch.setenv("DONDOC_DATABASE_URL", database_url)

        codes = [
            run(["ward", "load", str(SAMPLE_WARD)]),
            run(["plan", "import", str(PLAN), "--now", ISSUED, "--yes"]),
            run(["report", "II.1/1@ubnd#once", "--text", "Đã phát động.", *MORNING]),
            run(["accept", "II.1/1@ubnd#once", *MORNING]),
            run(["round", *MORNING]),
        ]

        assert (codes, capsys.readouterr().err) == ([0] * 5, "")
        assert len(server.received) == 2
