"""``dondoc sheet``: overdue work on one sheet, for the weekly meeting."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse

commands = group()

OutFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="TỆP", help="Ghi biểu (DOCX) ra tệp hoặc thư mục này."),
]


@command(
    commands, "sheet", "Biểu nhiệm vụ quá hạn cho họp giao ban: in ra, hoặc ghi tệp Word.",
    timed=True, json=True,
)  # fmt: skip
def overdue_sheet(desk: Desk, out: OutFile = None, ward: options.WardKey = None) -> None:
    """Print what is overdue, or write it as a document."""
    from dondoc.cli import places
    from dondoc.rules.local import zone_of
    from dondoc.usecases import meeting

    app = desk.app()
    with app.reading() as session:
        found = places.the_ward(session, ward)
        now = desk.now(zone_of(found.timezone))
        sheet = meeting.meeting_sheet(session, found.id or 0, voice=app.voice, now=now)
    shown = meeting.as_json(sheet)
    if out is None:
        desk.say_all(meeting.words(sheet))
    else:
        path = out / meeting.file_name(sheet) if out.is_dir() else out
        try:
            path.write_bytes(meeting.document_of(sheet))
        except OSError as error:
            raise WrongUse(f"--out: không ghi được {path}.") from error
        desk.say(f"Đã ghi {path}.")
        shown |= {"files": [str(path)]}
    desk.hand_over(shown)
