"""``dondoc simulate``: what a plan would send in a span of time, before it is switched on."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group()

PlanFile = Annotated[Path, typer.Option("--plan", metavar="TỆP", help="Tệp kế hoạch.")]
WardFile = Annotated[
    Path | None,
    typer.Option("--ward", metavar="TỆP", help="Tệp khai báo phường, xã; không ghi là phường mẫu."),
]
Start = Annotated[str, typer.Option("--from", metavar="NGÀY", help="Ngày bắt đầu.")]
End = Annotated[str, typer.Option("--to", metavar="NGÀY", help="Ngày kết thúc.")]
Behaviour = Annotated[
    str,
    typer.Option(
        "--behaviour", metavar="CÁCH", help="none, prompt, mixed, hoặc tệp YAML các bước."
    ),
]
Seed = Annotated[int, typer.Option("--seed", metavar="SỐ", help="Hạt giống của mixed.")]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="THƯ MỤC", help="Ghi từng thư (.eml) và các báo cáo vào đây."),
]


@command(
    commands, "simulate", "Chạy thử một khoảng thời gian; không gửi thư thật.",
    json=True,
)  # fmt: skip
def simulate(
    desk: Desk,
    plan: PlanFile,
    start: Start,
    end: End,
    behaviour: Behaviour,
    ward: WardFile = None,
    seed: Seed = 1,
    out: OutFolder = None,
) -> None:
    """Play a span of time on a simulated clock."""
    from dondoc.cli import playing

    playing.play(
        desk, plan=plan, ward=ward, start=day_of(start, option="--from"),
        end=day_of(end, option="--to"), behaviour=behaviour, seed=seed, out=out,
    )  # fmt: skip
