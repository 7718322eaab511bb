"""What ``dondoc reorganise`` does: list, show, carry out, take back."""

from pathlib import Path

from dondoc.cli import directory_words, places, reorganise_words
from dondoc.cli.desk import Desk
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.usecases import reorganise, reorganise_order, reorganise_undo, reorganise_wards
from dondoc.usecases.context import load_ward_context
from models.queries import reorganising as queries


def list_all(desk: Desk, *, ward: str | None) -> None:
    """Print what was ordered so far, the newest first.

    Raises:
        NotFound: there is no such ward.
    """
    with desk.app().reading() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        rows = queries.of_ward(session, context.ward_id)
    if not rows:
        desk.say("Chưa có lần sắp xếp tổ chức nào. Xem trước một lần: dondoc reorganise TỆP.")
    desk.say_all(reorganise_words.rows_lines(rows, context.zone))
    desk.hand_over([reorganise_words.row_json(row) for row in rows])


def give(
    desk: Desk, file: Path, *, yes: bool, seen: str | None, by: str | None, ward: str | None
) -> None:
    """Print what an order does; with ``yes`` carry it out, or keep it for its day.

    Raises:
        WrongOrder: the file cannot be used.
        NotFound, NotAllowed: as ``places`` tells.
        Refused, Conflict: as ``reorganise.give``.
    """
    order = reorganise_order.parse(reorganise_order.read_text(file), name=str(file))
    if isinstance(order, WardOrder):
        _give_wards(desk, order, yes=yes, seen=seen, by=by)
        return
    app = desk.app()
    with app.transaction() if yes else app.reading() as session:
        at = directory_words.place_of(desk, session, by, ward)
        context = load_ward_context(session, at.ward_id)
        shown = reorganise.preview(session, at.ward_id, order, now=at.now)
        number = None
        if yes:
            made = reorganise.give(
                session, at.ward_id, order, actor=at.actor, now=at.now, seen=seen
            )
            number = made.id
    desk.say_all(reorganise_words.preview_lines(shown, context.zone, dry=not yes))
    if number is not None:
        done = "Đã ghi, chờ đến ngày" if shown.waits else "Đã thực hiện"
        desk.say(f"{done}: sắp xếp tổ chức số {number}.")
    desk.hand_over({"written": yes, "id": number, **shown.to_json()})


def _give_wards(
    desk: Desk, order: WardOrder, *, yes: bool, seen: str | None, by: str | None
) -> None:
    """Print what an order about whole wards does; with ``yes`` carry it out, or keep it."""
    app = desk.app()
    with app.transaction() as session:
        home = reorganise_wards.home_of(session, order)
        at = directory_words.place_of(desk, session, by, home.key)
        row, shown = reorganise.give_wards(
            session, order, actor=at.actor, now=at.now, seen=seen, look_ahead=not yes
        )
        number = row.id
        if not yes:
            session.rollback()
    desk.say_all(reorganise_words.ward_lines(shown, dry=not yes))
    if yes:
        done = "Đã ghi, chờ đến ngày" if shown.waits else "Đã thực hiện"
        desk.say(f"{done}: sắp xếp tổ chức số {number} của {home.key}.")
    desk.hand_over({"written": yes, "id": number if yes else None, **shown.to_json()})


def take_back(desk: Desk, number: int, *, yes: bool, by: str | None, ward: str | None) -> None:
    """Take one back; without ``yes`` only say which one it is.

    Raises:
        NotFound: there is none with this number.
        Refused: as ``reorganise_undo.undo``.
    """
    app = desk.app()
    with app.transaction() as session:
        at = directory_words.place_of(desk, session, by, ward)
        row = reorganise_undo.undo(session, at.ward_id, number, actor=at.actor, now=at.now)
        title = reorganise.title(row)
        shown = reorganise_words.row_json(row)
        if not yes:
            session.rollback()
    if yes:
        desk.say(f"Đã hủy sắp xếp tổ chức số {number}: {title}.")
    else:
        desk.say(f"Hủy được sắp xếp tổ chức số {number}: {title}.")
        desk.say("Chưa ghi gì. Hủy: thêm --yes.")
    desk.hand_over({"written": yes, **shown})
