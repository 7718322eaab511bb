"""How a plan is named in mails and calendars."""

from datetime import date
from typing import Protocol

from dondoc import wording


class Cited(Protocol):
    """A plan, or another document, as far as it is named."""

    @property
    def number(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def issued_on(self) -> date | None: ...


def plan_short(plan: Cited) -> str:
    """Return «Kế hoạch số 12/KH-UBND», or the title where there is no number."""
    return f"Kế hoạch số {plan.number}" if plan.number else f"Kế hoạch “{plan.title}”"


def plan_name(plan: Cited) -> str:
    """Return the plan as a letter cites it: number, date and title."""
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {wording.day_short(plan.issued_on)}" if plan.issued_on else ""
    return f"Kế hoạch{number}{issued} “{plan.title}”"
