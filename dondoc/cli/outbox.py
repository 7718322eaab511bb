"""``dondoc outbox``: what waits, was sent, got stuck; sent again or given up."""

from enum import StrEnum
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

commands = group("Hộp thư đi: thư chờ gửi, đã gửi, không gửi được; gửi lại hoặc bỏ.")


class Group(StrEnum):
    """Groups by the names that the command line has for them."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"
    DROPPED = "dropped"
    TROUBLE = "trouble"


MailNumber = Annotated[int, typer.Argument(metavar="SỐ", help="Số của thư, như trong danh sách.")]
InGroup = Annotated[
    Group | None,
    typer.Option(
        "--state",
        metavar="NHÓM",
        help="waiting chờ gửi, sent đã gửi, parked không gửi được, unknown không rõ, bounced bị "
        "trả lại, dropped đã bỏ, trouble cần xử lý; không ghi là tất cả trừ thư đã bỏ.",
    ),
]
Find = Annotated[str, typer.Option("--find", metavar="CHỮ", help="Tìm trong tiêu đề, người nhận.")]
To = Annotated[str, typer.Option("--to", metavar="THƯ", help="Chỉ thư gửi đúng địa chỉ này.")]
OfUnit = Annotated[str, typer.Option("--unit", metavar="MÃ", help="Chỉ thư về việc của đơn vị.")]
From = Annotated[str, typer.Option("--from", metavar="NGÀY", help="Từ ngày này, kể cả ngày ấy.")]
Until = Annotated[str, typer.Option("--until", metavar="NGÀY", help="Đến hết ngày này.")]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Nhiều nhất N thư.")]
Raw = Annotated[bool, typer.Option("--raw", help="In thư ở dạng gốc, từng phần.")]
Lift = Annotated[
    bool, typer.Option("--lift-address", help="Địa chỉ đã dùng được: gỡ tạm ngừng rồi gửi.")
]
Address = Annotated[str, typer.Argument(metavar="THƯ", help="Địa chỉ thư.")]


@command(commands, "list", "Liệt kê thư, mới nhất trước.", json=True)
def list_mails(
    desk: Desk, state: InGroup = None, find: Find = "", to: To = "", unit: OfUnit = "",
    first: From = "", last: Until = "", limit: Limit = 50, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """List mails of one ward."""
    from dondoc.cli import outbox_words, places
    from dondoc.usecases import limiting, outgoing
    from dondoc.usecases.context import load_ward_context
    from models.queries.outgoing import TROUBLE, MailGroup

    groups = {None: outgoing.USUAL, Group.TROUBLE: TROUBLE}
    only = outgoing.Narrowing(
        groups=groups[state] if state in groups else {MailGroup(str(state))},
        text=find, address=to, unit=unit,
        first=day_of(first, option="--from") if first else None,
        last=day_of(last, option="--until") if last else None,
    )  # fmt: skip
    with desk.app().reading() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        page = outgoing.read(session, context, only, limit=limit)
        limits = limiting.words(session, desk.app().limits, desk.now(context.zone), context.zone)
    desk.say_all(outbox_words.lines(page, context.zone))
    if limits[0]:
        desk.say(" ".join(limits).strip())
    desk.hand_over([outbox_words.as_json(mail, context.zone) for mail in page.mails])


@command(commands, "unwritten", "Nội dung chưa viết được thành thư, và vì sao.", json=True)
def list_unwritten(desk: Desk, ward: options.WardKey = None) -> None:
    """List what rounds had to tell and could not put into words."""
    from dondoc.cli import outbox_words, places
    from dondoc.rules.local import zone_of
    from models.queries import unwritten

    with desk.app().reading() as session:
        chosen = places.the_ward(session, ward)
        rows = unwritten.still_open_with_code(session, chosen.id or 0)
    outbox_words.print_unwritten(desk, rows, zone_of(chosen.timezone))


@command(commands, "show", "Một thư như đã gửi, cùng từng lần gửi; liên kết riêng được che.",
         json=True)  # fmt: skip
def show_mail(desk: Desk, number: MailNumber, raw: Raw = False) -> None:
    """Show one mail."""
    from dondoc.cli import outbox_words
    from dondoc.usecases import outgoing
    from dondoc.usecases.context import load_ward_context

    with desk.app().reading() as session:
        view = outgoing.view(session, number)
        zone = load_ward_context(session, view.mail.ward_id).zone
        outbox_words.print_mail(desk, view, zone, raw=raw)


@command(commands, "resend", "Gửi lại một thư không gửi được, không rõ hoặc bị trả lại.",
         timed=True, json=True)  # fmt: skip
def resend(
    desk: Desk, number: MailNumber, reason: options.Reason, lift_address: Lift = False,
    by: options.PersonBy = None,
) -> None:  # fmt: skip
    """Send a mail again."""
    from dondoc import wording
    from dondoc.cli import outbox_words
    from dondoc.usecases import mail_acts

    app = desk.app()
    with app.transaction() as session:
        at = outbox_words.place_of(desk, session, number, by)
        how = mail_acts.resend(
            session, number, reason=reason, voice=app.voice, actor=at.actor, now=at.now,
            lift_address=lift_address,
        )  # fmt: skip
    desk.say(f"Thư số {number}: {wording.RESENT_NAMES[how]}.")
    desk.hand_over({"id": number, "how": how.value})


@command(commands, "drop", "Bỏ một thư chưa gửi được, với lý do.", timed=True, json=True)
def drop(
    desk: Desk, number: MailNumber, reason: options.Reason, by: options.PersonBy = None
) -> None:
    """Give a mail up."""
    from dondoc.cli import outbox_words
    from dondoc.usecases import mail_acts

    with desk.app().transaction() as session:
        at = outbox_words.place_of(desk, session, number, by)
        mail_acts.drop(session, number, reason=reason, actor=at.actor, now=at.now)
    desk.say(f"Đã bỏ thư số {number}.")
    desk.hand_over({"id": number, "state": "dropped"})


@command(commands, "addresses", "Liệt kê địa chỉ đang tạm ngừng gửi vì bị từ chối.", json=True)
def addresses(desk: Desk, ward: options.WardKey = None) -> None:
    """List the addresses that get nothing."""
    from dondoc.cli import outbox_words, places
    from dondoc.rules.local import zone_of
    from models.queries import wards

    with desk.app().reading() as session:
        chosen = places.the_ward(session, ward)
        rows = wards.suspended_addresses(session, chosen.id or 0)
    outbox_words.print_addresses(desk, rows, zone_of(chosen.timezone))


@command(commands, "lift", "Gửi lại được đến một địa chỉ đã bị từ chối.", timed=True, json=True)
def lift(
    desk: Desk, address: Address, reason: options.Reason,
    by: options.PersonBy = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """End the suspension of an address."""
    from dondoc.cli import directory_words
    from dondoc.usecases import mail_acts

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        mail_acts.lift(session, at.ward_id, address, reason=reason, actor=at.actor, now=at.now)
    desk.say(f"Từ nay thư lại được gửi đến {address}.")
    desk.hand_over({"address": address})
