"""A play as JSON Lines, or as a line for each event."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dondoc import wording
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.operate import simulate

KINDS = {
    "assignment": "giao việc",
    "reminder": "nhắc việc",
    "overdue": "nhắc việc quá hạn",
    "escalation": "báo cáo lãnh đạo",
    "summary": "báo cáo sơ kết, tổng kết",
    "login": "đăng nhập",
    "alarm": "cảnh báo",
}


def play(
    desk: Desk,
    *,
    plan: Path,
    ward: Path | None,
    start: date,
    end: date,
    behaviour: str,
    seed: int,
    out: Path | None,
) -> None:
    """Play the span and print each event as it happens.

    Raises:
        WrongUse: the span ends before it begins, or ``out`` cannot be written.
        UnreadableDocument, WrongWardFile, WrongBehaviour: the input cannot be used.
    """
    if end < start:
        raise WrongUse(f"--to {end:%d/%m/%Y} đứng trước --from {start:%d/%m/%Y}.")
    if out is not None:
        _require_folder(out)

    def emit(event: dict[str, Any]) -> None:
        sys.stdout.write(f"{simulate.as_line(event) if desk.as_json else line_of(event)}\n")

    simulate.simulate(
        plan=plan, ward=ward, start=start, end=end, behaviour=behaviour, seed=seed, out=out,
        emit=emit,
    )  # fmt: skip


def _require_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"--out: không tạo được thư mục {out}: {error.strerror}.") from error


def line_of(event: dict[str, Any]) -> str:
    """Return one event as a line for a person."""
    if event["event"] == "end":
        return (
            f"Hết: {event['mails']} thư, {event['assignments']} nhiệm vụ, "
            f"{event['accepted']} đã hoàn thành, {event['overdue']} đang quá hạn."
        )
    on = datetime.fromisoformat(event["on"])
    return f"{wording.day_short(on)} {wording.hour(on)}  {_what(event)}"


def _what(event: dict[str, Any]) -> str:
    if event["event"] == "mail":
        kind = KINDS.get(event["kind"]) or wording.EVENT_NAMES.get(event["kind"], event["kind"])
        return f"thư {kind} → {', '.join(event['to'])}: {event['subject']}"
    if event["event"] == "state":
        after = wording.STATE_NAMES.get(event["to"], event["to"])
        return f"{event['assignment']}: {after}"
    return f"báo cáo kỳ {event['period']}: {', '.join(event['files'])}"
