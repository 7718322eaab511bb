"""The officer's answers to a report or to a wish: ``accept``, ``return``, ``extend``, ``refuse``."""

from functools import partial
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group()

Note = Annotated[str, typer.Option("--text", metavar="LỜI", help="Lời kèm theo cho đơn vị.")]
RepairDays = Annotated[
    int, typer.Option("--days", metavar="N", help="Số ngày làm việc để bổ sung.")
]
OptionalReason = Annotated[str, typer.Option("--reason", metavar="LÝ DO", help="Lý do gia hạn.")]
Ask = Annotated[bool, typer.Option("--ask", help="Chỉ ghi nhận đề nghị của đơn vị, chưa đồng ý.")]


@command(commands, "accept", "Xác nhận hoàn thành.", timed=True, json=True)
def accept(
    desk: Desk,
    identity: options.Identity,
    text: Note = "",
    by: options.PersonBy = None,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Accept the report."""
    from dondoc.cli import acts, places
    from dondoc.usecases import accept

    acts.act(
        desk,
        identity,
        partial(accept.accept, text=text),
        ward_key=ward,
        seen=seen,
        who=lambda c: places.answerer(c, by),
    )


@command(commands, "return", "Trả lại báo cáo để bổ sung.", timed=True, json=True)
def send_back(
    desk: Desk,
    identity: options.Identity,
    reason: options.Reason,
    days: RepairDays = 3,
    by: options.PersonBy = None,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Return the report with a reason."""
    from dondoc.cli import acts, places
    from dondoc.usecases import send_back

    acts.act(
        desk,
        identity,
        partial(send_back.send_back, reason=reason, repair_days=days),
        ward_key=ward,
        seen=seen,
        who=lambda c: places.answerer(c, by),
    )


@command(commands, "extend", "Gia hạn; --ask thì chỉ ghi đề nghị.", timed=True, json=True)
def extend(
    desk: Desk,
    identity: options.Identity,
    until: options.Until,
    reason: OptionalReason = "",
    ask: Ask = False,
    by: options.UnitBy = None,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Grant more time, or record that the unit wishes it."""
    from dondoc.cli import acts, places
    from dondoc.usecases import extend

    day = day_of(until, option="--until")

    if ask:
        acts.act(
            desk,
            identity,
            partial(extend.ask, until=day, reason=reason),
            ward_key=ward,
            seen=seen,
            who=lambda c: places.for_the_unit(c, by),
        )
    else:
        acts.act(
            desk, identity, partial(extend.grant, until=day, text=reason), ward_key=ward, seen=seen
        )


@command(commands, "shorten", "Rút ngắn thời hạn.", timed=True, json=True)
def shorten(
    desk: Desk,
    identity: options.Identity,
    until: options.Until,
    reason: options.Reason,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Set an earlier deadline."""
    from dondoc.cli import acts
    from dondoc.usecases import shorten

    day = day_of(until, option="--until")

    acts.act(
        desk, identity, partial(shorten.shorten, until=day, reason=reason), ward_key=ward, seen=seen
    )


@command(commands, "refuse", "Không đồng ý gia hạn.", timed=True, json=True)
def refuse(
    desk: Desk,
    identity: options.Identity,
    reason: options.Reason,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Refuse the wish that waits."""
    from dondoc.cli import acts
    from dondoc.usecases import extend

    acts.act(desk, identity, partial(extend.refuse, reason=reason), ward_key=ward, seen=seen)
