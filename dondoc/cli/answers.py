"""The officer's answers to a report or to a wish: ``accept``, ``return``, ``extend``, ``refuse``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from dondoc.usecases.actor import Actor
    from models.assignment import Assignment

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
) -> None:
    """Accept the report."""
    from dondoc.cli import acts, places
    from dondoc.usecases import accept

    def verb(session: "Session", number: int, actor: "Actor", now: "datetime") -> "Assignment":
        return accept.accept(session, number, text=text, actor=actor, now=now)

    acts.act(desk, identity, verb, ward_key=ward, who=lambda c: places.answerer(c, by))


@command(commands, "return", "Trả lại báo cáo để bổ sung.", timed=True, json=True)
def send_back(
    desk: Desk,
    identity: options.Identity,
    reason: options.Reason,
    days: RepairDays = 3,
    by: options.PersonBy = None,
    ward: options.WardKey = None,
) -> None:
    """Return the report with a reason."""
    from dondoc.cli import acts, places
    from dondoc.usecases import send_back

    def verb(session: "Session", number: int, actor: "Actor", now: "datetime") -> "Assignment":
        return send_back.send_back(
            session, number, reason=reason, repair_days=days, actor=actor, now=now
        )

    acts.act(desk, identity, verb, ward_key=ward, who=lambda c: places.answerer(c, by))


@command(commands, "extend", "Gia hạn; --ask thì chỉ ghi đề nghị.", timed=True, json=True)
def extend(
    desk: Desk,
    identity: options.Identity,
    until: options.Until,
    reason: OptionalReason = "",
    ask: Ask = False,
    by: options.UnitBy = None,
    ward: options.WardKey = None,
) -> None:
    """Grant more time, or record that the unit wishes it."""
    from dondoc.cli import acts, places
    from dondoc.usecases import extend

    day = day_of(until, option="--until")

    def grant(session: "Session", number: int, actor: "Actor", now: "datetime") -> "Assignment":
        return extend.grant(session, number, until=day, text=reason, actor=actor, now=now)

    def wish(session: "Session", number: int, actor: "Actor", now: "datetime") -> "Assignment":
        return extend.ask(session, number, until=day, reason=reason, actor=actor, now=now)

    if ask:
        acts.act(desk, identity, wish, ward_key=ward, who=lambda c: places.for_the_unit(c, by))
    else:
        acts.act(desk, identity, grant, ward_key=ward)


@command(commands, "refuse", "Không đồng ý gia hạn.", timed=True, json=True)
def refuse(
    desk: Desk, identity: options.Identity, reason: options.Reason, ward: options.WardKey = None
) -> None:
    """Refuse the wish that waits."""
    from dondoc.cli import acts
    from dondoc.usecases import extend

    def verb(session: "Session", number: int, actor: "Actor", now: "datetime") -> "Assignment":
        return extend.refuse(session, number, reason=reason, actor=actor, now=now)

    acts.act(desk, identity, verb, ward_key=ward)
