"""The unit says what it did (báo cáo kết quả), with figures and files."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment, Evidence, Report, ReportState
from models.queries import assignments


@dataclass(frozen=True)
class GivenFile:
    """A file as it was handed in."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class GivenReport:
    """What a unit hands in; ``figures`` by name, for example «Số tin, bài»."""

    text: str
    figures: Mapping[str, str] = field(default_factory=dict)
    good_example: str = ""
    files: tuple[GivenFile, ...] = ()


def report(
    session: Session,
    assignment_id: int,
    *,
    given: GivenReport,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Store the report and put the assignment before the officer.

    A report that is still waiting is replaced by the newer one and stays in the history.

    Raises:
        Refused: the text is empty, or the state does not allow a report.
        NotFound, Conflict: as ``change`` tells.
    """
    if not given.text.strip():
        raise Refused("Báo cáo chưa có nội dung. Hãy ghi ngắn gọn kết quả đã thực hiện.")
    assignment = change.hold(session, assignment_id, version=version)
    earlier = assignments.waiting_report(session, assignment_id)
    change.move(
        session, assignment, Move.REPORT, actor=actor, now=now, text=given.text.strip(),
        data={"figures": dict(given.figures), "files": [f.file_name for f in given.files]},
        values={"reported_at": now},
    )  # fmt: skip
    if earlier is not None:
        earlier.state = ReportState.RETURNED
        earlier.answer = "Đơn vị đã gửi báo cáo khác thay thế."
        earlier.answered_at = now
        session.add(earlier)
    row = Report(
        assignment_id=assignment_id,
        made_at=now,
        made_by=actor.name,
        channel=actor.channel,
        text=given.text.strip(),
        figures=dict(given.figures),
        good_example=given.good_example.strip(),
    )
    session.add(row)
    session.flush()
    session.add_all(_evidence(row.id or 0, file) for file in given.files)
    change.tell(session, assignment, "reported", audience="officer", now=now)
    return assignment


def _evidence(report_id: int, file: GivenFile) -> Evidence:
    return Evidence(
        report_id=report_id,
        file_name=unicodedata.normalize("NFC", file.file_name),
        media_type=file.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
    )
