"""``dondoc log``: everything that was changed in a ward, by whom, when and why."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

First = Annotated[
    str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày này, kể cả ngày ấy.")
]
Last = Annotated[str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày này.")]
UnitKey = Annotated[
    str | None,
    typer.Option("--unit", metavar="MÃ", help="Chỉ nhiệm vụ hiện do đơn vị có mã này giữ."),
]
Person = Annotated[
    str | None, typer.Option("--by", metavar="TÊN", help="Chỉ việc do người này làm.")
]


@command(commands, "log", "Nhật ký: mọi thay đổi, do ai, lúc nào, vì sao.", json=True)
def show_log(
    desk: Desk,
    ward: options.WardKey = None,
    first: First = None,
    last: Last = None,
    unit: UnitKey = None,
    person: Person = None,
) -> None:
    """Print the log of one ward, newest first."""
    from dondoc.cli import log_words
    from dondoc.cli.desk import day_of
    from dondoc.usecases.log import Narrowing

    only = Narrowing(
        unit=unit or "",
        person=person or "",
        first=day_of(first, option="--from") if first else None,
        last=day_of(last, option="--to") if last else None,
    )
    log_words.print_log(desk, ward_key=ward, only=only)
