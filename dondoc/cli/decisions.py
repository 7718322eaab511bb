"""What the officer decides unasked: ``transfer``, ``sleep``, ``wake``, ``cancel``, ``chase``."""

from functools import partial
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group()

NewUnit = Annotated[str, typer.Option("--to", metavar="MÃ", help="Mã đơn vị nhận việc.")]
Awaited = Annotated[
    str, typer.Option("--waiting-for", metavar="NỘI DUNG", help="Văn bản, sự việc đang chờ.")
]
AnchorKey = Annotated[
    str,
    typer.Option("--anchor", metavar="MÃ", help="Mốc của kế hoạch; khi mốc có ngày thì tiếp tục."),
]
HideHistory = Annotated[
    bool,
    typer.Option("--hide-history", help="Đơn vị mới không xem được quá trình và lý do."),
]
Note = Annotated[str, typer.Option("--text", metavar="LỜI", help="Lời kèm theo cho đơn vị.")]


@command(commands, "transfer", "Chuyển nhiệm vụ sang đơn vị khác.", timed=True, json=True)
def transfer(
    desk: Desk,
    identity: options.Identity,
    to: NewUnit,
    reason: options.Reason,
    hide_history: HideHistory = False,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Close the assignment here and open its successor at another unit."""
    from dondoc.cli import acts
    from dondoc.usecases import transfer

    act = partial(transfer.transfer, unit_key=to, reason=reason, hide_history=hide_history)
    acts.act(desk, identity, act, ward_key=ward, seen=seen)


@command(commands, "sleep", "Tạm dừng, chờ một văn bản hoặc sự việc.", timed=True, json=True)
def put_to_sleep(
    desk: Desk,
    identity: options.Identity,
    waiting_for: Awaited = "",
    anchor: AnchorKey = "",
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Stop reminders until the awaited document comes."""
    from dondoc.cli import acts
    from dondoc.usecases import sleep

    act = partial(sleep.put_to_sleep, waiting_for=waiting_for, anchor=anchor)
    acts.act(desk, identity, act, ward_key=ward, seen=seen)


@command(commands, "wake", "Tiếp tục thực hiện với thời hạn mới.", timed=True, json=True)
def wake(
    desk: Desk,
    identity: options.Identity,
    until: options.Until,
    text: Note = "",
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Take the work up again."""
    from dondoc.cli import acts
    from dondoc.usecases import sleep

    day = day_of(until, option="--until")

    acts.act(desk, identity, partial(sleep.wake, until=day, text=text), ward_key=ward, seen=seen)


@command(commands, "cancel", "Thu hồi nhiệm vụ.", timed=True, json=True)
def cancel(
    desk: Desk,
    identity: options.Identity,
    reason: options.Reason,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Withdraw the assignment."""
    from dondoc.cli import acts
    from dondoc.usecases import cancel

    acts.act(desk, identity, partial(cancel.cancel, reason=reason), ward_key=ward, seen=seen)


@command(commands, "chase", "Bắt đầu đôn đốc việc đã quá hạn khi nhập.", timed=True, json=True)
def chase(
    desk: Desk, identity: options.Identity, ward: options.WardKey = None, seen: options.Seen = None
) -> None:
    """Follow up what was overdue already when its plan was imported."""
    from dondoc.cli import acts
    from dondoc.usecases import chase

    acts.act(desk, identity, chase.chase, ward_key=ward, seen=seen)
