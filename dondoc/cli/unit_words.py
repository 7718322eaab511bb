"""What a unit says and the officer writes down: ``ack``, ``report``, and the wish for more time."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

Text = Annotated[str, typer.Option("--text", metavar="NỘI DUNG", help="Kết quả đã thực hiện.")]
Figures = Annotated[
    list[str] | None,
    typer.Option("--figure", metavar="TÊN=SỐ", help="Số liệu; ghi được nhiều lần."),
]
Files = Annotated[
    list[Path] | None,
    typer.Option("--file", metavar="TỆP", help="Minh chứng; ghi được nhiều lần."),
]
Example = Annotated[
    str, typer.Option("--good-example", metavar="NỘI DUNG", help="Điển hình đề nghị biểu dương.")
]


@command(commands, "ack", "Ghi nhận đơn vị đã nhận nhiệm vụ.", timed=True, json=True)
def acknowledge(
    desk: Desk,
    identity: options.Identity,
    by: options.UnitBy = None,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Record the receipt."""
    from dondoc.cli import acts, places
    from dondoc.usecases import acknowledge

    acts.act(
        desk,
        identity,
        acknowledge.acknowledge,
        ward_key=ward,
        seen=seen,
        who=lambda c: places.for_the_unit(c, by),
    )


@command(commands, "report", "Ghi nhận báo cáo kết quả của đơn vị.", timed=True, json=True)
def report(
    desk: Desk,
    identity: options.Identity,
    text: Text,
    figure: Figures = None,
    file: Files = None,
    good_example: Example = "",
    by: options.UnitBy = None,
    ward: options.WardKey = None,
    seen: options.Seen = None,
) -> None:
    """Record a report."""
    from dondoc import settings
    from dondoc.cli import acts, places
    from dondoc.usecases import report
    from dondoc.usecases.report import GivenReport

    given = GivenReport(
        text=text,
        figures=acts.figures_of(figure or []),
        good_example=good_example,
        files=acts.files_of(file or [], limit_mb=settings.load().upload_limit_mb),
    )

    acts.act(
        desk,
        identity,
        partial(report.report, given=given),
        ward_key=ward,
        seen=seen,
        who=lambda c: places.for_the_unit(c, by),
    )
