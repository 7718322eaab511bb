"""The sample plan, dated so that it began about eight months ago and ends in about four."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined

from dondoc import wording
from dondoc.reports.blocks import Block, Heading, Letterhead, OfficialDocument, Paragraph, Signature
from dondoc.reports.official import build
from dondoc.reports.text import as_text

#: The sample's data lie with the other samples, at the root of the checkout.
SOURCE = Path(__file__).parents[2] / "deploy" / "sample" / "plan.yaml"

_PART = re.compile(r"[IVX]+\. ")
_SMALL_HEAD = re.compile(r"\d+\. [^.;:]+")


@dataclass(frozen=True)
class SamplePlan:
    """The same plan as text and as DOCX, and what it says about its own time."""

    text: str
    docx: bytes
    number: str
    issued_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Span:
    """Twelve whole months in two halves, and the two days that depend on them."""

    start: date
    end: date

    @property
    def first_end(self) -> date:
        """The last day of the first wave."""
        return self.second_start - timedelta(days=1)

    @property
    def second_start(self) -> date:
        """The first day of the second wave."""
        return _first_of(_month_number(self.start) + 6)

    @property
    def issued_on(self) -> date:
        """A weekday at least a week before the start."""
        return _weekday_on_or_before(self.start - timedelta(days=7))

    @property
    def launch(self) -> date:
        """A weekday in the third week."""
        return _weekday_on_or_before(self.start + timedelta(days=19))


def sample_plan(today: date, *, source: Path = SOURCE) -> SamplePlan:
    """Write the sample plan as it would look to someone who tries dondoc on ``today``.

    Raises:
        OSError: ``source`` cannot be read.
    """
    data = yaml.safe_load(source.read_text("utf-8"))
    span = span_around(today)
    document = _document(data, span)
    head = document.letterhead
    return SamplePlan(
        text=as_text(document),
        docx=build(document),
        number=f"{head.number}/{head.symbol}",
        issued_on=span.issued_on,
        starts_on=span.start,
        ends_on=span.end,
    )


def span_around(today: date) -> Span:
    """Return the twelve whole months whose start lies nearest to eight months before ``today``."""
    months_ago = 8 if today.day <= 15 else 7
    start = _month_number(today) - months_ago
    return Span(_first_of(start), _first_of(start + 12) - timedelta(days=1))


def _document(data: dict[str, Any], span: Span) -> OfficialDocument:
    # The template is plain text for a DOCX; escaping for HTML would spoil it.
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
    environment.filters["ngay"] = wording.day_short
    days = {
        "start": span.start,
        "end": span.end,
        "first_end": span.first_end,
        "second_start": span.second_start,
        "launch": span.launch,
    }
    about = environment.from_string(data["letterhead"]["about"]).render(days)
    body = environment.from_string(data["body"]).render(days)
    return OfficialDocument(
        letterhead=Letterhead(
            **(data["letterhead"] | {"about": about}), parent=None, signed_on=span.issued_on
        ),
        body=[_block(part.strip()) for part in body.split("\n\n") if part.strip()],
        signature=Signature(**data["signature"]),
        recipients=data["recipients"],
        dated_on=span.issued_on,
    )


def _block(text: str) -> Block:
    if _PART.match(text):
        return Heading(text, 1)
    return Heading(text, 2) if _SMALL_HEAD.fullmatch(text) else Paragraph(text)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month_number: int) -> date:
    return date(month_number // 12, month_number % 12 + 1, 1)


def _weekday_on_or_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - calendar.FRIDAY))
