"""A letter of which a part cannot be written: the rest is written, and what fails is named."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from dondoc.rules.moves import Refused
from dondoc.usecases.entries import Letter
from dondoc.usecases.errors import NotFound
from notifications.message import BrokenAddress
from notifications.outbox import Parcel

log = logging.getLogger(__name__)
#: Errors whose words a person can read; of any other the log keeps where it happened.
TELLS_ITSELF = (BrokenAddress, NotFound, Refused)
Compose = Callable[[Letter], Parcel | None]


@dataclass(frozen=True)
class Written:
    """The part of a letter that could be written; no ``parcel`` where nothing is left to say.

    ``failed`` holds why, by the id of the assignment; None stands for a sheet without lines.
    """

    letter: Letter
    parcel: Parcel | None
    failed: Mapping[int | None, Exception] = field(default_factory=dict)


def write(letter: Letter, compose: Compose) -> Written:
    """Compose a letter; where that fails, compose it without the lines that fail by themselves.

    Trouble with the database is nobody's line and is raised.
    """
    error = _trouble(letter, compose)
    if isinstance(error, Exception):
        if isinstance(error, TELLS_ITSELF):
            log.info("a letter to %s could not be written: %s", letter.to.email, error)
        else:
            log.error("a letter to %s could not be written", letter.to.email, exc_info=error)
        return _without_what_fails(letter, compose, error)
    return Written(letter, error)


def _trouble(letter: Letter, compose: Compose) -> Parcel | Exception | None:
    """Return the parcel, or what went wrong with it."""
    try:
        return compose(letter)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter is its own
        return error


def _without_what_fails(letter: Letter, compose: Compose, error: Exception) -> Written:
    failed: dict[int | None, Exception] = {}
    for entry in letter.entries:
        tried = _trouble(Letter(to=letter.to, entries=[entry]), compose)
        if isinstance(tried, Exception):
            failed.setdefault(entry.assignment_id, tried)
    rest = Letter(
        to=letter.to,
        entries=[one for one in letter.entries if one.assignment_id not in failed],
        marks=[one for one in letter.marks if one.assignment_id not in failed],
        sheet=letter.sheet,
    )
    if failed and (rest.entries or rest.sheet):
        parcel = _trouble(rest, compose)
        if not isinstance(parcel, Exception):
            return Written(rest, parcel, failed)
    every: dict[int | None, Exception] = {one.assignment_id: error for one in letter.entries}
    return Written(letter, None, every or {None: error})
