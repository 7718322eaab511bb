"""``dondoc summary``: the documents of a period."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

PeriodKey = Annotated[str, typer.Option("--period", metavar="KỲ", help="Mã đợt, ví dụ 2025-1.")]
OutFolder = Annotated[
    Path, typer.Option("--out", metavar="THƯ MỤC", help="Nơi ghi văn bản; tạo mới nếu chưa có.")
]


@command(commands, "summary", "Lập báo cáo sơ kết, tổng kết của một kỳ.", timed=True, json=True)
def write_summary(
    desk: Desk,
    period: PeriodKey,
    out: OutFolder,
    ward: options.WardKey = None,
    plan: options.OfPlan = None,
) -> None:
    """Count a period anew, unless it is signed, and write its document."""
    from dondoc.cli import period_files

    period_files.write_summary(desk, period, out, ward_key=ward, plan_id=plan)
