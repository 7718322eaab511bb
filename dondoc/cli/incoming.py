"""``dondoc incoming``: reads the mails that came in, or takes one from a mail server's pipe."""

import sys
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse

commands = group()

#: By these numbers (sysexits.h) a mail server knows that it must try again later.
TRY_LATER = 75
_CHUNK = 1 << 16

Pipe = Annotated[bool, typer.Option("--pipe", help="Đọc một thư từ đầu vào chuẩn.")]
Recipient = Annotated[
    str | None,
    typer.Option("--recipient", metavar="ĐỊA-CHỈ", help="Với --pipe: địa chỉ mà thư được gửi tới."),
]
Held = Annotated[bool, typer.Option("--held", help="Chỉ liệt kê thư đang chờ cán bộ xem.")]


Give = Annotated[
    int | None,
    typer.Option(
        "--give", metavar="SỐ", help="Giao thư chờ xem không rõ của ai cho phường, xã ghi ở --ward."
    ),
]


@command(commands, "incoming", "Đọc thư trả lời, thư báo lỗi đã đến.", timed=True, json=True)
def incoming(
    desk: Desk, pipe: Pipe = False, recipient: Recipient = None, held: Held = False,
    give: Give = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Read every mailbox once; with ``--pipe`` take one mail; with ``--held`` list what waits."""
    if (give is None) != (ward is None) or (give is not None and (pipe or held)):
        raise WrongUse("--give SỐ và --ward MÃ dùng cùng nhau, không cùng --pipe hay --held.")
    if give is not None:
        _give(desk, give, ward)
        return
    if recipient is not None and not pipe:
        raise WrongUse("--recipient chỉ dùng cùng với --pipe.")
    if pipe and held:
        raise WrongUse("--pipe và --held không dùng cùng nhau.")
    if pipe:
        _take_one(desk, recipient)
    elif held:
        _list_held(desk)
    else:
        _read_all(desk)


def _give(desk: Desk, number: int, ward_key: str | None) -> None:
    from dondoc.cli import places
    from dondoc.usecases import incoming_pen
    from dondoc.usecases.context import load_ward_context

    with desk.app().transaction() as session:
        chosen = places.the_ward(session, ward_key)
        context = load_ward_context(session, chosen.id or 0)
        row = incoming_pen.give(
            session, number, context.ward_id, actor=places.officer(context),
            now=desk.now(context.zone),
        )  # fmt: skip
        desk.say(f"Thư số {row.id} nay chờ cán bộ của {chosen.name} xem.")
        desk.hand_over({"id": row.id, "ward": chosen.key})


def _take_one(desk: Desk, recipient: str | None) -> None:
    """Any fault asks the mail server to keep the mail and to try again: it must not be lost."""
    from dondoc.operate import post

    try:
        app = desk.app()
        raw, size = _from_input(app.settings.incoming_limit_mb * 1024 * 1024)
        came_to = (recipient,) if recipient else ()
        row = post.hand_in(app, raw, size=size, came_to=came_to, now=desk.now())
    except Exception as error:
        from dondoc.cli import faults

        sys.stderr.write(f"{faults.line_of(error)}\n")
        raise typer.Exit(TRY_LATER) from error
    desk.say("Thư này đã nhận trước đó." if row is None else f"Đã nhận: {row.reason}")
    desk.hand_over({"known": row is None, "kind": row.kind.value if row else None,
                    "state": row.state.value if row else None, "reason": row.reason if row else ""})  # fmt: skip


def _from_input(limit: int) -> tuple[bytes, int]:
    """Return the mail, cut at the limit, and its whole size; the input is read to its end."""
    pieces: list[bytes] = []
    size = 0
    while piece := sys.stdin.buffer.read(_CHUNK):
        if size < limit:
            pieces.append(piece)
        size += len(piece)
    raw = b"".join(pieces)
    return (raw, size) if size <= limit else (raw[:_CHUNK], size)


def _read_all(desk: Desk) -> None:
    from dondoc.operate import post

    app = desk.app()
    if not app.settings.reads_mail:
        raise WrongUse(
            "Chưa đặt hộp thư đến. Đặt DONDOC_IMAP_HOST hoặc DONDOC_INCOMING_MAILDIR, hoặc đưa từng "
            "thư vào bằng --pipe."
        )
    done = post.read_all(app, now=desk.now)
    taken = done.taken
    desk.say(
        f"Thư mới: {taken.taken}; đã nhận trước đó: {taken.known}; chờ cán bộ xem: {taken.held}."
    )
    for trouble in done.troubles:
        sys.stderr.write(f"{trouble}\n")
    desk.hand_over(done.facts)
    if done.troubles:
        raise typer.Exit(1)


def _list_held(desk: Desk) -> None:
    from dondoc.rules.local import zone_of
    from models.incoming import IncomingState
    from models.queries import incoming as queries
    from models.queries import wards

    with desk.app().reading() as session:
        rows = queries.listed(session, None, states={IncomingState.HELD})
        keys = {ward.id: (ward.key, zone_of(ward.timezone)) for ward in wards.wards(session)}
    if not rows:
        desk.say("Không có thư nào chờ xem.")
    home = zone_of("Asia/Ho_Chi_Minh")
    for row in rows:
        key, zone = keys.get(row.ward_id, ("-", home))
        came = row.received_at.astimezone(zone)
        desk.say(f"{row.id:>5}  {came:%H:%M %d/%m/%Y}  {key}  {row.sender or '-'}  {row.subject}")
        desk.say(f"       {row.reason}")
    desk.hand_over([
        {"id": row.id, "ward": keys.get(row.ward_id, (None,))[0], "kind": row.kind.value,
         "from": row.sender, "subject": row.subject, "reason": row.reason,
         "received": row.received_at.isoformat()}
        for row in rows
    ])  # fmt: skip
