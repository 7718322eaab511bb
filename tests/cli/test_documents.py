"""``dondoc summary`` and ``simulate``: documents of a period, and a year beforehand."""

import json
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import PLAN, SAMPLE_WARD, Dondoc

SPAN = ("--from", "2025-03-03", "--to", "2025-03-26")


def test_a_summary_is_written_as_a_document(office: Dondoc, tmp_path: Path) -> None:
    out = tmp_path / "summary"

    said = office.ok(
        "summary", "--period", "2025-1", "--out", str(out), "--now", "2025-07-01T08:00", "--json"
    )

    told = json.loads(said.out)
    assert (told["kind"], told["state"]) == ("interim", "draft")
    assert told["files"] == [str(out / "bao-cao-so-ket-2025-1.docx")]
    title = [p.text for p in Document(told["files"][0]).paragraphs[:2]]
    assert title == ["BÁO CÁO", "Sơ kết thực hiện Kế hoạch phong trào đọc sách năm 2025"]


def test_a_summary_can_be_written_again(office: Dondoc, tmp_path: Path) -> None:
    words = ("summary", "--period", "2025-1", "--out", str(tmp_path), "--now", "2025-07-01T08:00")

    first, second = office.ok(*words), office.ok(*words)

    assert first.out == second.out


def test_a_play_tells_its_events_as_json_lines(dondoc: Dondoc, tmp_path: Path) -> None:
    out = tmp_path / "play"

    said = dondoc.ok(
        "simulate", "--plan", str(PLAN), "--ward", str(SAMPLE_WARD), *SPAN,
        "--behaviour", "none", "--out", str(out), "--json",
    )  # fmt: skip

    *events, end = [json.loads(line) for line in said.lines]
    mails = [event for event in events if event["event"] == "mail"]
    assert end == {
        "event": "end", "mails": len(mails), "assignments": 5, "accepted": 0, "overdue": 1,
    }  # fmt: skip
    assert [event["on"] for event in events] == sorted(event["on"] for event in events)
    assert len(list((out / "mails").glob("*.eml"))) == len(mails)


def test_a_play_reads_as_lines_for_people(dondoc: Dondoc) -> None:
    said = dondoc.ok("simulate", "--plan", str(PLAN), *SPAN, "--behaviour", "prompt")

    assert said.lines[0] == "03/03/2025 08:00  II.1/1@ubnd#once: đã giao"
    assert "20/03/2025" in {line.split()[0] for line in said.lines}
    assert said.lines[-1].endswith("5 nhiệm vụ, 1 đã hoàn thành, 0 đang quá hạn.")


def test_the_doctor_ends_with_one_when_something_fails(
    dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONDOC_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DONDOC_SMTP_PORT", "1")

    said = dondoc("doctor", "--json")

    states = {check["name"]: check["state"] for check in json.loads(said.out)}
    assert (said.code, states["database"], states["smtp"]) == (1, "ok", "fail")
