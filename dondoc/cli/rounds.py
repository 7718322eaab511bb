"""``dondoc round``: one round here and now, without a Prefect server."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

Force = Annotated[
    bool, typer.Option("--force", help="Gửi cả khi nhiều thư dồn lại sau nhiều ngày ngừng.")
]


@command(commands, "round", "Chạy một lượt đôn đốc ngay bây giờ.", timed=True, json=True)
def run_round(desk: Desk, ward: options.WardKey = None, force: Force = False) -> None:
    """Decide what is due, write it to the outbox, send it."""
    from dondoc.cli import turning

    turning.run_round(desk, ward_key=ward, force=force)
