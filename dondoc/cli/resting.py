"""``pause``, ``resume`` and ``called``: reminders that rest, and what a unit said on the phone."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of
from dondoc.cli.faults import WrongUse

commands = group()

MaybeIdentity = Annotated[
    str | None,
    typer.Argument(metavar="[MÃ]", help="Mã nhiệm vụ; hoặc dùng --contact cho một đầu mối."),
]
OfContact = Annotated[
    int | None,
    typer.Option("--contact", metavar="SỐ", help="Số của đầu mối (dondoc contact list)."),
]
LastDay = Annotated[
    str, typer.Option("--until", metavar="NGÀY", help="Ngày cuối không nhắc; sau đó nhắc lại.")
]
Said = Annotated[str, typer.Option("--text", metavar="LỜI", help="Nội dung đã trao đổi.")]


@command(
    commands, "pause", "Tạm ngừng nhắc một nhiệm vụ hoặc một đầu mối đến hết một ngày.",
    timed=True, json=True,
)  # fmt: skip
def pause_reminders(
    desk: Desk, until: LastDay, reason: options.Reason, identity: MaybeIdentity = None,
    contact: OfContact = None, ward: options.WardKey = None,
) -> None:  # fmt: skip
    """Remind nobody for a while; the deadline stays."""
    from dondoc.cli import acts
    from dondoc.usecases import pause

    last = day_of(until, option="--until")
    if _is_of_contact(identity, contact):
        _pause_contact(desk, contact or 0, last, reason, ward)
        return
    verb = partial(pause.pause, until=last, reason=reason)
    acts.act(desk, identity or "", verb, ward_key=ward)


@command(
    commands, "resume", "Nhắc trở lại một nhiệm vụ hoặc một đầu mối, trước ngày đã ghi.",
    timed=True, json=True,
)  # fmt: skip
def resume_reminders(
    desk: Desk, identity: MaybeIdentity = None, contact: OfContact = None,
    ward: options.WardKey = None,
) -> None:  # fmt: skip
    """End a pause early."""
    from dondoc.cli import acts, directory_words
    from dondoc.usecases import pause

    if not _is_of_contact(identity, contact):
        acts.act(desk, identity or "", pause.resume, ward_key=ward)
        return
    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, None, ward)
        done = pause.resume_contact(session, at.ward_id, contact or 0, actor=at.actor, now=at.now)
        directory_words.tell_contact(desk, session, "Nhắc trở lại", done, at)


@command(
    commands, "called", "Ghi nội dung đã gọi điện, trao đổi với đơn vị.", timed=True, json=True
)
def called(
    desk: Desk, identity: options.Identity, text: Said, ward: options.WardKey = None
) -> None:
    """Note what the unit said; deadlines and reminders go on."""
    from dondoc.cli import acts
    from dondoc.usecases import contacted

    acts.act(desk, identity, partial(contacted.contacted, text=text), ward_key=ward)


def _is_of_contact(identity: str | None, contact: int | None) -> bool:
    if (identity is None) == (contact is None):
        raise WrongUse("Hãy ghi một trong hai: mã nhiệm vụ, hoặc --contact SỐ của đầu mối.")
    return contact is not None


def _pause_contact(desk: Desk, contact: int, last: date, reason: str, ward: str | None) -> None:
    from dondoc.cli import directory_words
    from dondoc.usecases import pause

    with desk.app().transaction() as session:
        at = directory_words.place_of(desk, session, None, ward)
        done = pause.pause_contact(
            session, at.ward_id, contact, until=last, reason=reason, actor=at.actor, now=at.now
        )
        directory_words.tell_contact(desk, session, "Đã tạm ngừng nhắc", done, at)
