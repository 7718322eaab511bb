"""The documents of a period as files."""

from pathlib import Path

from sqlmodel import Session

from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.rules.local import zone_of
from dondoc.usecases import summarise
from dondoc.usecases.errors import NotFound
from models.queries import summaries
from models.summary import SummaryState


def write_summary(
    desk: Desk, period: str, out: Path, *, ward_key: str | None, plan_id: int | None
) -> None:
    """Write the DOCX of a period; a signed summary is written as it was signed.

    Raises:
        NotFound: there is no such period, or it stands in several plans.
        WrongUse: the folder cannot be written.
    """
    make_folder(out)
    with desk.app().transaction() as session:
        ward = places.the_ward(session, ward_key)
        found = _plan_of(session, ward.id or 0, period, plan_id)
        summary = summaries.summary_of(session, found, period)
        if summary is None or summary.state is SummaryState.DRAFT:
            now = desk.now(zone_of(ward.timezone))
            summary = summarise.draft(session, found, period, now=now)
        path = out / summarise.file_name(summary)
        write_file(path, summary.document)
    signed = summary.state is SummaryState.SIGNED
    desk.say(f"{summary.name} ({'đã duyệt' if signed else 'dự thảo, chưa duyệt'}): {path}")
    desk.hand_over(
        {
            "plan": found,
            "period": period,
            "name": summary.name,
            "kind": summary.kind,
            "state": summary.state.value,
            "files": [str(path)],
        }
    )


def _plan_of(session: Session, ward_id: int, period: str, plan_id: int | None) -> int:
    known = summarise.periods(session, ward_id)
    found = [
        one.plan_id
        for one in known
        if one.key == period and (plan_id is None or one.plan_id == plan_id)
    ]
    if not found:
        keys = ", ".join(dict.fromkeys(one.key for one in known)) or "chưa có"
        raise NotFound(f"--period “{period}”: không có kỳ này. Các kỳ: {keys}.")
    if len(found) > 1:
        numbers = ", ".join(str(number) for number in found)
        raise NotFound(f"Kỳ “{period}” có trong nhiều kế hoạch ({numbers}); hãy ghi --plan SỐ.")
    return found[0]


def make_folder(folder: Path) -> None:
    """Make the folder of ``--out``.

    Raises:
        WrongUse: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"--out: không tạo được thư mục {folder}: {error.strerror}.") from error


def write_file(path: Path, content: bytes) -> None:
    """Write a document into the folder of ``--out``.

    Raises:
        WrongUse: it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WrongUse(f"--out: không ghi được {path}: {error.strerror}.") from error
