"""Waves as the rows of a form: filled in from dated waves, or as they were typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from dondoc.board.forms import Posted
from dondoc.board.told import Fields, day_words, tidy
from dondoc.rules.both import Pairs, Told
from dondoc.rules.waves import Proposal, WaveSpan
from dondoc.usecases.draft import DraftWave

FIELDS = ("key", "name", "starts_on", "ends_on", "summary", "summary_due")
REASON = Fields({"reason": ("Lý do thay đổi", "area")})
#: Rows left empty at the end, for waves to add.
_EMPTY_ROWS = 2


@dataclass(frozen=True)
class WaveRow:
    """A wave as typed."""

    key: str = ""
    name: str = ""
    starts_on: str = ""
    ends_on: str = ""
    summary: str = "interim"
    summary_due: str = ""
    error: str = ""


def filled(waves: Iterable[WaveSpan]) -> list[WaveRow]:
    """Return the rows that say what dated waves say."""
    return [
        WaveRow(
            wave.key, wave.name, wave.starts_on.isoformat(), wave.ends_on.isoformat(),
            wave.summary, wave.summary_due_on.isoformat() if wave.summary_due_on else "",
        )
        for wave in waves
    ]  # fmt: skip


def proposed_rows(choices: Iterable[Proposal], key: str) -> list[WaveRow] | None:
    """Return the rows of the choice with this key, to be edited; None where there is none."""
    return next((filled(one.waves) for one in choices if one.key == key), None)


def with_blanks(rows: Iterable[WaveRow]) -> list[WaveRow]:
    """Return the rows with empty ones after them."""
    return [*rows, *(WaveRow() for _ in range(_EMPTY_ROWS))]


def typed(sent: Posted) -> list[WaveRow]:
    """Return the rows that were filled in."""
    columns = [sent.texts(name) for name in FIELDS]
    rows = [WaveRow(*(text.strip() for text in row)) for row in zip(*columns, strict=False)]
    return [row for row in rows if row.name or row.starts_on or row.ends_on]


def checked(rows: Sequence[WaveRow]) -> tuple[list[DraftWave], list[WaveRow]]:
    """Return the waves that were typed, and the rows with what is wrong in them."""
    waves: list[DraftWave] = []
    told = []
    for number, row in enumerate(rows, start=1):
        error = ""
        try:
            waves.append(_wave(row, number, {wave.key for wave in waves}))
        except (ValueError, ValidationError) as wrong:
            error = _told(wrong)
        told.append(WaveRow(**{**row.__dict__, "error": error}))
    return waves, told


def _wave(row: WaveRow, number: int, taken: set[str]) -> DraftWave:
    starts_on, ends_on = date.fromisoformat(row.starts_on), date.fromisoformat(row.ends_on)
    key = row.key if row.key and row.key not in taken else f"{starts_on.year}-{number}"
    while key in taken:
        key = f"{key}b"
    if not row.name:
        raise ValueError("name")
    return DraftWave(
        key=key,
        name=row.name,
        starts_on=starts_on,
        ends_on=ends_on,
        summary="final" if row.summary == "final" else "interim",
        summary_due=date.fromisoformat(row.summary_due) if row.summary_due else None,
    )


def _told(wrong: Exception) -> str:
    if isinstance(wrong, ValidationError):
        return "Ngày kết thúc phải sau ngày bắt đầu."
    return "Hãy ghi tên đợt, ngày bắt đầu và ngày kết thúc."


def spans(waves: Iterable[DraftWave], known: Iterable[WaveSpan] = ()) -> tuple[WaveSpan, ...]:
    """Return typed waves as dating takes them; one that is as before keeps where it came from."""
    before = {wave.key: wave for wave in known}
    found = []
    for wave in waves:
        one = WaveSpan(
            wave.key, wave.name, wave.starts_on, wave.ends_on, wave.summary, wave.summary_due,
            "stated",
        )  # fmt: skip
        was = before.get(wave.key)
        same = was is not None and (was.starts_on, was.ends_on) == (one.starts_on, one.ends_on)
        found.append(
            WaveSpan(**{**one.__dict__, "certainty": was.certainty}) if was and same else one
        )
    return tuple(found)


def pairs_of(rows: Iterable[WaveRow]) -> list[tuple[str, str]]:
    """Return rows as a form sends them."""
    return [(name, getattr(row, name)) for row in rows for name in FIELDS]


class WaveFields:
    """The rows of waves as people read them, each a field of its own, and why they change."""

    def told(self, pairs: Pairs) -> list[Told]:
        """Return a field for each row that is filled in."""
        columns = [[text for name, text in tidy(pairs) if name == one] for one in FIELDS]
        rows = [WaveRow(*row) for row in zip(*columns, strict=False)]
        found = [
            _told_row(row, n) for n, row in enumerate(rows, start=1) if row.name or row.starts_on
        ]
        return found + REASON.told(pairs)


def _told_row(row: WaveRow, number: int) -> Told:
    due = f", nộp báo cáo {day_words(row.summary_due)}" if row.summary_due else ""
    summary = "tổng kết" if row.summary == "final" else "sơ kết"
    words = f"{row.name}: {day_words(row.starts_on)} đến {day_words(row.ends_on)}, {summary}{due}"
    return Told(
        key=row.key or f"+{number}", label=row.name or f"Đợt {number}", words=words,
        pairs=tuple(pairs_of([row])),
    )  # fmt: skip
