"""A sign of life to somebody outside, who raises the alarm when it stays away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from dondoc.rules.local import local_day, zone_of
from dondoc.usecases import heartbeat, pulse, retention
from dondoc.usecases.pulse import Pulse
from dondoc.wiring import App

NAME = "audit"
TIMEOUT_SECONDS = 10.0
#: The fact that tells on which day it was last looked for what need not be kept any more.
FORGOT_ON = "forgot_on"
HOME = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True)
class Audit:
    """What was found, whether the sign of life was sent, and why it could not be."""

    pulse: Pulse
    pinged: bool = False
    trouble: str = ""


def audit(app: App, *, now: datetime) -> Audit:
    """Look whether anything is late, and only if nothing is, give the sign of life.

    The day's first look also forgets what has been kept for long enough.

    Who watches from outside so hears of a stopped scheduler, a stopped queue and a dead machine
    alike: from none of them comes a sign.
    """
    found = look(app, now=now)
    done = Audit(found)
    if app.settings.ping_url is not None and not found.late:
        trouble = _ping(app.settings.ping_url)
        done = Audit(found, pinged=not trouble, trouble=trouble)
    today = local_day(now, zone_of(HOME)).isoformat()
    with app.transaction() as session:
        before = heartbeat.record(
            session, NAME, now=now, ok=not (found.late or done.trouble),
            facts={"late": [one.code for one in found.late], "pinged": done.pinged,
                   "trouble": done.trouble, FORGOT_ON: today},
        )  # fmt: skip
        if before.get(FORGOT_ON) != today:
            # Once a day, and in the same transaction as the note that it was done.
            retention.forget(session, months=app.settings.incoming_months, now=now)
    return done


def look(app: App, *, now: datetime) -> Pulse:
    """Take the pulse by the settings."""
    patience = timedelta(minutes=app.settings.late_minutes)
    with app.reading() as session:
        return pulse.take(session, patience=patience, limits=app.limits, now=now)


def _ping(url: str) -> str:
    """Ask for the address once; returns what was wrong, or nothing."""
    request = Request(url, headers={"User-Agent": "dondoc"})  # noqa: S310 - the settings take http(s) only
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return ""
    except HTTPError as error:
        return f"máy chủ giám sát trả lời {error.code}"
    except (URLError, OSError, ValueError) as error:
        return f"không tới được máy chủ giám sát ({getattr(error, 'reason', error)})"
