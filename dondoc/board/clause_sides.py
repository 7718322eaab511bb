"""A clause of a draft that two people edited: as the form showed it, as stored now, as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dondoc.board import cadence_form, cadence_sides, clause_form, ladder_form, ladder_sides
from dondoc.board.cadence_form import WrongWhen
from dondoc.board.choosing import BASE, unpack
from dondoc.board.clause_form import DutyRow, Typed, UnitRow
from dondoc.board.forms import Posted
from dondoc.board.ladder_form import WrongSteps
from dondoc.reading.bodies.directory import Directory
from dondoc.rules import cadence_words
from dondoc.rules.both import Pairs, Told
from dondoc.rules.cadence import Cadence
from dondoc.rules.ladder import Ladder
from dondoc.usecases.draft import DraftClause
from dondoc.usecases.draft_making import is_requested, unit_of
from dondoc.wording import DUTY_KIND_NAMES

#: What the form of a clause carries of the one that it showed.
_STORED = "clause"
_MODES = {"assign": "giao", "request": "đề nghị phối hợp"}
_ROLES = {"lead": "chủ trì", "support": "phối hợp"}


def base_of(clause: DraftClause) -> Pairs:
    """Return a stored clause for the hidden field of its form."""
    return [(_STORED, clause.model_dump_json())]


def sides(
    sent: Posted,
    form: Typed,
    stored: DraftClause | None,
    directory: Directory,
    names: Mapping[str, str],
    usual: Ladder,
) -> tuple[list[Told], list[Told], list[Told]]:
    """Return the fields of a clause as its form showed them, as stored now, and as typed.

    Duties stand side by side where all three have as many; else all of them are one field.
    """
    carried = dict(unpack(sent.text(BASE))).get(_STORED, "")
    now = [stored] if stored else []
    base = [DraftClause.model_validate_json(carried)] if carried else now
    counts = {len(one.duties) for one in (*base, *now)} | {len(form.duties)}
    one_by_one = len(counts) == 1
    mine = _typed(form, base[0] if base else None, directory, usual)

    def told(one: DraftClause) -> list[Told]:
        shown = clause_form.filled(one, usual)
        return _told(shown, _stored(one, shown, usual), names, one_by_one)

    return (
        [field for one in base for field in told(one)],
        [field for one in now for field in told(one)],
        _told(form, mine, names, one_by_one),
    )


def _stored(clause: DraftClause, shown: Typed, usual: Ladder) -> list[tuple[str, DutyRow]]:
    """Return how each duty becomes dated and is reminded of, and the row that keeps it so."""
    rows = shown.duties
    return [
        (_joined(cadence_words.words(Cadence.from_json(duty.cadence)), duty.ladder, usual), row)
        for duty, row in zip(clause.duties, rows, strict=True)
    ]


def _joined(when: str, ladder: Mapping[str, Any], usual: Ladder) -> str:
    said = when or "không đặt hạn"
    return f"{said}; {ladder_sides.words(ladder, usual)}" if ladder else said


def _typed(
    form: Typed, base: DraftClause | None, directory: Directory, usual: Ladder
) -> list[tuple[str, DutyRow]]:
    lead = [unit_of(row.name, directory) for row in form.units if row.name and row.role == "lead"]
    requested = is_requested("request" if form.mode == "request" else "assign", lead, directory)
    found = []
    for number, row in enumerate(form.duties):
        known = base.duties[number] if base and number < len(base.duties) else None
        words, kept = _typed_duty(row, known.cadence if known else None, requested=requested)
        try:
            own = ladder_form.chosen(row.steps, usual, known.ladder if known else {})
            words = _joined(words, own, usual)
        except WrongSteps as error:
            words = f"{words}; (chưa đủ: {error})"
        found.append((words, kept))
    return found


def _typed_duty(
    row: DutyRow, known: Mapping[str, object] | None, *, requested: bool
) -> tuple[str, DutyRow]:
    """Return what was typed of a duty; "as it is" was said of what the form showed."""
    base = Cadence.from_json(dict(known)) if known else Cadence.from_json({"form": "none"})
    when = replace(row.when, way=row.when.way or "keep")
    try:
        words = cadence_words.words(
            cadence_form.chosen(when, base, kind=row.kind, requested=requested)
        )
    except WrongWhen as error:
        words = f"(chưa đủ: {error})"
    if when.way == "keep" and known:
        row = replace(row, when=cadence_sides.written(base))
    return words, row


def _told(
    form: Typed, duties: Sequence[tuple[str, DutyRow]], names: Mapping[str, str], one_by_one: bool
) -> list[Told]:
    units = [row for row in form.units if row.name and row.role in _ROLES]
    found = [
        _one("text", "Nguyên văn", form.text, [("text", form.text)], widget="area"),
        _one("mode", "Cách giao", _MODES[form.mode], [("mode", form.mode)]),
        _one("units", "Đơn vị", "\n".join(_unit_words(row, names) for row in units), _unit_pairs(units)),
    ]  # fmt: skip
    if form.scanned:
        found.append(_one("scanned", "Đọc từ bản quét, cần soát lại", "có", [("scanned", "1")]))
    rows = [
        _one(f"d{n}", f"Nhiệm vụ {n + 1}", _duty_words(row, words), _duty_pairs(n, row))
        for n, (words, row) in enumerate(duties)
    ]
    if one_by_one or not rows:
        return found + rows
    words = "\n".join(f"{n}. {row.words}" for n, row in enumerate(rows, start=1))
    return [
        *found,
        _one("duties", "Các nhiệm vụ", words, [pair for row in rows for pair in row.pairs]),
    ]


def _one(key: str, label: str, words: str, pairs: Pairs, *, widget: str = "") -> Told:
    return Told(key=key, label=label, words=words, pairs=tuple(pairs), widget=widget)


def _unit_words(row: UnitRow, names: Mapping[str, str]) -> str:
    known = "; ".join(names.get(key, key) for key in row.units) or "chưa chọn trong danh bạ"
    return f"{row.name}: {_ROLES[row.role]} ({known})"


def _unit_pairs(rows: Sequence[UnitRow]) -> Pairs:
    found = []
    for n, row in enumerate(rows):
        found += [(f"u{n}-name", row.name), (f"u{n}-role", row.role)]
        found += [(f"u{n}-units", key) for key in row.units]
    return found


def _duty_words(row: DutyRow, when: str) -> str:
    return f"{row.text} ({DUTY_KIND_NAMES.get(row.kind, row.kind)}; {when or 'không đặt hạn'})"


def _duty_pairs(number: int, row: DutyRow) -> Pairs:
    head = [(f"d{number}-text", row.text), (f"d{number}-kind", row.kind)]
    steps = ladder_form.pairs_of(row.steps, f"d{number}-{ladder_form.PREFIX}")
    return [*head, *cadence_sides.pairs_of(row.when, number), *steps]
