"""``dondoc contact``: who reads for each unit, by date."""

from datetime import date
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group("Đầu mối của đơn vị: thêm, thay theo ngày, thôi, sửa ghi sai.")

Number = Annotated[int, typer.Argument(metavar="SỐ", help="Số của đầu mối, như trong danh sách.")]
OfUnit = Annotated[str, typer.Option("--unit", metavar="MÃ", help="Mã đơn vị.")]
Name = Annotated[str, typer.Option("--name", metavar="TÊN", help="Họ và tên.")]
Email = Annotated[str, typer.Option("--email", metavar="THƯ", help="Địa chỉ thư.")]
Title = Annotated[str, typer.Option("--title", metavar="CHỨC DANH", help="Chức danh.")]
MaybeTitle = Annotated[str | None, typer.Option("--title", metavar="CHỨC DANH", help="Chức danh.")]
DeputyEmail = Annotated[
    str, typer.Option("--email", metavar="THƯ", help="Địa chỉ thư; không ghi là bỏ người thay.")
]
PhoneNumber = Annotated[
    str, typer.Option("--phone", metavar="SỐ", help="Số điện thoại; không ghi là bỏ số đang ghi.")
]
From = Annotated[str, typer.Option("--from", metavar="NGÀY", help="Từ ngày, ví dụ 2025-07-01.")]
MaybeFrom = Annotated[
    str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày; mặc định hôm nay.")
]
MaybeTo = Annotated[str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày.")]
Last = Annotated[str, typer.Option("--to", metavar="NGÀY", help="Ngày cuối cùng làm đầu mối.")]
Why = Annotated[str, typer.Option("--reason", metavar="LÝ DO", help="Lý do, ghi vào nhật ký.")]
WayOut = Annotated[
    str, typer.Option("--channel", metavar="KÊNH", help="mail thư điện tử, webhook cổng gửi tin.")
]
Everybody = Annotated[bool, typer.Option("--all", help="Cả người đã thôi.")]
OnDay = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Như cuối một ngày đã qua.")
]


@command(commands, "list", "Liệt kê đơn vị và đầu mối, ai đang nhận thư.", timed=True, json=True)
def list_contacts(
    desk: Desk, as_of: OnDay = None, everybody: Everybody = False, ward: options.WardKey = None
) -> None:
    """List units with their contacts."""
    from dondoc.cli import directory_words, places
    from dondoc.usecases import as_of as past_days
    from dondoc.usecases import show_directory
    from dondoc.usecases.context import load_ward_context

    with desk.app().reading() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        day = context.day(desk.now(context.zone))
        if as_of is not None:
            then = day_of(as_of, option="--as-of")
            past = past_days.load(session, context.ward_id, then, today=day)
            context, day = past.context, then
    view = show_directory.directory_on(context, day)
    desk.say_all(directory_words.lines(view, past=everybody))
    desk.hand_over(directory_words.as_json(view))


@command(commands, "add", "Thêm đầu mối cho một đơn vị.", timed=True, json=True)
def add(
    desk: Desk, unit: OfUnit, name: Name, email: Email, title: Title = "",
    begin: MaybeFrom = None, end: MaybeTo = None,
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Make somebody a contact of a unit."""
    from dondoc.cli import directory_words
    from dondoc.usecases import contacts

    given = contacts.Given(name=name, email=email, title=title)
    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        made = contacts.add(
            session, at.ward_id, given, unit_key=unit, from_on=_day(begin, "--from"),
            to_on=_day(end, "--to"), actor=at.actor, now=at.now,
        )  # fmt: skip
        directory_words.tell_contact(desk, session, "Đã thêm", made, at)


@command(
    commands, "replace", "Thay đầu mối từ một ngày; người cũ giữ những ngày trước.",
    timed=True, json=True,
)  # fmt: skip
def replace(
    desk: Desk, number: Number, begin: From, name: Name, email: Email, title: Title = "",
    reason: Why = "", by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Let somebody else be the contact from a day on."""
    from dondoc.cli import directory_words
    from dondoc.usecases import contacts

    given = contacts.Given(name=name, email=email, title=title, reason=reason)
    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        made = contacts.replace(
            session, at.ward_id, number, given, from_on=day_of(begin, option="--from"),
            actor=at.actor, now=at.now,
        )  # fmt: skip
        directory_words.tell_contact(desk, session, "Đã ghi thay đầu mối", made, at)


@command(commands, "end", "Thôi làm đầu mối sau một ngày.", timed=True, json=True)
def end_contact(
    desk: Desk, number: Number, last: Last, reason: Why = "",
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Let a contact's days end."""
    from dondoc.cli import directory_words
    from dondoc.usecases import contacts

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        ended = contacts.end(
            session, at.ward_id, number, last_on=day_of(last, option="--to"), reason=reason,
            actor=at.actor, now=at.now,
        )  # fmt: skip
        directory_words.tell_contact(desk, session, "Đã ghi thôi làm đầu mối", ended, at)


@command(
    commands, "correct", "Sửa thông tin ghi sai, cho mọi ngày; mục không ghi giữ nguyên.",
    timed=True, json=True,
)  # fmt: skip
def correct(
    desk: Desk, number: Number, name: Name = "", email: Email = "", title: MaybeTitle = None,
    begin: MaybeFrom = None, end: MaybeTo = None,
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Put right what was written down wrongly; what is not given stays."""
    given = {"name": name or None, "email": email or None, "title": title}
    days = (_day(begin, "--from"), _day(end, "--to"))
    _correct(desk, number, given, days, by=by, ward=ward)


@command(
    commands, "deputy", "Đặt hoặc bỏ người thay thường xuyên của một đầu mối.",
    timed=True, json=True,
)  # fmt: skip
def deputy(
    desk: Desk, number: Number, email: DeputyEmail = "",
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Say who reads in an absence that names nobody; without an address nobody does."""
    _correct(desk, number, {"deputy": email}, (None, None), by=by, ward=ward)


@command(commands, "phone", "Ghi hoặc bỏ số điện thoại của một đầu mối.", timed=True, json=True)
def phone(
    desk: Desk, number: Number, given: PhoneNumber = "",
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Write down a contact's phone number, by which gateways know people."""
    _correct(desk, number, {"phone": given}, (None, None), by=by, ward=ward)


@command(
    commands, "channel", "Chọn kênh nhận tin của một đầu mối; không ghi là theo phường.",
    timed=True, json=True,
)  # fmt: skip
def channel(
    desk: Desk, number: Number, way: WayOut = "", reason: Why = "",
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Say by which way out a contact is told."""
    from dondoc.cli import directory_words
    from dondoc.usecases import ways

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        chosen = ways.choose(
            session, at.ward_id, number, way, reason=reason, actor=at.actor, now=at.now
        )
        directory_words.tell_contact(desk, session, "Đã ghi kênh nhận tin", chosen, at)


def _correct(
    desk: Desk, number: int, given: dict[str, str | None], days: tuple[date | None, date | None],
    *, by: str | None, ward: str | None,
) -> None:  # fmt: skip
    from dondoc.cli import directory_words
    from dondoc.usecases import contacts

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        table = contacts.at_desk(session, at.ward_id, actor=at.actor, now=at.now)
        old = table.contact(number, None)
        now_so = {
            "name": old.name, "email": old.email, "title": old.title, "phone": old.phone,
            "deputy": old.deputy or "",
        }  # fmt: skip
        said = {key: value for key, value in given.items() if value is not None}
        mended = contacts.correct(
            session, at.ward_id, number, contacts.Given(**(now_so | said)),
            days=(days[0] or old.valid_from, days[1] or old.valid_to), actor=at.actor, now=at.now,
        )  # fmt: skip
        directory_words.tell_contact(desk, session, "Đã sửa", mended, at)


def _day(text: str | None, option: str) -> date | None:
    return day_of(text, option=option) if text else None
