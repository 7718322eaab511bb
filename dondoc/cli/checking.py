"""``dondoc doctor``: is everything as it should be, and if not, what to do."""

import typer

from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

MARKS = {"ok": "  tốt", "warn": "chú ý", "fail": "  LỖI"}


@command(
    commands, "doctor", "Kiểm tra máy này: dữ liệu, thư, đồng hồ, lịch.",
    timed=True, json=True,
)  # fmt: skip
def examine(desk: Desk) -> None:
    """Check the installation; the exit code is 1 when something fails."""
    from dondoc.operate import doctor

    checks = doctor.examine(desk.app(check=False), now=desk.now())
    for check in checks:
        desk.say(f"{MARKS[check.state]}  {check.title}: {check.words}")
        if check.remedy:
            desk.say(f"         → {check.remedy}")
    desk.hand_over([check.to_json() for check in checks])
    if any(check.state == "fail" for check in checks):
        raise typer.Exit(1)
