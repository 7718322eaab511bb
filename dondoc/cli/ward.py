"""``dondoc ward``: the authority and those who work in it."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group("Phường, xã: danh bạ, lịch làm việc, thang nhắc.")

WardFilePath = Annotated[
    Path, typer.Argument(metavar="TỆP", help="Tệp khai báo; mẫu: deploy/sample/ward.yaml.")
]


TakeFile = Annotated[
    bool,
    typer.Option("--take-file", help="Đầu mối cả tệp và trang theo dõi đều đã sửa: lấy theo tệp."),
]


@command(commands, "load", "Nạp hoặc cập nhật một phường, xã từ tệp YAML.", timed=True, json=True)
def load(desk: Desk, file: WardFilePath, take_file: TakeFile = False) -> None:
    """Bring the ward to what the file says."""
    from dondoc.rules import directory
    from dondoc.rules.local import zone_of
    from dondoc.usecases import load_ward
    from dondoc.usecases.context import load_ward_context
    from dondoc.usecases.errors import Conflict
    from dondoc.usecases.ward_file import read_ward_file
    from models import db

    source = read_ward_file(file)
    app = desk.app(check=False)
    if db.version_of(app.engine) is None:
        # The first ward is the first thing that a new database hears of.
        db.migrate(app.engine)
    db.check_ready(app.engine)
    now = desk.now(zone_of(source.ward.timezone))
    with app.transaction() as session:
        try:
            ward = load_ward.load_ward(session, source, now=now, takes_file=take_file)
        except Conflict as error:
            error.add_note("Sửa tệp cho đúng rồi nạp lại; hoặc lấy theo tệp: thêm --take-file.")
            raise
        session.flush()
        context = load_ward_context(session, ward.id or 0)
        day = context.day(now)
        in_force = [one for one in context.contacts if directory.in_force(one, day)]
        changed = load_ward.changed_contacts(session, ward, now=now)
        living = context.living_units(day)
        mute = [unit.name for unit in living if context.reach(unit.id or 0, day) is None]
    desk.say(
        f"Đã nạp {ward.name} ({ward.key}): {len(living)} đơn vị, "
        f"{len(in_force)} đầu mối, {len(context.people)} người có vai trò."
    )
    if changed:
        desk.say(f"  Đầu mối thay đổi: {changed}")
    for name in mute:
        desk.say(f"  Chưa có đầu mối: {name}")
    desk.hand_over(
        {
            "ward": ward.key,
            "units": len(living),
            "contacts": len(in_force),
            "changed_contacts": changed,
            "people": len(context.people),
            "without_contact": mute,
        }
    )


@command(commands, "list", "Liệt kê các phường, xã đã nạp.", json=True)
def list_wards(desk: Desk) -> None:
    """List the wards."""
    from models.queries import wards as queries

    with desk.app().reading() as session:
        found = [
            (ward, len(queries.units_of(session, ward.id or 0))) for ward in queries.wards(session)
        ]
    if not found:
        desk.say("Chưa có phường, xã nào. Nạp bằng lệnh: dondoc ward load TỆP.")
    for ward, units in found:
        place = ", ".join(part for part in (ward.name, ward.city, ward.province) if part)
        desk.say(f"{ward.key}  {place}  ({units} đơn vị)")
    desk.hand_over(
        [
            {
                "key": ward.key,
                "name": ward.name,
                "city": ward.city,
                "province": ward.province,
                "timezone": ward.timezone,
                "units": units,
            }
            for ward, units in found
        ]
    )
