"""What a failed try means, and when to try again."""

from datetime import UTC, datetime, timedelta

import pytest

from dondoc.rules.delivery import Outcome, Stage, classify, enhanced_code, next_attempt

FIRST = datetime(2026, 2, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "code", "words", "outcome"),
    [
        (Stage.CONNECT, None, "refused", Outcome.LATER),
        (Stage.CONNECT, 421, "4.3.2 shutting down", Outcome.LATER),
        (Stage.CONNECT, 450, "busy", Outcome.LATER),
        (Stage.CONNECT, 554, "5.7.1 your host is blocked", Outcome.STOP),
        (Stage.TLS, None, "certificate", Outcome.STOP),
        (Stage.TLS, 454, "4.7.0 TLS not available", Outcome.LATER),
        (Stage.LOGIN, None, "lost", Outcome.LATER),
        (Stage.LOGIN, 454, "4.7.0 try later", Outcome.LATER),
        (Stage.LOGIN, 535, "5.7.8 bad password", Outcome.STOP),
        (Stage.MAIL, None, "lost", Outcome.LATER),
        (Stage.MAIL, 421, "4.4.2 idle", Outcome.LATER),
        (Stage.MAIL, 452, "4.3.1 disk full", Outcome.LATER),
        (Stage.MAIL, 530, "5.7.0 login first", Outcome.STOP),
        (Stage.MAIL, 553, "sender unknown", Outcome.STOP),
        (Stage.MAIL, 552, "5.3.4 too big", Outcome.PARK),
        (Stage.RCPT, None, "lost", Outcome.LATER),
        (Stage.RCPT, 421, "4.3.2 closing", Outcome.LATER),
        (Stage.RCPT, 450, "4.7.1 greylisted", Outcome.LATER_RECIPIENT),
        (Stage.RCPT, 451, "greylisted", Outcome.LATER_RECIPIENT),
        (Stage.RCPT, 452, "4.2.2 full", Outcome.LATER_RECIPIENT),
        (Stage.RCPT, 550, "5.1.1 no such user", Outcome.ADDRESS),
        (Stage.RCPT, 550, "no such user", Outcome.ADDRESS),
        (Stage.RCPT, 550, "5.2.1 disabled", Outcome.ADDRESS),
        (Stage.RCPT, 550, "5.7.1 sender not allowed", Outcome.STOP),
        (Stage.RCPT, 550, "5.1.8 sender's domain not found", Outcome.STOP),
        (Stage.RCPT, 554, "Relay access denied", Outcome.STOP),
        (Stage.RCPT, 550, "5.4.4 no route", Outcome.LATER_RECIPIENT),
        (Stage.RCPT, 552, "5.2.2 over quota", Outcome.LATER_RECIPIENT),
        (Stage.RCPT, 552, "over quota", Outcome.LATER_RECIPIENT),
        (Stage.RCPT, 503, "bad sequence", Outcome.PARK),
        (Stage.DATA, None, "lost", Outcome.LATER),
        (Stage.DATA, 451, "4.3.0 later", Outcome.LATER_RECIPIENT),
        (Stage.CONTENT, None, "lost", Outcome.DOUBTFUL),
        (Stage.CONTENT, 421, "4.3.2 closing", Outcome.LATER),
        (Stage.CONTENT, 451, "4.7.1 greylisted", Outcome.LATER_RECIPIENT),
        (Stage.CONTENT, 552, "5.3.4 too big", Outcome.PARK),
        (Stage.CONTENT, 554, "5.6.0 bad content", Outcome.PARK),
        (Stage.CONTENT, 550, "5.1.1 no such user", Outcome.ADDRESS),
        (Stage.CONTENT, 550, "5.7.1 rejected by policy", Outcome.STOP),
    ],
)
def test_each_failure_has_one_meaning(
    stage: Stage, code: int | None, words: str, outcome: Outcome
) -> None:
    assert classify(stage=stage, code=code, enhanced=enhanced_code(words), words=words) is outcome


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("code", [None, -1, 0, 199, 250, 354, 400, 421, 499, 500, 599, 600])
def test_an_unclear_end_is_in_doubt_only_when_the_content_was_given(
    stage: Stage, code: int | None
) -> None:
    outcome = classify(stage=stage, code=code, enhanced=None, words="?")

    unclear = code is None or not 400 <= code <= 599
    assert (outcome is Outcome.DOUBTFUL) == (unclear and stage is Stage.CONTENT)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("5.1.1 no such user", "5.1.1"),
        ("4.7.1\nlater", "4.7.1"),
        ("version 5.1.1", None),
        ("", None),
    ],
)
def test_the_enhanced_code_is_read_at_the_head_only(words: str, code: str | None) -> None:
    assert enhanced_code(words) == code


def test_without_a_connection_tries_go_on_for_ever_an_hour_apart_at_most() -> None:
    delays = []
    for attempts in range(1, 200):
        again = next_attempt(Outcome.LATER, attempts, FIRST, FIRST + timedelta(days=attempts))
        assert again is not None
        delays.append(again - FIRST - timedelta(days=attempts))

    assert [delay.total_seconds() / 60 for delay in delays[:8]] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert set(delays[8:]) == {timedelta(hours=1)}


def test_a_mail_that_is_put_off_is_tried_for_a_day_and_then_parked() -> None:
    now, tries = FIRST, 1
    while again := next_attempt(Outcome.LATER_RECIPIENT, tries, FIRST, now):
        assert now < again <= FIRST + timedelta(hours=24)
        now, tries = again, tries + 1

    assert now == FIRST + timedelta(hours=24)
    assert tries == 28


def test_a_doubtful_mail_is_sent_once_more_and_then_left_to_a_person() -> None:
    first = next_attempt(Outcome.DOUBTFUL, 1, FIRST, FIRST, repeats=0)
    second = next_attempt(Outcome.DOUBTFUL, 2, FIRST, FIRST, repeats=1)

    assert (first, second) == (FIRST + timedelta(minutes=5), None)


@pytest.mark.parametrize("outcome", [Outcome.ADDRESS, Outcome.PARK, Outcome.STOP])
def test_what_trying_cannot_cure_is_not_tried_again(outcome: Outcome) -> None:
    assert next_attempt(outcome, 1, FIRST, FIRST) is None
