"""A year beforehand: the contract of each line, and the promises that hold over a whole play.

Plays run on a SQLite of their own; each is played once and looked at by several tests.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from dondoc.operate.behaviours import WrongBehaviour
from dondoc.operate.simulate import as_line, simulate
from dondoc.reading.errors import UnreadableDocument
from dondoc.rules.calendar import calendar_of
from dondoc.rules.moves import Refused
from dondoc.usecases.ward_file import WrongWardFile

PLAN = Path(__file__).parents[1] / "golden" / "own_plan.txt"
CALENDAR = calendar_of({})
ABOVE = {"phochutich@phuong4.example", "chutich@phuong4.example"}
BODIES = {"front", "women", "youth", "farmers", "veterans", "trade-union"}
FIELDS = {
    "mail": {"on", "event", "kind", "to", "cc", "subject", "assignments", "items", "message_id"},
    "state": {"on", "event", "assignment", "from", "to", "by"},
    "summary": {"on", "event", "period", "files"},
    "end": {"event", "mails", "assignments", "accepted", "overdue"},
}
#: Mails of a round; news (assignments, decisions) may come beside them on the same day.
DIGESTS = {"escalation", "overdue", "reminder", "officer"}
Event = dict[str, Any]


def play(behaviour: str, end: str, **given: Any) -> list[Event]:
    events: list[Event] = []
    simulate(
        plan=PLAN, start=date(2025, 3, 3), end=date.fromisoformat(end), behaviour=behaviour,
        emit=events.append, **given,
    )  # fmt: skip
    return events


@pytest.fixture(scope="module")
def silent() -> list[Event]:
    """Nobody reports, until three weeks after the first wave."""
    return play("none", "2025-07-23")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("simulated")


@pytest.fixture(scope="module")
def prompt(folder: Path) -> list[Event]:
    """Everybody reports in time, over the whole plan."""
    return play("prompt", "2026-01-30", out=folder)


@pytest.fixture(scope="module")
def mixed() -> list[Event]:
    return play("mixed", "2025-05-30", seed=7)


@pytest.fixture(params=["silent", "prompt", "mixed"])
def any_play(request: pytest.FixtureRequest) -> list[Event]:
    found: list[Event] = request.getfixturevalue(request.param)
    return found


def mails(events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event["event"] == "mail"]


def moment(event: Event) -> datetime:
    return datetime.fromisoformat(event["on"])


def steps(events: Sequence[Event], code: str) -> list[tuple[str, str, str]]:
    return [
        (event["on"][:16], event["to"], event["by"])
        for event in events
        if event["event"] == "state" and event["assignment"] == code
    ]


def test_each_line_has_exactly_the_fields_of_the_contract(any_play: list[Event]) -> None:
    lines = [json.loads(as_line(event)) for event in any_play]

    assert lines == any_play
    assert [line for line in lines if set(line) != FIELDS[line["event"]]] == []
    assert {line["on"][-6:] for line in lines[:-1]} == {"+07:00"}
    assert {event["by"] for event in lines if event["event"] == "state"} <= {
        "unit", "officer", "system",
    }  # fmt: skip
    items = [item for mail in mails(lines) for item in mail["items"]]
    assert {tuple(item) for item in items} == {("assignment", "kind", "offset")}
    assert all(
        mail["assignments"] == list(dict.fromkeys(item["assignment"] for item in mail["items"]))
        for mail in mails(lines)
    )


def test_lines_come_in_the_order_of_time_and_end_with_the_figures(any_play: list[Event]) -> None:
    moments = [moment(event) for event in any_play[:-1]]

    assert moments == sorted(moments)
    assert [event["event"] for event in any_play].count("end") == 1
    assert any_play[-1]["event"] == "end"
    assert any_play[-1]["mails"] == len(mails(any_play))
    assert any_play[-1]["assignments"] == 53


def test_no_mail_leaves_outside_the_hours_of_a_working_day(any_play: list[Event]) -> None:
    outside = [
        mail["on"]
        for mail in mails(any_play)
        if not CALENDAR.is_working(moment(mail).date())
        or not time(7, 30) <= moment(mail).time() < time(17, 0)
    ]

    assert outside == []


def test_an_address_gets_at_most_one_digest_a_day(any_play: list[Event]) -> None:
    counts = Counter(
        (mail["on"][:10], *mail["to"]) for mail in mails(any_play) if mail["kind"] in DIGESTS
    )

    assert [day for day, count in counts.items() if count > 1] == []


def test_no_mail_is_sent_twice(any_play: list[Event]) -> None:
    counts = Counter(mail["message_id"] for mail in mails(any_play))

    assert [message_id for message_id, count in counts.items() if count > 1] == []


def test_on_the_first_day_each_address_gets_all_its_work_in_one_mail(silent: list[Event]) -> None:
    plan = "Kế hoạch “Tổ chức các phong trào thi đua trên địa bàn phường năm 2025”"
    given = [
        (mail["to"][0].partition("@")[0], mail["subject"])
        for mail in mails(silent)
        if mail["kind"] == "assignment"
    ]

    asked = f"[Phường 4] Đề nghị phối hợp theo {plan}: 02 nội dung"
    assert sorted(given) == sorted(
        [
            ("noivu", f"[Phường 4] Giao nhiệm vụ theo {plan}: 07 nhiệm vụ"),
            ("vanphong", f"[Phường 4] Giao nhiệm vụ theo {plan}: 04 nhiệm vụ"),
            ("mattran", asked),
            ("phunu", asked),
            ("doanthanhnien", asked),
            ("nongdan", asked),
            ("cuuchienbinh", asked),
            ("congdoan", asked),
            ("vanhoa", f"[Phường 4] Giao nhiệm vụ theo {plan}: 10 nhiệm vụ"),
            ("truyenthanh", f"[Phường 4] Giao nhiệm vụ theo {plan}: 10 nhiệm vụ"),
            ("trangtin", f"[Phường 4] Giao nhiệm vụ theo {plan}: 10 nhiệm vụ"),
        ]
    )
    assert {mail["on"] for mail in mails(silent) if mail["kind"] == "assignment"} == {
        "2025-03-03T08:10:00+07:00"
    }


def test_who_never_reports_is_reminded_by_the_ladder_and_told_up_the_chain(
    silent: list[Event],
) -> None:
    code = "V.1/1@ubnd#once"
    lines = [
        (mail["on"][:10], mail["to"][0].partition("@")[0], item["offset"])
        for mail in mails(silent)
        for item in mail["items"]
        if item["assignment"] == code and mail["on"] < "2025-04-12"
    ]

    assert [line for line in lines if line[1] == "vanphong"] == [
        ("2025-03-03", "vanphong", None),
        # Nobody said to have it: asked once, three working days later.
        ("2025-03-06", "vanphong", None),
        ("2025-03-13", "vanphong", -7),
        ("2025-03-19", "vanphong", -3),
        ("2025-03-21", "vanphong", -1),
        ("2025-03-24", "vanphong", 0),
        ("2025-03-25", "vanphong", 1),
        ("2025-03-27", "vanphong", 3),
        ("2025-04-03", "vanphong", 8),
        ("2025-04-11", "vanphong", 13),
    ]
    told = [mail for mail in mails(silent) if code in mail["assignments"]]
    first = {
        mail["to"][0]: mail["on"][:10] for mail in reversed(told) if mail["kind"] == "escalation"
    }
    # Three, seven and fourteen working days after Monday 24 March; 7 April is a day off.
    assert first == {
        "noivu@phuong4.example": "2025-03-27",
        "phochutich@phuong4.example": "2025-04-02",
        "chutich@phuong4.example": "2025-04-14",
    }


def test_nothing_is_accepted_where_nobody_reports(silent: list[Event]) -> None:
    due = sum(1 for event in silent if event["event"] == "state" and event["to"] == "assigned")

    assert {event["to"] for event in silent if event["event"] == "state"} == {"assigned"}
    assert (due, silent[-1]["accepted"], silent[-1]["overdue"] > 20) == (53, 0, True)


def test_a_body_that_was_asked_stands_on_no_sheet_above_the_officer(silent: list[Event]) -> None:
    sheets = [mail for mail in mails(silent) if mail["kind"] == "escalation"]

    seen_above = {
        code.split("@")[1].split("#")[0]
        for mail in sheets
        if mail["to"][0] in ABOVE
        for code in mail["assignments"]
    }
    asked = {
        (item["assignment"].split("@")[1].split("#")[0], item["kind"])
        for mail in sheets
        if mail["to"] == ["noivu@phuong4.example"]
        for item in mail["items"]
        if item["assignment"].startswith("V.2/")
    }

    assert seen_above == {"ubnd", "culture", "radio", "web", "interior"}
    assert asked == {(body, "cooperation") for body in BODIES}


def test_a_body_that_was_asked_gets_two_mails_after_its_day_and_polite_words(
    silent: list[Event],
) -> None:
    told = [mail for mail in mails(silent) if mail["to"] == ["phunu@phuong4.example"]]
    after = [(mail["on"][:10], mail["subject"]) for mail in told if mail["kind"] == "overdue"]

    assert after == [
        ("2025-06-17", "[Phường 4] Đề nghị phối hợp 17/06/2025: 01 nội dung chờ thông tin kết quả"),
        ("2025-06-19", "[Phường 4] Đề nghị phối hợp 19/06/2025: 01 nội dung chờ thông tin kết quả"),
    ]
    assert [
        m["subject"] for m in told if "quá hạn" in m["subject"] or "Đôn đốc" in m["subject"]
    ] == []


def test_subjects_are_exact_vietnamese(silent: list[Event]) -> None:
    subjects = [mail["subject"] for mail in mails(silent) if mail["on"].startswith("2025-03-2")]

    wanted = [
        "[Phường 4] Nhắc việc 21/03/2025: 02 nhiệm vụ sắp đến hạn",
        "[Phường 4] Nhắc việc 24/03/2025: 02 nhiệm vụ đến hạn hôm nay",
        "[Phường 4] Đôn đốc 25/03/2025: 02 nhiệm vụ quá hạn",
        "[Phường 4] Báo cáo việc quá hạn 24/03/2025: không có việc quá hạn",
        "[Phường 4] Báo cáo việc quá hạn 27/03/2025: 01 nhiệm vụ (01 mới)",
    ]
    assert [subject for subject in wanted if subject not in subjects] == []


def test_who_reports_in_time_is_never_called_overdue_and_all_is_accepted(
    prompt: list[Event],
) -> None:
    late = [mail for mail in mails(prompt) if mail["kind"] == "overdue"]
    lines = {item["kind"] for mail in mails(prompt) for item in mail["items"]}

    assert (late, lines & {"overdue", "escalation", "cooperation"}) == ([], set())
    assert (prompt[-1]["accepted"], prompt[-1]["overdue"]) == (53, 0)
    # Wednesday 25 June 2025 minus two working days, and the working day after that.
    assert steps(prompt, "V.4/1@web#2025-06") == [
        ("2025-03-03T08:00", "assigned", "officer"),
        ("2025-06-23T09:00", "reported", "unit"),
        ("2025-06-24T14:00", "accepted", "officer"),
    ]


def test_a_summary_follows_each_wave_first_as_a_draft_and_then_signed(
    prompt: list[Event], folder: Path
) -> None:
    found = [(e["on"][:10], e["period"], *e["files"]) for e in prompt if e["event"] == "summary"]

    assert [line[1:] for line in found] == [
        ("2025-1", "bao-cao-so-ket-2025-1.docx"),
        ("2025-1", "bao-cao-so-ket-2025-1.docx"),
        ("2025-2", "bao-cao-tong-ket-2025-2.docx"),
        ("2025-2", "bao-cao-tong-ket-2025-2.docx"),
    ]
    # The first working days after 30 June and after 31 December; 1 and 2 January are off.
    assert [line[0] for line in found] == ["2025-07-01", "2025-07-02", "2026-01-05", "2026-01-06"]
    assert sorted(path.name for path in folder.glob("*.docx")) == sorted(
        {line[2] for line in found}
    )
    signed = [mail["to"] for mail in mails(prompt) if mail["kind"] == "summary"]
    assert len(signed) == 2 * 3


def test_each_mail_is_written_as_it_would_arrive(prompt: list[Event], folder: Path) -> None:
    parsed = []
    for path in sorted((folder / "mails").glob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        parsed.append((mail["Message-ID"], mail["To"].addresses[0].addr_spec, str(mail["Subject"])))

    told = [(mail["message_id"], *mail["to"], mail["subject"]) for mail in mails(prompt)]
    assert sorted(parsed) == sorted(told)


def test_the_same_seed_plays_the_same_and_another_one_does_not(mixed: list[Event]) -> None:
    assert play("mixed", "2025-05-30", seed=7) == mixed
    assert play("mixed", "2025-04-30", seed=8)[:-1] != [
        event for event in mixed[:-1] if event["on"] < "2025-05-01"
    ]


STEPS = """
- {on: 2025-03-05T10:00, assignment: V.1/1@ubnd#once, move: ack}
- {on: 2025-03-20, assignment: V.1/1@ubnd#once, move: report, text: Đã phát động.}
- {on: 2025-03-21T15:30, assignment: V.1/1@ubnd#once, move: return, text: Thiếu ảnh, days: 2}
- {on: 2025-03-24, assignment: V.1/1@ubnd#once, move: report, text: Đã bổ sung.}
- {on: 2025-03-25, assignment: V.1/1@ubnd#once, move: accept}
- {on: 2025-03-06, assignment: V.4/1@web#2025-03, move: transfer, text: radio~}
- {on: 2025-03-10, assignment: V.5/1@interior#once, move: cancel, text: Trùng việc}
"""


def written(folder: Path, text: str) -> str:
    path = folder / "cu-xu.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_behaviour_file_is_played_step_by_step(tmp_path: Path) -> None:
    text = STEPS.replace("radio~", "ubnd")

    events = play(written(tmp_path, text), "2025-03-28")

    assert steps(events, "V.1/1@ubnd#once") == [
        ("2025-03-03T08:00", "assigned", "officer"),
        ("2025-03-05T10:00", "acknowledged", "unit"),
        ("2025-03-20T09:00", "reported", "unit"),
        ("2025-03-21T15:30", "returned", "officer"),
        ("2025-03-24T09:00", "reported", "unit"),
        ("2025-03-25T09:00", "accepted", "officer"),
    ]
    assert steps(events, "V.4/1@ubnd#2025-03") == [("2025-03-06T09:00", "assigned", "officer")]
    assert steps(events, "V.5/1@interior#once")[-1] == ("2025-03-10T09:00", "cancelled", "officer")
    decided = [m["subject"] for m in mails(events) if m["on"] == "2025-03-21T15:40:00+07:00"]
    assert len(decided) == 1
    assert events[-1]["assignments"] == 54


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "cần một danh sách"),
        ("just words", "cần một danh sách"),
        ("- {on: [", "không đúng cách viết YAML"),
        ("- {on: 2025-03-05, assignment: V.1/1@ubnd#once}", "dòng 1, khóa 0.move: thiếu khóa"),
        ("- {on: 2025-02-30, assignment: x, move: ack}", "khóa 0.on"),
        ("- {on: soon, assignment: x, move: ack}", "khóa 0.on"),
        ("- {on: 2025-03-05, assignment: x, move: dance}", "khóa 0.move: không phải một giá trị"),
        ("- {on: 2025-03-05, assignment: x, move: ack, txt: y}", "0.txt: không có khóa nào"),
        ("- {on: 2025-03-05, assignment: V.9/1@ubnd#once, move: ack}", "V.9/1@ubnd#once"),
    ],
)
def test_a_wrong_behaviour_file_is_told_in_one_line(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(WrongBehaviour) as told:
        play(written(tmp_path, text), "2025-03-05")

    assert named in str(told.value)
    assert "\n" not in str(told.value)


def test_a_written_step_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    text = "- {on: 2025-03-05, assignment: V.1/1@ubnd#once, move: accept}"

    with pytest.raises(Refused):
        play(written(tmp_path, text), "2025-03-06")


def test_wrong_input_is_told_before_anything_is_played(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    events: list[Event] = []
    day = date(2025, 3, 3)

    def run(**given: Any) -> None:
        wanted: dict[str, Any] = {"plan": PLAN, "behaviour": "none", **given}
        simulate(start=day, end=day, emit=events.append, **wanted)

    with pytest.raises(WrongBehaviour, match=r"none, prompt, mixed"):
        run(behaviour="lazy")
    with pytest.raises(UnreadableDocument):
        run(plan=empty)
    with pytest.raises(WrongWardFile):
        run(ward=empty)
    assert events == []
