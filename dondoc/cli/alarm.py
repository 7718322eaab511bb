"""``dondoc alarm``: what waits for a person's yes."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group("Cảnh báo chờ người xử lý.")

AlarmNumber = Annotated[int, typer.Argument(metavar="SỐ", help="Số của cảnh báo.")]


@command(commands, "list", "Liệt kê các cảnh báo còn chờ.", json=True)
def list_alarms(desk: Desk, ward: options.WardKey = None) -> None:
    """List the alarms that nobody has answered."""
    from dondoc.cli import places
    from dondoc.rules.local import zone_of
    from models.queries import outbox

    with desk.app().reading() as session:
        chosen = places.some_wards(session, ward)
        found = outbox.open_alarms(session, ward_id=chosen[0].id if ward else None)
    zones = {one.id: zone_of(one.timezone) for one in chosen}
    keys = {one.id: one.key for one in chosen}
    if not found:
        desk.say("Không có cảnh báo nào.")
    for alarm in found:
        raised = alarm.raised_at.astimezone(zones.get(alarm.ward_id, zone_of(chosen[0].timezone)))
        desk.say(
            f"{alarm.id:>4}  {raised:%H:%M %d/%m/%Y}  {keys.get(alarm.ward_id, '-')}  {alarm.words}"
        )
    if found:
        desk.say("Đã xử lý hoặc đồng ý: dondoc alarm answer SỐ")
    desk.hand_over(
        [
            {
                "id": alarm.id,
                "ward": keys.get(alarm.ward_id),
                "kind": alarm.kind,
                "words": alarm.words,
                "raised": alarm.raised_at.isoformat(),
            }
            for alarm in found
        ]
    )


@command(commands, "answer", "Xác nhận đã xử lý, hoặc đồng ý.", timed=True)
def answer(
    desk: Desk, number: AlarmNumber, by: options.PersonBy = None, ward: options.WardKey = None
) -> None:
    """Say that the matter is mended or allowed."""
    from dondoc.cli import places
    from dondoc.usecases import alarms
    from dondoc.usecases.context import load_ward_context
    from models.outbox import Alarm

    with desk.app().transaction() as session:
        raised = session.get(Alarm, number)
        own = raised.ward_id if raised is not None else None
        chosen = own or places.some_wards(session, ward)[0].id
        context = load_ward_context(session, chosen or 0)
        actor = places.answerer(context, by)
        now = desk.now(context.zone)
        alarms.answer(session, number, ward_id=context.ward_id, actor=actor, now=now)
    desk.say(f"Đã trả lời cảnh báo số {number} ({actor.name}).")
