"""Options and arguments that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

WardKey = Annotated[
    str | None, typer.Option("--ward", metavar="MÃ", help="Mã phường, xã; cần khi có nhiều nơi.")
]
Seen = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="SỐ",
        help="Phiên bản đã xem (version trong --json); đã có người thay đổi thì không làm gì.",
    ),
]
Identity = Annotated[
    str,
    typer.Argument(
        metavar="MÃ", help="Mã nhiệm vụ như trong danh sách, hoặc KẾ-HOẠCH:MÃ, hoặc số thứ tự."
    ),
]
PlanNumber = Annotated[int, typer.Argument(metavar="SỐ", help="Số của kế hoạch trong dondoc.")]
OfPlan = Annotated[int | None, typer.Option("--plan", metavar="SỐ", help="Chỉ kế hoạch có số này.")]
Document = Annotated[
    Path,
    typer.Argument(metavar="TỆP", help="Tệp kế hoạch: Word, PDF, ODT, RTF, văn bản, ảnh quét."),
]
IssuedOn = Annotated[
    str | None,
    typer.Option("--issued-on", metavar="NGÀY", help="Ngày ban hành, khi văn bản để trống."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="LÝ DO", help="Lý do, ghi vào lịch sử.")]
Until = Annotated[str, typer.Option("--until", metavar="NGÀY", help="Thời hạn mới.")]
UnitBy = Annotated[
    str | None,
    typer.Option("--by", metavar="TÊN", help="Người của đơn vị đã báo qua điện thoại."),
]
PersonBy = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="AI",
        help="Người quyết định (mã hoặc địa chỉ thư); không ghi là cán bộ Nội vụ.",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Chỉ xem trước những gì thay đổi; không ghi gì.")
]
SeenPreview = Annotated[
    str | None,
    typer.Option("--seen", metavar="DẤU", help="Dấu của bản xem trước; khác đi thì dừng lại."),
]
