"""One command on one assignment: found by its ID, moved in one transaction, told as it then stands."""

import mimetypes
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import lists, places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.usecases import change, show
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.report import GivenFile
from models.assignment import Assignment

Who = Callable[[WardRows], Actor]


class Verb(Protocol):
    """A use case with its own words already given; takes what every one of them takes."""

    def __call__(
        self, session: Session, assignment_id: int, *, actor: Actor, now: datetime
    ) -> Assignment:
        """Change one assignment and return it, or its successor."""
        ...


def act(
    desk: Desk,
    identity: str,
    verb: Verb,
    *,
    ward_key: str | None,
    who: Who = places.officer,
    seen: int | None = None,
) -> None:
    """Carry one move out and print the assignment after it.

    ``seen`` is the version that the person looked at; by default the present one will do.

    Raises:
        NotFound, Refused, NotAllowed: nothing was changed.
        Conflict: others changed it since; the message names both values of what they changed.
    """
    with desk.app().transaction() as session:
        row = show.find(session, identity, ward_key=ward_key)
        context = load_ward_context(session, row.ward_id)
        now = desk.now(context.zone)
        if seen is not None:
            change.hold(session, row.id or 0, version=seen)
        after = verb(session, row.id or 0, actor=who(context), now=now)
        session.flush()
        view = show.detail(session, after.id or 0, now=now).view
        several = lists.several_plans(session)
    state = wording.STATE_NAMES[view.state.value]
    due = f"{wording.hour(view.due_local)} {wording.day_short(view.due_day)}"
    name = lists.identity(view, several=several)
    desk.say(f"{name}: {state}; thời hạn {due}; {view.unit_name}.")
    desk.hand_over(lists.as_json(view, several=several))


def figures_of(given: Sequence[str]) -> dict[str, str]:
    """Return figures given as ``NAME=VALUE``.

    Raises:
        WrongUse: one is not of this form.
    """
    figures = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not (sign and name.strip() and value.strip()):
            raise WrongUse(f"--figure “{one}”: cần dạng TÊN=SỐ, ví dụ “Số tin, bài=4”.")
        figures[name.strip()] = value.strip()
    return figures


def files_of(paths: Sequence[Path], *, limit_mb: int) -> tuple[GivenFile, ...]:
    """Return files as they are handed in.

    Raises:
        WrongUse: one is missing, empty or too large.
    """
    return tuple(_file(path, limit_mb=limit_mb) for path in paths)


def _file(path: Path, *, limit_mb: int) -> GivenFile:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WrongUse(f"--file: không đọc được {path}.") from error
    if not content:
        raise WrongUse(f"--file: {path} là tệp rỗng.")
    if len(content) > limit_mb * 1024 * 1024:
        raise WrongUse(f"--file: {path} lớn hơn {limit_mb} MB.")
    kind, _ = mimetypes.guess_type(path.name)
    return GivenFile(path.name, kind or "application/octet-stream", content)
