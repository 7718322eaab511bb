"""How a plan is named in mails and calendars."""

from dondoc import wording
from models.plan import Plan


def plan_short(plan: Plan) -> str:
    """Return «Kế hoạch số 12/KH-UBND», or the title where there is no number."""
    return f"Kế hoạch số {plan.number}" if plan.number else f"Kế hoạch “{plan.title}”"


def plan_name(plan: Plan) -> str:
    """Return the plan as a letter cites it: number, date and title."""
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {wording.day_short(plan.issued_on)}" if plan.issued_on else ""
    return f"Kế hoạch{number}{issued} “{plan.title}”"
