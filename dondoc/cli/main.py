"""The command line from its words to its exit code."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from dondoc.cli import (
    absence,
    alarm,
    answers,
    assignments,
    backups,
    calendar,
    checking,
    contact,
    decisions,
    dispatch,
    explain,
    faults,
    feed,
    incoming,
    log,
    outbox,
    periods,
    plan,
    preview,
    reorganising,
    replanning,
    resting,
    rounds,
    running,
    sheet,
    unit_words,
    usage,
    ward,
)
from dondoc.cli.command import DATABASE, DEBUG, group

HELP = "dondoc: theo dõi, đôn đốc việc thực hiện kế hoạch của phường, xã."

cli = group(HELP)


@cli.callback(invoke_without_command=True)
def begin(
    ctx: typer.Context,
    database: Annotated[str | None, DATABASE] = None,
    debug: Annotated[bool, DEBUG] = False,
) -> None:
    """Keep what was said before the command; without a command show the help."""
    ctx.obj = {"database": database, "debug": debug}
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


cli.add_typer(running.commands)
cli.add_typer(ward.commands, name="ward")
cli.add_typer(plan.commands, name="plan")
for joined in (
    assignments,
    explain,
    log,
    unit_words,
    answers,
    decisions,
    resting,
    rounds,
    incoming,
    sheet,
    periods,
    preview,
):
    cli.add_typer(joined.commands)
cli.add_typer(alarm.commands, name="alarm")
cli.add_typer(outbox.commands, name="outbox")
cli.add_typer(calendar.commands, name="calendar")
cli.add_typer(contact.commands, name="contact")
cli.add_typer(absence.commands, name="absence")
cli.add_typer(feed.commands, name="feed")
cli.add_typer(dispatch.commands, name="dispatch")
cli.add_typer(replanning.anchors, name="anchor")
cli.add_typer(replanning.commands)
cli.add_typer(reorganising.commands)
cli.add_typer(checking.commands)
cli.add_typer(backups.commands)


def run(words: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    root = typer.main.get_command(cli)
    try:
        result: Any = root.main(args=list(words), prog_name="dondoc", standalone_mode=False)
    except typer.TyperException as error:
        sys.stderr.write(f"{usage.words(error)}\n")
        return faults.WRONG_INPUT
    except typer.Abort:
        return faults.OWN_FAULT
    except Exception as error:  # noqa: BLE001 - the person gets one line, whatever it is
        return faults.tell(error, debug="--debug" in words)
    return result if isinstance(result, int) else 0


def main() -> None:
    """Run the command that this process was started with."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal of another encoding still gets something that can be read.
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along (`| head`) has seen enough; the exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
