"""``dondoc anchor`` and ``dondoc replan``: days on which terms hang, and dates computed again."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

anchors = group("Mốc sự kiện của kế hoạch: ngày mà nhiều thời hạn dựa vào.")
commands = group()

Key = Annotated[str, typer.Argument(metavar="MỐC", help="Mã của mốc như trong danh sách.")]
Name = Annotated[
    str, typer.Argument(metavar="TÊN", help="Tên mốc, ví dụ: tỉnh ban hành hướng dẫn.")
]
On = Annotated[str, typer.Option("--on", metavar="NGÀY", help="Ngày của mốc.")]
Number = Annotated[
    str, typer.Option("--document-number", metavar="SỐ", help="Số của văn bản được ban hành.")
]
Title = Annotated[
    str, typer.Option("--document-title", metavar="TÊN", help="Tên, trích yếu của văn bản.")
]


@command(anchors, "list", "Liệt kê các mốc của một kế hoạch.", json=True)
def list_anchors(desk: Desk, number: options.PlanNumber) -> None:
    """List the anchors of a plan."""
    from dondoc.cli import replan_plan

    replan_plan.list_anchors(desk, number)


@command(anchors, "add", "Thêm một mốc chưa có ngày.", timed=True, json=True)
def add_anchor(desk: Desk, number: options.PlanNumber, name: Name) -> None:
    """Make an anchor."""
    from dondoc.cli import replan_plan

    replan_plan.add_anchor(desk, number, name)


@command(
    anchors, "set", "Ghi ngày của mốc, văn bản được ban hành; tính lại thời hạn dựa vào mốc.",
    timed=True, json=True,
)  # fmt: skip
def set_anchor(
    desk: Desk,
    number: options.PlanNumber,
    key: Key,
    on: On,
    document_number: Number = "",
    document_title: Title = "",
    seen: options.SeenPreview = None,
    dry_run: options.DryRun = False,
) -> None:
    """Give an anchor its day."""
    from dondoc.cli import replan_plan
    from dondoc.usecases.anchors import Document

    document = Document(number=document_number, title=document_title)
    replan_plan.set_anchor(
        desk, number, key, on=day_of(on, option="--on"), document=document, seen=seen, dry=dry_run
    )


@command(
    commands, "replan", "Tính lại thời hạn theo lịch làm việc hiện nay.", timed=True, json=True
)
def replan(
    desk: Desk,
    ward: options.WardKey = None,
    plan: options.OfPlan = None,
    seen: options.SeenPreview = None,
    dry_run: options.DryRun = False,
) -> None:
    """Compute open dates again with the present working days."""
    from dondoc.cli import replan_plan

    replan_plan.recompute(desk, ward_key=ward, plan=plan, seen=seen, dry=dry_run)
