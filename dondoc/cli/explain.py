"""``dondoc explain``: why somebody did or did not get a mail, and what comes next."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

To = Annotated[str | None, typer.Option("--to", metavar="THƯ", help="Chỉ xét địa chỉ thư này.")]


@command(
    commands, "explain", "Vì sao có thư hoặc không có thư về một nhiệm vụ, và thư nào sắp tới.",
    timed=True, json=True,
)  # fmt: skip
def explain_one(
    desk: Desk, identity: options.Identity, to: To = None, ward: options.WardKey = None
) -> None:
    """Explain the mails about one assignment."""
    from dondoc.cli import explain_words
    from dondoc.usecases import explain, show
    from dondoc.usecases.context import load_ward_context

    app = desk.app()
    with app.reading() as session:
        row = show.find(session, identity, ward_key=ward)
        zone = load_ward_context(session, row.ward_id).zone
        found = explain.explain(session, row.id or 0, now=desk.now(zone), to=to, limits=app.limits)
    desk.say_all(explain_words.lines(found))
    desk.hand_over(explain_words.as_json(found))
