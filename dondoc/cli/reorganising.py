"""``dondoc reorganise``: units renamed, merged, split and dissolved on a day."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

OrderFile = Annotated[
    Path | None,
    typer.Argument(metavar="TỆP", help="Tệp YAML ghi những gì thay đổi; không ghi là liệt kê."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Thực hiện; không có thì chỉ xem trước.")]
Undo = Annotated[
    int | None, typer.Option("--undo", metavar="SỐ", help="Hủy một lần sắp xếp, trong ngày ấy.")
]


@command(
    commands, "reorganise", "Sắp xếp tổ chức: đổi tên, sáp nhập, chia tách, giải thể đơn vị.",
    timed=True, json=True,
)  # fmt: skip
def reorganise(
    desk: Desk, file: OrderFile = None, yes: Yes = False, undo: Undo = None,
    seen: options.SeenPreview = None, by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """List reorganisations, show what one would do, carry it out, or take one back."""
    from dondoc.cli import reorganise_work
    from dondoc.cli.faults import WrongUse

    if file is not None and undo is not None:
        raise WrongUse("Chỉ dùng một trong hai: TỆP hoặc --undo SỐ.")
    if undo is not None:
        reorganise_work.take_back(desk, undo, yes=yes, by=by, ward=ward)
    elif file is not None:
        reorganise_work.give(desk, file, yes=yes, seen=seen, by=by, ward=ward)
    else:
        reorganise_work.list_all(desk, ward=ward)
