"""What a failed try to hand over a mail means, and when to try again.

Reply codes: RFC 5321 section 4.2; enhanced codes (``5.1.1``): RFC 3463.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """What follows from a failed try."""

    LATER = "later"
    """The server cannot be used now: try again without end."""
    LATER_RECIPIENT = "later_recipient"
    """This mail was put off: try again for a day, then park it."""
    ADDRESS = "address"
    """The address is refused for good: suspend it."""
    PARK = "park"
    """The server will never take this mail: a person must look."""
    STOP = "stop"
    """Sender, login or encryption is at fault, so every mail would fail: stop the queue."""
    DOUBTFUL = "doubtful"
    """The server may have taken it: send the same bytes once more, then leave it to a person."""


class Stage(StrEnum):
    """How far the conversation had come when it failed."""

    CONNECT = "connect"
    TLS = "tls"
    LOGIN = "login"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    """The DATA command was given, the server has not asked for the content yet."""
    CONTENT = "content"
    """The server has asked for the content; from here on it may have accepted the mail."""


FIRST_DELAY = {
    Outcome.LATER: timedelta(minutes=1),
    Outcome.LATER_RECIPIENT: timedelta(minutes=5),
}
LONGEST_DELAY = timedelta(hours=1)
PATIENCE = timedelta(hours=24)
#: While its ward may send, no mail waits longer than this: limits and tries count hours.
LONGEST_WAIT = timedelta(days=1)
#: Nor does any wait longer than this, whatever days off lie ahead. What does was put off by a
#: clock that ran ahead.
LONGEST_PUT_OFF = timedelta(days=31)
BEFORE_THE_REPEAT = timedelta(minutes=5)

_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_OWN_FAULT = re.compile(r"\brelay|authenticat", re.IGNORECASE)
_BAD_SENDER = ("5.1.7", "5.1.8")
_PASSING = ("5.2.2", "5.4.4")
_NEEDS_LOGIN = (530, 534, 535, 538)


def enhanced_code(words: str) -> str | None:
    """Read the enhanced status code at the head of a server's words, if there is one."""
    found = _ENHANCED.match(words)
    return found.group(1) if found else None


def classify(*, stage: Stage, code: int | None, enhanced: str | None, words: str) -> Outcome:
    """Judge a failed try.

    Args:
        stage: where it failed. A fault of encryption that trying again cannot cure (wrong
            certificate, no STARTTLS) is ``TLS`` without a code; a connection that merely
            broke there is ``CONNECT``.
        code: the server's three digits; ``None`` when it gave no answer that can be read.
        enhanced: as from ``enhanced_code``.
        words: the server's words.
    """
    if code is None or not 400 <= code <= 599:
        return _without_answer(stage)
    if code == 421 or (code < 500 and stage in (Stage.CONNECT, Stage.TLS, Stage.LOGIN, Stage.MAIL)):
        return Outcome.LATER
    if code < 500:
        return Outcome.LATER_RECIPIENT
    if _is_own_fault(stage, code, enhanced or "", words):
        return Outcome.STOP
    if stage is Stage.MAIL:
        # The size and the parameters belong to this mail, all else to the sender of all mails.
        return Outcome.PARK if code in (552, 555) else Outcome.STOP
    if stage is Stage.RCPT:
        return _refused_recipient(code, enhanced or "")
    return Outcome.ADDRESS if (enhanced or "").startswith("5.1.") else Outcome.PARK


def _without_answer(stage: Stage) -> Outcome:
    if stage is Stage.CONTENT:
        return Outcome.DOUBTFUL
    return Outcome.STOP if stage is Stage.TLS else Outcome.LATER


def _is_own_fault(stage: Stage, code: int, enhanced: str, words: str) -> bool:
    return (
        stage in (Stage.CONNECT, Stage.TLS, Stage.LOGIN)
        or code in _NEEDS_LOGIN
        or enhanced.startswith("5.7.")
        or enhanced in _BAD_SENDER
        or (not enhanced and bool(_OWN_FAULT.search(words)))
    )


def _refused_recipient(code: int, enhanced: str) -> Outcome:
    # RFC 5321 section 4.5.3.1.10 wants 552 after RCPT read as 452; a full mailbox and a
    # route that is missing today are not the address's fault either.
    if enhanced in _PASSING or (code == 552 and not enhanced):
        return Outcome.LATER_RECIPIENT
    return Outcome.PARK if code == 503 else Outcome.ADDRESS


def next_attempt(
    outcome: Outcome,
    attempts: int,
    first_tried_at: datetime,
    now: datetime,
    *,
    repeats: int = 0,
) -> datetime | None:
    """Return when to try again, or ``None`` when the next step is a person's.

    The send window is not looked at; the caller moves the moment into it.

    Args:
        outcome: how the last try ended.
        attempts: tries so far, the last one included.
        first_tried_at: when the mail was first tried.
        now: the present instant.
        repeats: how often the mail was already sent again in doubt.
    """
    if outcome is Outcome.DOUBTFUL:
        return now + BEFORE_THE_REPEAT if repeats == 0 else None
    if outcome not in FIRST_DELAY:
        return None
    delay = min(FIRST_DELAY[outcome] * (1 << min(max(attempts - 1, 0), 10)), LONGEST_DELAY)
    if outcome is Outcome.LATER:
        return now + delay
    last_chance = first_tried_at + PATIENCE
    return min(now + delay, last_chance) if now < last_chance else None
