"""``dondoc feed``: calendars to subscribe to, of units and of people with a role."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group("Lịch điện tử: địa chỉ để đăng ký trên điện thoại, máy tính.")

OfUnit = Annotated[
    str | None, typer.Option("--unit", metavar="MÃ", help="Lịch của đơn vị có mã này.")
]
OfPerson = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="AI", help="Lịch mọi đơn vị, cho người này (mã hoặc địa chỉ thư)."
    ),
]
Number = Annotated[int, typer.Argument(metavar="SỐ", help="Số của lịch, như trong danh sách.")]


@command(commands, "list", "Liệt kê các lịch đang dùng được, kèm địa chỉ.", json=True)
def list_feeds(desk: Desk, ward: options.WardKey = None) -> None:
    """List the feeds that nobody has revoked."""
    from dondoc.cli import places
    from dondoc.rules.local import zone_of
    from dondoc.usecases import feeds

    app = desk.app()
    with app.reading() as session:
        chosen = places.the_ward(session, ward)
        found = feeds.alive(session, chosen.id or 0, voice=app.voice)
    if not found:
        desk.say("Chưa có lịch điện tử nào. Tạo bằng lệnh: dondoc feed add --unit MÃ")
    for feed in found:
        made = feed.made_at.astimezone(zone_of(chosen.timezone))
        desk.say(f"{feed.id:>4}  {feed.name}  ({feed.made_by}, {made:%H:%M %d/%m/%Y})")
        desk.say(f"      {feed.address or 'khóa bí mật đã đổi, không hiện lại được địa chỉ'}")
    desk.hand_over([feed.to_json() for feed in found])


@command(commands, "add", "Tạo địa chỉ lịch cho một đơn vị hoặc một người.", timed=True, json=True)
def add(
    desk: Desk,
    unit: OfUnit = None,
    person: OfPerson = None,
    by: options.PersonBy = None,
    ward: options.WardKey = None,
) -> None:
    """Make one feed and print its address."""
    from dondoc.cli import places
    from dondoc.cli.faults import WrongUse
    from dondoc.usecases import feeds
    from dondoc.usecases.context import load_ward_context

    if (unit is None) == (person is None):
        raise WrongUse("Cần đúng một trong hai: --unit MÃ hoặc --person AI.")
    app = desk.app()
    with app.transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        made = feeds.make(
            session, context.ward_id, unit_key=unit,
            person=places.person_named(context, person) if person else None,
            actor=places.answerer(context, by), voice=app.voice, now=desk.now(context.zone),
        )  # fmt: skip
    desk.say(f"Đã tạo: {made.name} (số {made.id}).")
    desk.say(made.address)
    desk.say("Ai có địa chỉ này đều xem được lịch; chỉ gửi cho đúng người dùng.")
    desk.hand_over(made.to_json())


@command(
    commands, "revoke", "Thu hồi một địa chỉ lịch; không dùng lại được.", timed=True, json=True
)
def revoke(
    desk: Desk, number: Number, by: options.PersonBy = None, ward: options.WardKey = None
) -> None:
    """End one feed."""
    from dondoc.cli import places
    from dondoc.usecases import feeds
    from dondoc.usecases.context import load_ward_context

    with desk.app().transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        name = feeds.revoke(
            session, context.ward_id, number, actor=places.answerer(context, by),
            now=desk.now(context.zone),
        )  # fmt: skip
    desk.say(f"Đã thu hồi: {name}. Địa chỉ ấy không mở được nữa.")
    desk.hand_over({"id": number, "name": name, "revoked": True})
