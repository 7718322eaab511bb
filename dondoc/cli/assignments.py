"""``dondoc assignments`` and ``show``: what is to be done, by whom, until when, and its history."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

StandingName = Annotated[
    str | None,
    typer.Option(
        "--standing", metavar="TÌNH TRẠNG", help="not_due, due_soon, overdue, waiting, on_time, …"
    ),
]
UnitKey = Annotated[str | None, typer.Option("--unit", metavar="MÃ", help="Chỉ đơn vị có mã này.")]
ClausePath = Annotated[
    str | None, typer.Option("--clause", metavar="MỤC", help="Chỉ mục này, ví dụ V.2.")
]
PeriodKey = Annotated[
    str | None, typer.Option("--period", metavar="KỲ", help="Mã đợt, hoặc tháng dạng 2025-06.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="NGÀY", help="Như cuối ngày này, ví dụ 30/06/2025."),
]


@command(commands, "assignments", "Liệt kê nhiệm vụ có hạn.", timed=True, json=True)
def list_assignments(
    desk: Desk,
    ward: options.WardKey = None,
    standing: StandingName = None,
    unit: UnitKey = None,
    clause: ClausePath = None,
    period: PeriodKey = None,
    plan: options.OfPlan = None,
    as_of: AsOf = None,
) -> None:
    """List assignments in the order of their plans, or as they stood at the end of a past day."""
    from dondoc.cli import lists
    from dondoc.cli.desk import day_of
    from dondoc.usecases.show import Filter

    only = Filter(
        standing=lists.standing_of(standing), unit=unit, clause=clause, period=period, plan_id=plan
    )
    day = None if as_of is None else day_of(as_of, option="--as-of")
    lists.list_assignments(desk, ward_key=ward, only=only, as_of_day=day)


@command(commands, "show", "Xem một nhiệm vụ và toàn bộ lịch sử.", timed=True, json=True)
def show_one(desk: Desk, identity: options.Identity, ward: options.WardKey = None) -> None:
    """Show one assignment with its history."""
    from dondoc.cli import history

    history.show_one(desk, identity, ward_key=ward)


@command(commands, "why", "Vì sao có thời hạn này: từng bước, từng lần điều chỉnh.", json=True)
def why(desk: Desk, identity: options.Identity, ward: options.WardKey = None) -> None:
    """Tell where the deadline of one assignment comes from."""
    from dondoc.cli import reasons

    reasons.say_why(desk, identity, ward_key=ward)
