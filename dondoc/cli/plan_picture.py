"""The picture of a plan's year, as a file or on the screen."""

from pathlib import Path

from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.year_picture import FORMATS, year_picture


def hand_out(desk: Desk, number: int, *, out: Path | None, width: str) -> None:
    """Write the picture to a file, or print it.

    Raises:
        NotFound: there is no such plan.
        WrongUse: no such width, or the file cannot be written.
    """
    if width not in FORMATS:
        raise WrongUse(f"--width: không có khổ “{width}”. Các khổ: {', '.join(FORMATS)}.")
    with desk.app().reading() as session:
        zone = load_ward_context(session, drafts.held(session, number).ward_id).zone
        text = year_picture(session, number, width=width, now=desk.now(zone))
    if out is None:
        desk.say(text.rstrip("\n"))
        return
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUse(f"--out: không ghi được {out}: {error.strerror}.") from error
    desk.say(f"Đã ghi {out}.")
