"""Names as plans print them → units of a ward's directory."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dondoc.reading.bodies import lexicon_directory
from dondoc.reading.bodies.initials import spells
from dondoc.reading.bodies.spelling import Known, agree, known, without_place
from dondoc.reading.draft import ReadClause, Reading, ReadUnit, Warning_
from dondoc.reading.folding import fold

_GENERIC = frozenset(fold(name) for name in lexicon_directory.GENERIC_UNITS)
_NEAR_ENOUGH = 0.55
_NEAREST = 3


@dataclass(frozen=True)
class DirectoryUnit:
    """A unit of the ward. ``people`` are titles of persons at it ("Phó Chủ tịch UBND phường")."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    requested: bool = False
    people: tuple[str, ...] = ()
    has_contact: bool = True


@dataclass(frozen=True)
class Directory:
    """The units of a ward, and for each group the names that texts call it by."""

    units: tuple[DirectoryUnit, ...]
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Match:
    """``keys`` of the units meant; ``group`` if a group was named; else the ``nearest`` names."""

    keys: tuple[str, ...] = ()
    group: str | None = None
    nearest: tuple[str, ...] = ()


def match_unit(name: str, directory: Directory) -> Match:
    """Find the units that a name means.

    Case, place of tone marks, dashes, usual abbreviations and the ward's own name make no
    difference; another ward's name or number does.
    """
    wanted = known(name)
    for group, names in directory.groups.items():
        if any(agree(wanted, known(other)) for other in names):
            keys = tuple(unit.key for unit in directory.units if group in unit.groups)
            return Match(keys=keys, group=group)
    if is_generic(name):
        return Match()
    hits = [unit for unit in directory.units if _is_meant(wanted, unit)]
    hits = hits or [unit for unit in directory.units if _is_spelled(name, unit)]
    if _is_elsewhere(wanted, directory):
        hits = []
    if len(hits) > 1:
        exact = [unit for unit in hits if fold(name) in {fold(n) for n in _names(unit)}]
        hits = exact or hits
    if len(hits) == 1:
        return Match(keys=(hits[0].key,))
    if hits:
        return Match(nearest=tuple(unit.name for unit in hits[:_NEAREST]))
    return Match(nearest=_nearest(wanted, directory))


def is_generic(name: str) -> bool:
    """Say whether a name means nobody in particular ("các đơn vị liên quan")."""
    folded = fold(name)
    return folded in _GENERIC or known(name).body in {known(other).body for other in _GENERIC}


def _names(unit: DirectoryUnit) -> tuple[str, ...]:
    return (unit.name, *unit.aliases, *unit.people)


def _is_meant(wanted: Known, unit: DirectoryUnit) -> bool:
    return any(agree(wanted, known(name)) for name in _names(unit))


def _is_spelled(name: str, unit: DirectoryUnit) -> bool:
    return any(spells(name, full) or spells(name, without_place(full)) for full in _names(unit))


def _is_elsewhere(wanted: Known, directory: Directory) -> bool:
    """Say whether a name is of a place that no unit of the ward names as its own."""
    places = {known(name).place for unit in directory.units for name in _names(unit)} - {""}
    return bool(wanted.place and places) and wanted.place not in places


def _nearest(wanted: Known, directory: Directory) -> tuple[str, ...]:
    scored = [
        (max(_likeness(wanted.body, known(name).body) for name in _names(unit)), unit.name)
        for unit in directory.units
    ]
    near = sorted((pair for pair in scored if pair[0] >= _NEAR_ENOUGH), key=lambda pair: -pair[0])
    return tuple(name for _, name in near[:_NEAREST])


def _likeness(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b).ratio()


def match_reading(reading: Reading, directory: Directory) -> Reading:
    """Return the reading with its units matched, and a warning for each that is not known."""
    clauses = tuple(_matched(clause, directory) for clause in reading.clauses)
    warnings = tuple(_warnings(clauses, directory))
    return replace(reading, clauses=clauses, warnings=(*reading.warnings, *warnings))


def _matched(clause: ReadClause, directory: Directory) -> ReadClause:
    return replace(clause, units=tuple(_with_key(unit, directory) for unit in clause.units))


def _with_key(unit: ReadUnit, directory: Directory) -> ReadUnit:
    match = match_unit(unit.name, directory)
    key = match.keys[0] if len(match.keys) == 1 and match.group is None else None
    return replace(unit, key=key, group=match.group)


def _warnings(clauses: tuple[ReadClause, ...], directory: Directory) -> Iterator[Warning_]:
    for clause in clauses:
        for unit in clause.units:
            if unit.key is not None or unit.group is not None:
                if unit.role == "lead":
                    keys = match_unit(unit.name, directory).keys
                    yield from without_contact(clause.path, keys, directory)
                continue
            if not is_generic(unit.name):
                yield _unknown(clause.path, unit.name, match_unit(unit.name, directory).nearest)
            elif unit.role == "lead":
                yield Warning_(
                    "generic-unit",
                    clause.path,
                    f"Mục {clause.path}: “{unit.name}” không chỉ rõ đơn vị nào; "
                    "hãy chọn các đơn vị cụ thể trước khi giao.",
                )


def without_contact(
    path: str, keys: tuple[str, ...] | list[str], directory: Directory
) -> Iterator[Warning_]:
    """Name the units among ``keys`` to which no mail can go."""
    for unit in directory.units:
        if unit.key in keys and not unit.has_contact:
            yield Warning_(
                "unit-without-contact",
                path,
                f"Mục {path}: {unit.name} chưa có đầu mối nhận thư; cần bổ sung trong danh bạ.",
            )


def _unknown(path: str, name: str, nearest: tuple[str, ...]) -> Warning_:
    near = f" Tên gần nhất: {', '.join(nearest)}." if nearest else ""
    return Warning_(
        "unknown-unit",
        path,
        f"Mục {path}: danh bạ chưa có “{name}”.{near} "
        "Nhiệm vụ vẫn được ghi nhận; cần bổ sung đầu mối để gửi thư.",
    )
