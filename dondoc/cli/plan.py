"""``dondoc plan``: from a document to dated assignments."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group("Kế hoạch: đọc, nhập, sửa dự thảo, xác nhận.")

WardOrFile = Annotated[
    str | None,
    typer.Option("--ward", metavar="MÃ|TỆP", help="Đối chiếu tên đơn vị với danh bạ này."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Xác nhận và đặt hạn ngay.")]
ForTheRecord = Annotated[
    bool, typer.Option("--for-the-record", help="Chỉ lưu hồ sơ, không đôn đốc.")
]
Seen = Annotated[
    str | None,
    typer.Option("--seen", metavar="DẤU", help="Dấu của bản so sánh đã xem; khác đi thì dừng lại."),
]
Of = Annotated[int | None, typer.Option("--of", metavar="SỐ", help="Số của kế hoạch được sửa đổi.")]
NoPlan = Annotated[bool, typer.Option("--none", help="Không sửa đổi kế hoạch nào.")]
Whole = Annotated[
    bool | None,
    typer.Option(
        "--whole/--partial",
        help="Thay thế toàn bộ, hay chỉ sửa một số mục; không ghi là tự xác định.",
    ),
]
Pairs = Annotated[
    list[str] | None,
    typer.Option(
        "--pair", metavar="MỚI=CŨ", help="Mục của dự thảo thay cho mục nào (nhiều lần được)."
    ),
]
WaveFile = Annotated[
    Path | None, typer.Option("--file", metavar="TỆP", help="Tất cả các đợt mới, dạng YAML.")
]
WavePattern = Annotated[
    str | None,
    typer.Option("--proposal", metavar="MẪU", help="Chia đợt theo mẫu này (dondoc plan patterns)."),
]
WaveDays = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="MÃ=TỪ..ĐẾN",
        help="Ngày mới của một đợt, ví dụ 2025-1=2025-01-01..2025-06-15.",
    ),
]
WaveReason = Annotated[
    str,
    typer.Option("--reason", metavar="LÝ DO", help="Lý do thay đổi; đơn vị đọc thấy trong thư."),
]
OfDuty = Annotated[
    str | None,
    typer.Option("--duty", metavar="MỤC/SỐ", help="Nhiệm vụ, ví dụ V.2/1; không ghi là liệt kê."),
]
LadderSets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PHẦN=SỐ",
        help="before=10,5,2; on_day=yes hoặc no; after=2,5; every=5; confirm=3; 0 là không có.",
    ),
]
AsUsual = Annotated[bool, typer.Option("--usual", help="Trở lại thang nhắc chung.")]
LadderReason = Annotated[
    str, typer.Option("--reason", metavar="LÝ DO", help="Lý do, ghi vào nhật ký.")
]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="TỆP", help="Ghi bản dự thảo (YAML) ra tệp này.")
]
PictureFile = Annotated[
    Path | None, typer.Option("--out", metavar="TỆP", help="Ghi hình ra tệp này; không ghi là in.")
]
PictureWidth = Annotated[
    str, typer.Option("--width", metavar="KHỔ", help="wide (màn hình), middle hoặc narrow.")
]
SeenVersion = Annotated[
    int | None,
    typer.Option("--seen", metavar="SỐ", help="Phiên bản dự thảo đã xem, để tệp thay bản ấy."),
]
FromFile = Annotated[
    Path | None, typer.Option("--from", metavar="TỆP", help="Nạp lại bản dự thảo đã sửa.")
]


@command(commands, "read", "Đọc một văn bản và in các mục; không ghi gì.", json=True)
def read(desk: Desk, file: options.Document, ward: WardOrFile = None) -> None:
    """Read a document and print its clauses."""
    from dondoc.cli.directory import directory_for
    from dondoc.cli.plan_reading import read_file
    from dondoc.cli.plan_words import reading_lines
    from dondoc.reading.bodies.directory import match_reading

    reading = read_file(file)
    if ward is not None:
        reading = match_reading(reading, directory_for(desk, ward))
    desk.say_all(reading_lines(reading, in_colour=desk.in_colour))
    desk.hand_over(reading.to_json())


@command(
    commands, "import", "Nhập một văn bản thành dự thảo; --yes thì giao việc ngay.",
    timed=True, json=True,
)  # fmt: skip
def import_document(
    desk: Desk,
    file: options.Document,
    ward: options.WardKey = None,
    issued_on: options.IssuedOn = None,
    yes: Yes = False,
) -> None:
    """Store the draft of a document, and confirm it when told to."""
    from dondoc.cli import plan_import

    day = day_of(issued_on, option="--issued-on") if issued_on else None
    plan_import.import_document(desk, file, ward_key=ward, issued_on=day, yes=yes)


@command(
    commands, "confirm", "Xác nhận một dự thảo: đặt hạn và giao việc, hoặc sửa đổi kế hoạch.",
    timed=True, json=True,
)  # fmt: skip
def confirm_draft(
    desk: Desk,
    number: options.PlanNumber,
    issued_on: options.IssuedOn = None,
    for_the_record: ForTheRecord = False,
    seen: Seen = None,
) -> None:
    """Date a draft, or carry an amendment out."""
    from dondoc.cli import plan_import

    day = day_of(issued_on, option="--issued-on") if issued_on else None
    plan_import.confirm_draft(desk, number, issued_on=day, for_the_record=for_the_record, seen=seen)


@command(
    commands, "amend", "Ghi văn bản dự thảo sửa đổi kế hoạch nào, ghép mục ra sao.",
    timed=True, json=True,
)  # fmt: skip
def amend_plan(
    desk: Desk,
    number: options.PlanNumber,
    of: Of = None,
    none: NoPlan = False,
    whole: Whole = None,
    pair: Pairs = None,
) -> None:
    """Say which plan in force a draft amends."""
    from dondoc.cli import plan_amend

    plan_amend.choose(desk, number, of=of, none=none, whole=whole, pairs=pair or ())


@command(
    commands, "compare", "So sánh văn bản sửa đổi với kế hoạch đang thực hiện; không ghi gì.",
    timed=True, json=True,
)  # fmt: skip
def compare_plan(desk: Desk, number: options.PlanNumber) -> None:
    """Show what an amending draft changes."""
    from dondoc.cli import plan_amend

    plan_amend.compare(desk, number)


@command(
    commands, "waves", "In các đợt của kế hoạch, hoặc thay đổi và tính lại thời hạn.",
    timed=True, json=True,
)  # fmt: skip
def waves_of_plan(
    desk: Desk,
    number: options.PlanNumber,
    file: WaveFile = None,
    proposal: WavePattern = None,
    sets: WaveDays = None,
    reason: WaveReason = "",
    seen: options.SeenPreview = None,
    dry_run: options.DryRun = False,
) -> None:
    """Show the waves of a plan, or change them."""
    from dondoc.cli import replan_plan

    replan_plan.edit_waves(
        desk, number, file=file, pattern=proposal, sets=sets or (), reason=reason, seen=seen,
        dry=dry_run,
    )  # fmt: skip


@command(
    commands, "ladder", "In thang nhắc của kế hoạch, hoặc đặt thang nhắc riêng cho một nhiệm vụ.",
    timed=True, json=True,
)  # fmt: skip
def ladder_of_duty(
    desk: Desk, number: options.PlanNumber, duty: OfDuty = None, sets: LadderSets = None,
    usual: AsUsual = False, reason: LadderReason = "",
    seen: options.SeenPreview = None, dry_run: options.DryRun = False,
) -> None:  # fmt: skip
    """Show how duties are reminded of, or remind of one otherwise than of the others."""
    from dondoc.cli import ladder_plan

    own = ladder_plan.own_from(sets or ()) if sets or usual else None
    ladder_plan.show_or_set(desk, number, duty=duty, own=own, reason=reason, seen=seen, dry=dry_run)


@command(commands, "patterns", "Liệt kê các mẫu chia đợt cho kế hoạch.", timed=True, json=True)
def patterns_for(desk: Desk, number: options.PlanNumber) -> None:
    """List what the waves of a plan can be taken from."""
    from dondoc.cli import wave_plan

    wave_plan.list_choices(desk, number)


@command(commands, "picture", "Vẽ cả năm của kế hoạch thành một hình (SVG).", timed=True)
def picture(
    desk: Desk, number: options.PlanNumber, out: PictureFile = None, width: PictureWidth = "wide"
) -> None:
    """Draw waves, deadlines, days off and reminders of a plan."""
    from dondoc.cli import plan_picture

    plan_picture.hand_out(desk, number, out=out, width=width)


@command(commands, "list", "Liệt kê các kế hoạch.", json=True)
def list_plans(desk: Desk, ward: options.WardKey = None) -> None:
    """List the plans, newest first."""
    from dondoc.cli.places import some_wards
    from models.queries import plans as queries

    with desk.app().reading() as session:
        found = [
            (one, plan)
            for one in some_wards(session, ward)
            for plan in queries.plans_of(session, one.id or 0)
        ]
    names = {"draft": "dự thảo", "in_force": "đang theo dõi", "archived": "lưu hồ sơ"}
    if not found:
        desk.say("Chưa có kế hoạch nào. Nhập bằng lệnh: dondoc plan import TỆP.")
    for one, plan in found:
        desk.say(
            f"{plan.id:>4}  {names[plan.state]:<13}  {one.key}  {plan.number or '-'}  {plan.title}"
        )
    desk.hand_over(
        [
            {
                "id": plan.id,
                "ward": one.key,
                "state": plan.state.value,
                "number": plan.number,
                "title": plan.title,
                "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
                "file": plan.file_name,
            }
            for one, plan in found
        ]
    )


@command(commands, "check", "Nêu những điểm chưa rõ của kế hoạch; không ghi gì.", json=True)
def check_draft(desk: Desk, number: options.PlanNumber) -> None:
    """Say what the drafter should still write."""
    from dondoc.cli import plan_check

    plan_check.check(desk, number)


@command(commands, "draft", "In bản dự thảo (YAML) để sửa, hoặc nạp lại bằng --from.", timed=True)
def edit_draft(
    desk: Desk,
    number: options.PlanNumber,
    out: OutFile = None,
    given: FromFile = None,
    seen: SeenVersion = None,
) -> None:
    """Hand the draft out as YAML, or read an edited one back."""
    from dondoc.cli import plan_draft

    if given is not None:
        plan_draft.read_back(desk, number, given, seen=seen)
    else:
        plan_draft.hand_out(desk, number, out)
