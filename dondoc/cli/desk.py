"""What a command gets besides its own arguments: the installation, the instant, the way to print."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dondoc.cli.faults import WrongUse

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from dondoc.wiring import App

HOME = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One call of one command."""

    database: str | None = None
    given_now: datetime | None = None
    as_json: bool = False

    def app(self, *, check: bool = True) -> "App":
        """Return the installation that the settings and ``--database`` name.

        Raises:
            WrongSetting, DatabaseTrouble: as ``wiring.app`` does.
        """
        from dondoc import settings, wiring

        return wiring.app(settings.load(database_url=self.database), check=check)

    def now(self, zone: "ZoneInfo | None" = None) -> datetime:
        """Return the instant to act at; one given without an offset is local time in ``zone``."""
        from dondoc import clock
        from dondoc.rules.local import zone_of

        if self.given_now is None:
            return clock.now()
        if self.given_now.tzinfo is not None:
            return self.given_now
        return self.given_now.replace(tzinfo=zone or zone_of(HOME))

    @property
    def in_colour(self) -> bool:
        """Whether a person looks at a terminal that shows colours."""
        from dondoc.cli import paint

        return not self.as_json and paint.is_wanted()

    def say(self, line: str = "") -> None:
        """Print a line for a person; nothing where a program reads along."""
        if not self.as_json:
            sys.stdout.write(f"{line}\n")

    def say_all(self, lines: Iterable[str]) -> None:
        """Print lines for a person."""
        for line in lines:
            self.say(line)

    def hand_over(self, document: Any) -> None:
        """Print the one JSON document of this command, where JSON was asked for."""
        import json

        if self.as_json:
            sys.stdout.write(f"{json.dumps(document, ensure_ascii=False, indent=1)}\n")


def instant_of(text: str | None, *, option: str = "--now") -> datetime | None:
    """Return the instant that an option names.

    Raises:
        WrongUse: it names none.
    """
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            f"{option} “{text}”: cần một thời điểm, ví dụ 2025-03-03T08:00 "
            "hoặc 2025-03-03T08:00+07:00."
        ) from error


def day_of(text: str, *, option: str) -> date:
    """Return the day that an option names, as 2025-06-30 or as 30/06/2025.

    Raises:
        WrongUse: it names none.
    """
    day, _, rest = text.partition("/")
    month, _, year = rest.partition("/")
    try:
        if rest:
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            f"{option} “{text}”: cần một ngày có thật, ví dụ 2025-06-30 hoặc 30/06/2025."
        ) from error
