"""``dondoc absence``: who is away when, and who stands in."""

from typing import TYPE_CHECKING, Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

if TYPE_CHECKING:
    from dondoc.usecases.absences import Given

commands = group("Vắng mặt của đầu mối và người có vai trò, người thay.")

Number = Annotated[
    int, typer.Argument(metavar="SỐ", help="Số của lần vắng mặt, như trong dondoc contact list.")
]
Who = Annotated[
    str,
    typer.Argument(metavar="AI", help="Số của đầu mối, hoặc mã, địa chỉ thư của người có vai trò."),
]
From = Annotated[str, typer.Option("--from", metavar="NGÀY", help="Từ ngày.")]
MaybeFrom = Annotated[str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày khác.")]
To = Annotated[str, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày.")]
Deputy = Annotated[str, typer.Option("--deputy", metavar="TÊN", help="Người thay.")]
DeputyEmail = Annotated[
    str, typer.Option("--deputy-email", metavar="THƯ", help="Địa chỉ thư của người thay.")
]
MaybeDeputy = Annotated[
    str | None, typer.Option("--deputy", metavar="TÊN", help="Người thay khác.")
]
MaybeDeputyEmail = Annotated[
    str | None,
    typer.Option("--deputy-email", metavar="THƯ", help="Địa chỉ thư khác; để '' là bỏ người thay."),
]
Why = Annotated[str, typer.Option("--reason", metavar="LÝ DO", help="Lý do, ghi vào nhật ký.")]


@command(
    commands, "add", "Ghi vắng mặt của một đầu mối hoặc người có vai trò.", timed=True, json=True
)
def add(
    desk: Desk, who: Who, begin: From, end: To, deputy: Deputy = "",
    deputy_email: DeputyEmail = "", reason: Why = "",
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Note an absence."""
    from dondoc.cli import directory_words, places
    from dondoc.usecases import absences
    from dondoc.usecases.context import load_ward_context

    given = _given(begin, end, deputy, deputy_email, reason)
    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        context = load_ward_context(session, at.ward_id)
        if who.isascii() and who.isdecimal():
            noted = absences.of_contact(
                session, at.ward_id, int(who), given, actor=at.actor, now=at.now
            )
        else:
            key = places.person_named(context, who).key
            noted = absences.of_person(session, at.ward_id, key, given, actor=at.actor, now=at.now)
        directory_words.tell_absence(desk, "Đã ghi vắng mặt", noted, context)


@command(
    commands, "change", "Sửa một lần vắng mặt; về sớm thì ghi ngày cuối sớm hơn.",
    timed=True, json=True,
)  # fmt: skip
def change(
    desk: Desk, number: Number, end: To, begin: MaybeFrom = None,
    deputy: MaybeDeputy = None, deputy_email: MaybeDeputyEmail = None,
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Change an absence that is not over; what is not given stays."""
    from dondoc.cli import directory_words
    from dondoc.usecases import absences, contacts

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        table = contacts.at_desk(session, at.ward_id, actor=at.actor, now=at.now)
        old, _ = absences.hold(table, number, None)
        given = _given(
            begin or old.from_on.isoformat(), end,
            old.deputy_name if deputy is None and deputy_email != "" else deputy or "",
            old.deputy_email if deputy_email is None else deputy_email, old.reason,
        )  # fmt: skip
        noted = absences.change(session, at.ward_id, number, given, actor=at.actor, now=at.now)
        directory_words.tell_absence(desk, "Đã sửa vắng mặt", noted, table.context)


@command(commands, "remove", "Bỏ một lần vắng mặt chưa qua.", timed=True, json=True)
def remove(
    desk: Desk, number: Number, by: options.PersonBy = None, ward: options.WardKey = None
) -> None:
    """Take an absence back."""
    from dondoc.cli import directory_words
    from dondoc.usecases import absences

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        name = absences.remove(session, at.ward_id, number, actor=at.actor, now=at.now)
    desk.say(f"Đã bỏ lần vắng mặt số {number} của {name}.")
    desk.hand_over({"id": number, "name": name, "removed": True})


def _given(begin: str, end: str, deputy: str, deputy_email: str, reason: str) -> "Given":
    from dondoc.usecases.absences import Given

    return Given(
        from_on=day_of(begin, option="--from"),
        to_on=day_of(end, option="--to"),
        deputy_name=deputy,
        deputy_email=deputy_email,
        reason=reason,
    )
