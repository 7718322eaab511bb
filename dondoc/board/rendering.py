"""Templates with their filters, and the one function that turns them into an answer."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from dondoc import wording
from dondoc.board import cadence_form, choosing, masking, names
from dondoc.rules import cadence_words, explain_words
from models.ward import Absence, Contact

TEMPLATES = Path(__file__).parent / "templates"
MEGABYTE = 1024 * 1024


@cache
def environment() -> Environment:
    """Return the templates; a value that a page forgot is an error, never a blank."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "moment": _moment,
        "day": _day,
        "day_short": _day_short,
        "moment_short": _moment_short,
        "capital": wording.capital,
        "short": wording.short,
        "distance": explain_words.distance,
        "number": wording.number,
        "size": file_size,
        "paragraphs": paragraphs,
        "masked": masking.mask,
        "webcal": webcal,
        "iso_day": _iso_day,
        "plain_day": wording.day_short,
        "weekday_day": wording.day,
        "event_name": names.event_name,
        "span": _span,
    }
    env.globals |= {
        "STANDINGS": wording.STANDING_NAMES,
        "STATES": wording.STATE_NAMES,
        "KINDS": wording.DUTY_KIND_NAMES,
        "EVENTS": wording.EVENT_NAMES,
        "ROLES": wording.ROLE_NAMES,
        "days_late": wording.days_late,
        "days_passed": wording.days_passed,
        "pack": choosing.pack,
        "ACTIONS": names.ACTIONS,
        "DONE": names.DONE,
        "UNIT_DONE": names.UNIT_DONE,
        "REVISIONS": names.REVISIONS,
        "WISHES": names.WISHES,
        "INCOMING_KINDS": wording.INCOMING_NAMES,
        "MAIL_GROUPS": wording.MAIL_GROUP_NAMES,
        "WAYS": wording.WAY_NAMES,
        "PLAN_STATES": names.PLAN_STATES,
        "OUTCOMES": names.OUTCOMES,
        "ALARMS": names.ALARMS,
        "WEEKDAYS": cadence_words.WEEKDAYS,
        "PERIODS": cadence_form.PERIODS,
        "DAYS": cadence_form.DAYS,
        "MONTHS": cadence_form.MONTHS,
        "SHORT": cadence_form.SHORT,
    }
    return env


def render(
    request: Request, template: str, facts: Mapping[str, object], *, status: int = 200
) -> HTMLResponse:
    """Return a page; ``facts`` are plain values that the template only prints."""
    env: Environment = request.app.state.templates
    return HTMLResponse(env.get_template(template).render(request=request, **facts), status)


def _zone(context: Context) -> ZoneInfo:
    zone = context["zone"]
    if not isinstance(zone, ZoneInfo):
        raise TypeError("a page that prints moments needs the ward's zone")
    return zone


@pass_context
def _moment(context: Context, value: datetime) -> str:
    return wording.moment(value.astimezone(_zone(context)))


@pass_context
def _day(context: Context, value: datetime) -> str:
    return wording.day(value.astimezone(_zone(context)))


@pass_context
def _day_short(context: Context, value: datetime) -> str:
    return wording.day_short(value.astimezone(_zone(context)))


@pass_context
def _moment_short(context: Context, value: datetime) -> str:
    local = value.astimezone(_zone(context))
    return f"{wording.hour(local)} {wording.day_short(local)}"


@pass_context
def _iso_day(context: Context, value: datetime) -> str:
    return value.astimezone(_zone(context)).date().isoformat()


def _span(days: Contact | Absence) -> str:
    """Return the first and the last day of a contact or an absence, in words."""
    if isinstance(days, Absence):
        return wording.span(days.from_on, days.to_on)
    return wording.span(days.valid_from, days.valid_to)


def webcal(address: str) -> str:
    """Return the address of a calendar in the form that opens the calendar program."""
    return f"webcal://{address.partition('://')[2]}"


def file_size(octets: int) -> str:
    """Return ``1,5 MB`` or ``12 KB``, with a comma as Vietnamese writes it."""
    if octets >= MEGABYTE:
        return f"{octets / MEGABYTE:.1f} MB".replace(".", ",")
    return f"{max(1, round(octets / 1024))} KB"


def paragraphs(text: str) -> Markup:
    """Return the text with its line breaks kept, escaped."""
    lines = [escape(line) for line in text.splitlines()]
    return Markup("<br>").join(lines)
