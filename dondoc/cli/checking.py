"""``dondoc doctor``: is everything as it should be, and if not, what to do."""

from typing import Annotated

import typer

from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

LATE = typer.Option("--ping", help="Báo cho máy giám sát bên ngoài khi không có việc gì chậm.")

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


@command(
    commands, "audit", "Có thư, lượt chạy nào chậm không; mã thoát 1 khi có.", timed=True, json=True
)
def audit(desk: Desk, ping: Annotated[bool, LATE] = False) -> None:
    """Look for what is late, for whoever runs rounds without a scheduler of flows."""
    from dondoc.operate import ping as pinging

    now, app = desk.now(), desk.app()
    done = pinging.audit(app, now=now) if ping else pinging.Audit(pinging.look(app, now=now))
    for late in done.pulse.late:
        desk.say(late.words)
    if not done.pulse.late:
        desk.say("Không có việc gì chậm.")
    if done.trouble:
        desk.say(f"Không báo được: {done.trouble}.")
    desk.hand_over(done.pulse.to_json(now) | {"pinged": done.pinged, "trouble": done.trouble})
    if done.pulse.late or done.trouble:
        raise typer.Exit(1)
