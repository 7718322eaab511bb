"""One clause of a draft as a form: filled in from the draft, or as it was typed."""

from dataclasses import dataclass, field, replace

from dondoc.board import cadence_form, ladder_form
from dondoc.board.cadence_form import When, WrongWhen
from dondoc.board.forms import LONGEST_TEXT, Posted
from dondoc.board.ladder_form import Steps, WrongSteps
from dondoc.reading.bodies.directory import Directory
from dondoc.rules import cadence_words
from dondoc.rules.cadence import Cadence
from dondoc.rules.ladder import Ladder
from dondoc.usecases.draft import DraftClause, DraftDuty, DraftUnit
from dondoc.usecases.draft_duties import new_duty
from dondoc.usecases.draft_making import is_requested, unit_of
from dondoc.wording import DUTY_KIND_NAMES

#: More rows of a kind than any clause has.
_MOST_ROWS = 60
_LEADS = "lead"
_SUPPORTS = "support"


@dataclass(frozen=True)
class UnitRow:
    """A printed name, its part, and the units of the directory behind it."""

    name: str = ""
    role: str = _LEADS
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyRow:
    """A duty as typed."""

    text: str = ""
    kind: str = "other"
    when: When = field(default_factory=When)
    steps: Steps = field(default_factory=Steps)


@dataclass(frozen=True)
class Typed:
    """The whole form; ``errors`` by the id of a field."""

    path: str
    text: str
    mode: str
    scanned: bool
    units: tuple[UnitRow, ...]
    duties: tuple[DutyRow, ...]
    errors: dict[str, str] = field(default_factory=dict)


def filled(clause: DraftClause, usual: Ladder) -> Typed:
    """Return the form as the draft has it; ``usual`` are the ward's reminders."""
    units = [
        UnitRow(unit.name, role, tuple(unit.units))
        for role, group in ((_LEADS, clause.lead), (_SUPPORTS, clause.support))
        for unit in group
    ]
    duties = [
        DutyRow(
            duty.text,
            duty.kind,
            cadence_form.filled(Cadence.from_json(duty.cadence)),
            ladder_form.filled(duty.ladder, usual),
        )
        for duty in clause.duties
    ]
    return Typed(clause.path, clause.text, clause.mode, clause.scanned, tuple(units), tuple(duties))


def when_words(duty: DraftDuty) -> str:
    """Return how a duty becomes dated now, in words."""
    cadence = Cadence.from_json(duty.cadence)
    said = cadence_words.words(cadence)
    return f"{said} (đề xuất)" if cadence.certainty == "proposed" else said


def typed(sent: Posted) -> Typed:
    """Return the form as it came, row by row."""
    return Typed(
        path=sent.text("muc"),
        text=sent.text("text"),
        mode="request" if sent.text("mode") == "request" else "assign",
        scanned=bool(sent.text("scanned")),
        units=tuple(
            UnitRow(
                sent.text(f"u{n}-name"), sent.text(f"u{n}-role"), tuple(sent.texts(f"u{n}-units"))
            )
            for n in _rows(sent, "u", "name")
        ),
        duties=tuple(_duty_row(sent, n) for n in _rows(sent, "d", "text")),
    )


def _rows(sent: Posted, letter: str, name: str) -> list[int]:
    return [n for n in range(_MOST_ROWS) if sent.texts(f"{letter}{n}-{name}")]


def _duty_row(sent: Posted, number: int) -> DutyRow:
    def text(name: str) -> str:
        return sent.text(f"d{number}-{name}")

    def texts(name: str) -> list[str]:
        return sent.texts(f"d{number}-{name}")

    kind = text("kind")
    return DutyRow(
        text("text"),
        kind if kind in DUTY_KIND_NAMES else "other",
        cadence_form.typed(text, texts),
        ladder_form.typed(lambda name: text(f"{ladder_form.PREFIX}{name}")),
    )


def clause_of(
    form: Typed, old: DraftClause, directory: Directory, usual: Ladder
) -> tuple[DraftClause, Typed]:
    """Return the clause that was typed, and the form with what is wrong in it, if anything is."""
    errors: dict[str, str] = {}
    if not 2 <= len(form.text) <= LONGEST_TEXT:
        errors["text"] = f"Hãy ghi nguyên văn của mục, từ 2 đến {LONGEST_TEXT} ký tự."
    named = [row for row in form.units if row.name and row.role in (_LEADS, _SUPPORTS)]
    lead = [_unit(row, directory) for row in named if row.role == _LEADS]
    support = [_unit(row, directory) for row in named if row.role == _SUPPORTS]
    requested = is_requested(form.mode, lead, directory)
    duties = []
    for number, row in enumerate(form.duties):
        if not row.text:
            errors[f"d{number}"] = "Hãy ghi nội dung nhiệm vụ, hoặc bấm “Bỏ nhiệm vụ này”."
            continue
        before = old.duties[number] if number < len(old.duties) else None
        try:
            duties.append(_duty(row, before, usual, requested=requested))
        except (WrongWhen, WrongSteps) as error:
            errors[f"d{number}"] = str(error)
    clause = old.model_copy(
        update={
            "text": form.text,
            "mode": form.mode,
            "scanned": old.scanned and form.scanned,
            "lead": lead,
            "support": support,
            "duties": duties,
        }
    )
    return clause, replace(form, errors=errors)


def _unit(row: UnitRow, directory: Directory) -> DraftUnit:
    if row.units:
        return DraftUnit(name=row.name, units=list(row.units))
    nearest = unit_of(row.name, directory).nearest
    return DraftUnit(name=row.name, nearest=nearest)


def _duty(row: DutyRow, before: DraftDuty | None, usual: Ladder, *, requested: bool) -> DraftDuty:
    before = before or new_duty(row.text, requested=requested, kind=row.kind)
    now = Cadence.from_json(before.cadence)
    way = replace(row.when, way=row.when.way or "keep")
    cadence = cadence_form.chosen(way, now, kind=row.kind, requested=requested)
    ladder = ladder_form.chosen(row.steps, usual, before.ladder)
    return before.model_copy(
        update={
            "text": row.text, "kind": row.kind, "cadence": cadence.to_json(), "ladder": ladder,
        }
    )  # fmt: skip
