"""What a draft should be looked at for; said of it as it stands, so said anew after each edit."""

from collections.abc import Iterator
from typing import Any

from dondoc import wording
from dondoc.reading.bodies.directory import Directory, DirectoryUnit, without_contact
from dondoc.rules.cadence import Cadence
from dondoc.rules.clarity import last_working_moment, on_day_off
from dondoc.rules.stated import names_its_day
from dondoc.usecases.context import WardRows
from dondoc.usecases.draft import Draft, DraftClause, DraftUnit

#: Made here; all others come from the reading and stay as long as their clause does.
OWN_WARNINGS = frozenset(
    {
        "clause-without-unit",
        "unknown-unit",
        "unit-without-contact",
        "read-from-scan",
        "deadline-on-day-off",
    }
)


def directory_of(context: WardRows) -> Directory:
    """Return the ward's units as the matcher of names wants them."""
    return Directory(
        units=tuple(
            DirectoryUnit(
                key=unit.key,
                name=unit.name,
                # Documents go on with names from before a reorganisation.
                aliases=(*unit.aliases, *(str(one["name"]) for one in unit.former_names)),
                groups=tuple(unit.groups),
                requested=unit.requested,
                people=tuple(p.title for p in context.people if p.unit_key == unit.key),
                has_contact=bool(context.all_addresses(unit.id or 0)),
            )
            for unit in context.own_units
        ),
        groups={key: tuple(names) for key, names in context.ward.groups.items()},
    )


def with_warnings(draft: Draft, directory: Directory, context: WardRows) -> Draft:
    """Return the draft with today's warnings, clause by clause; ``directory`` is the ward's."""
    here = {clause.path for clause in draft.clauses}
    gone = {clause.path for clause in draft.dropped} - here
    kept = [
        warning
        for warning in draft.warnings
        if warning.get("code") not in OWN_WARNINGS and warning.get("path") not in gone
    ]
    own = [
        warning
        for clause in draft.clauses
        for warning in (*_of_clause(clause, directory), *_of_days(clause, context))
    ]
    return draft.model_copy(update={"warnings": [*kept, *own]})


def _of_clause(clause: DraftClause, directory: Directory) -> Iterator[dict[str, Any]]:
    path = clause.path
    if clause.scanned:
        yield _warning("read-from-scan", path, f"Mục {path}: đọc từ bản quét, cần soát lại.")
    if not clause.lead:
        yield _warning(
            "clause-without-unit",
            path,
            f"Mục {path} không nêu đơn vị thực hiện; cần bổ sung trước khi giao.",
        )
    for unit in clause.lead:
        if not unit.units:
            yield _warning("unknown-unit", path, unknown_unit(path, unit))
    known = [key for unit in clause.lead for key in unit.units]
    for warning in without_contact(path, known, directory):
        yield warning.to_json()


def _of_days(clause: DraftClause, context: WardRows) -> Iterator[dict[str, Any]]:
    """Yield the stated days on which nobody works: they stay, so that somebody must look ahead."""
    stated = dict.fromkeys(
        one.on
        for duty in clause.duties
        for one in Cadence.from_json(duty.cadence).dates
        if names_its_day(one)
    )
    for day in stated:
        if why := on_day_off(day, context.calendar):
            last = last_working_moment(day, context.calendar, context.ward.closes_at)
            words = f"Mục {clause.path}: hạn {wording.day_short(day)} rơi vào {why}; {last}."
            yield _warning("deadline-on-day-off", clause.path, words)


def _warning(code: str, path: str, message: str) -> dict[str, Any]:
    return {"code": code, "path": path, "message": message}


def unknown_unit(path: str, unit: DraftUnit) -> str:
    """Say that a unit is in no directory, with the nearest names."""
    near = f" Tên gần nhất: {', '.join(unit.nearest)}." if unit.nearest else ""
    return (
        f"Mục {path}: danh bạ chưa có “{unit.name}”.{near} "
        "Nhiệm vụ vẫn được ghi nhận; cần bổ sung đầu mối để gửi thư."
    )
