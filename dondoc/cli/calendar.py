"""``dondoc calendar``: the ward's days off and working days."""

from typing import TYPE_CHECKING, Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk, day_of

if TYPE_CHECKING:
    from dondoc.usecases.ward_calendar import Kind

commands = group("Lịch làm việc: ngày nghỉ, ngày làm bù, xác nhận lịch năm.")

First = Annotated[str, typer.Argument(metavar="NGÀY", help="Ngày đầu, ví dụ 2026-01-02.")]
Last = Annotated[
    str | None, typer.Option("--until", metavar="NGÀY", help="Ngày cuối, nếu nhiều ngày liền.")
]
Year = Annotated[int | None, typer.Option("--year", metavar="NĂM", help="Năm; mặc định năm nay.")]
ThatYear = Annotated[int, typer.Argument(metavar="NĂM", help="Năm cần xác nhận.")]


@command(
    commands, "show", "Xem ngày nghỉ, ngày làm bù và số ngày làm việc của một năm.",
    timed=True, json=True,
)  # fmt: skip
def show(desk: Desk, year: Year = None, ward: options.WardKey = None) -> None:
    """List the days that are not as their weekday has them."""
    from dondoc import wording
    from dondoc.cli import places
    from dondoc.rules.local import local_day, zone_of
    from dondoc.usecases import calendar_ask, calendar_year

    with desk.app().reading() as session:
        chosen = places.the_ward(session, ward)
        zone = zone_of(chosen.timezone)
        now = desk.now(zone)
        wanted = year or local_day(now, zone).year
        view = calendar_year.year_of(session, chosen.id or 0, wanted, now=now)
    confirmed = "đã xác nhận" if view.is_confirmed else "chưa xác nhận"
    desk.say(f"{chosen.name}, năm {wanted}: {view.working} ngày làm việc; lịch {confirmed}.")
    desk.say(f"Căn cứ: {view.source or 'tính theo luật, chưa có thông báo chính thức'}.")
    for one in view.notable:
        due = f"  ({one.due} nhiệm vụ đến hạn)" if one.due else ""
        desk.say(f"  {wording.day(one.day):<22} {one.reason}{due}")
    if view.to_confirm:
        desk.say(calendar_ask.question(view.to_confirm))
        desk.say(f"Xác nhận: dondoc calendar confirm {view.to_confirm}")
    desk.hand_over({"ward": chosen.key, **view.to_json()})


@command(commands, "off", "Khai báo ngày nghỉ riêng; tính lại thời hạn.", timed=True, json=True)
def off(
    desk: Desk, first: First, reason: options.Reason, until: Last = None,
    by: options.PersonBy = None, ward: options.WardKey = None,
    seen: options.SeenPreview = None, dry_run: options.DryRun = False,
) -> None:  # fmt: skip
    """Take days off."""
    _set(desk, "off", first, until, reason=reason, by=by, ward=ward, seen=seen, dry=dry_run)


@command(
    commands, "working", "Khai báo ngày làm việc riêng, như ngày làm bù; tính lại thời hạn.",
    timed=True, json=True,
)  # fmt: skip
def working(
    desk: Desk, first: First, reason: options.Reason, until: Last = None,
    by: options.PersonBy = None, ward: options.WardKey = None,
    seen: options.SeenPreview = None, dry_run: options.DryRun = False,
) -> None:  # fmt: skip
    """Make days working days."""
    _set(desk, "working", first, until, reason=reason, by=by, ward=ward, seen=seen, dry=dry_run)


@command(commands, "remove", "Bỏ khai báo riêng; tính lại thời hạn.", timed=True, json=True)
def remove(
    desk: Desk, first: First, until: Last = None,
    by: options.PersonBy = None, ward: options.WardKey = None,
    seen: options.SeenPreview = None, dry_run: options.DryRun = False,
) -> None:  # fmt: skip
    """Let the ward file and the national table hold again."""
    _set(desk, "rule", first, until, reason="", by=by, ward=ward, seen=seen, dry=dry_run)


@command(commands, "confirm", "Xác nhận đã đối chiếu lịch của một năm.", timed=True, json=True)
def confirm(
    desk: Desk, year: ThatYear, by: options.PersonBy = None, ward: options.WardKey = None
) -> None:
    """Keep that the days off of a year were compared with the announcement."""
    from dondoc.cli import places
    from dondoc.usecases import ward_calendar
    from dondoc.usecases.context import load_ward_context

    with desk.app().transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        actor = places.answerer(context, by)
        fresh = ward_calendar.confirm_year(
            session, context.ward_id, year, actor=actor, now=desk.now(context.zone)
        )
    desk.say(
        f"Đã xác nhận lịch làm việc năm {year} ({actor.name})."
        if fresh
        else f"Lịch làm việc năm {year} đã được xác nhận từ trước."
    )
    desk.hand_over({"year": year, "confirmed": True, "fresh": fresh})


def _set(
    desk: Desk, kind: "Kind", first: str, until: str | None, *,
    reason: str, by: str | None, ward: str | None, seen: str | None, dry: bool,
) -> None:  # fmt: skip
    from dondoc.cli import places, replan_words
    from dondoc.usecases import ward_calendar
    from dondoc.usecases.context import load_ward_context

    begin = day_of(first, option="NGÀY")
    end = day_of(until, option="--until") if until else begin
    given = ward_calendar.DayEdit(first=begin, last=end, kind=kind, reason=reason)
    app = desk.app()
    with app.reading() if dry else app.transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        now = desk.now(context.zone)
        if dry:
            shown = ward_calendar.preview_days(session, context.ward_id, given, now=now)
        else:
            shown = ward_calendar.set_days(
                session, context.ward_id, given, actor=places.answerer(context, by), now=now,
                seen=seen,
            )  # fmt: skip
    names = {"off": "ngày nghỉ", "working": "ngày làm việc", "rule": "bỏ khai báo riêng"}
    done = "Xem trước" if dry else "Đã ghi"
    desk.say(f"{done}: {names[kind]}, {ward_calendar.span_words(given)}.")
    replan_words.tell(desk, shown, context.zone, dry=dry)
