"""``dondoc dispatch``: formal letters that remind a unit (công văn đôn đốc)."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group("Công văn đôn đốc.")

UnitKey = Annotated[str, typer.Argument(metavar="ĐƠN VỊ", help="Mã của đơn vị.")]
Number = Annotated[int, typer.Argument(metavar="SỐ", help="Số thứ tự của công văn trong dondoc.")]
OutFolder = Annotated[Path, typer.Option("--out", metavar="THƯ MỤC", help="Nơi ghi văn bản Word.")]
Signer = Annotated[
    str | None,
    typer.Option("--signer", metavar="MÃ", help="Lãnh đạo ký; không ghi là Chủ tịch."),
]
ReplyBy = Annotated[
    str | None,
    typer.Option("--reply-by", metavar="NGÀY", help="Phải báo cáo trước ngày nào."),
]
Given = Annotated[str, typer.Option("--number", metavar="SỐ", help="Số của công văn đã ký.")]
SignedOn = Annotated[str, typer.Option("--on", metavar="NGÀY", help="Ngày ký.")]


@command(
    commands, "make", "Soạn công văn về mọi việc quá hạn của một đơn vị.", timed=True, json=True
)
def make(
    desk: Desk,
    unit: UnitKey,
    out: OutFolder,
    signer: Signer = None,
    reply_by: ReplyBy = None,
    ward: options.WardKey = None,
) -> None:
    """Write the letter, ready for number and signature."""
    from dondoc.cli import places
    from dondoc.cli.period_files import make_folder, write_file
    from dondoc.usecases import urge
    from dondoc.usecases.context import load_ward_context

    by = day_of(reply_by, option="--reply-by") if reply_by else None
    make_folder(out)
    with desk.app().transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        made = urge.draft(
            session, context.ward_id, unit, actor=places.officer(context),
            now=desk.now(context.zone), reply_by=by, signer=signer,
        )  # fmt: skip
        path = out / urge.file_name(made, unit)
        write_file(path, made.document)
    desk.say(f"Công văn số thứ tự {made.id}, {len(made.items)} việc: {path}")
    desk.say(f"Sau khi ký: dondoc dispatch record {made.id} --number SỐ --on NGÀY")
    desk.hand_over({"id": made.id, "assignments": made.items, "file": str(path)})


@command(
    commands, "list", "Liệt kê đơn vị có việc quá hạn và công văn đã soạn.", timed=True, json=True
)
def list_dispatches(desk: Desk, ward: options.WardKey = None) -> None:
    """List who owes something, and the letters written so far."""
    from dondoc import wording
    from dondoc.cli import places
    from dondoc.usecases import urge
    from dondoc.usecases.context import load_ward_context
    from models.queries import dispatches

    with desk.app().reading() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        owing = urge.owing(session, context.ward_id, now=desk.now(context.zone))
        letters = dispatches.of_ward(session, context.ward_id)
    for one in owing:
        desk.say(f"{one.unit.key}: {wording.count(one.number, 'việc')} quá hạn, {one.unit.name}")
    if not owing:
        desk.say("Không có việc quá hạn nào đang đôn đốc.")
    for letter in letters:
        name = context.unit(letter.unit_id).name
        desk.say(f"{letter.id:>4}  {urge.words(letter)}, gửi {name}")
    desk.hand_over(
        {
            "owing": [{"unit": one.unit.key, "assignments": one.number} for one in owing],
            "dispatches": [
                {
                    "id": one.id,
                    "unit": context.unit(one.unit_id).key,
                    "number": one.number,
                    "signed_on": one.signed_on.isoformat() if one.signed_on else None,
                    "assignments": one.items,
                }
                for one in letters
            ],
        }
    )


@command(commands, "record", "Ghi số, ngày của công văn đã ký.", timed=True, json=True)
def record(
    desk: Desk, letter: Number, number: Given, on: SignedOn, ward: options.WardKey = None
) -> None:
    """Record number and date of the signed letter."""
    from dondoc.cli import places
    from dondoc.usecases import urge
    from dondoc.usecases.context import load_ward_context

    signed_on = day_of(on, option="--on")
    with desk.app().transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        done = urge.record_number(
            session, context.ward_id, letter, number=number, signed_on=signed_on,
            actor=places.officer(context), now=desk.now(context.zone),
        )  # fmt: skip
        said = urge.words(done)
    desk.say(f"{said}: đã ghi vào {len(done.items)} nhiệm vụ.")
    desk.hand_over({"id": done.id, "number": done.number, "signed_on": signed_on.isoformat()})
