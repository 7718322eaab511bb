"""Prepared statements store what any statement would, on either database."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from models.db import reading, transaction
from models.outbox import MailState, OutboxMail
from models.queries import outbox
from models.queries.prepared import Prepared, PreparedOfMany, said
from models.ward import Ward

NOW = datetime(2025, 3, 3, 8, 0, 0, 123, tzinfo=timezone(timedelta(hours=7)))


def ward(engine: Engine) -> int:
    with transaction(engine) as session:
        row = Ward(key="phuong-4", name="Phường 4", loaded_at=NOW)
        session.add(row)
        session.flush()
        return row.id or 0


def mail(ward_id: int, key: str, **facts: Any) -> dict[str, Any]:
    return {
        "ward_id": ward_id, "dedup_key": key, "kind": "reminder", "to_name": "Hồng, “TT”",
        "to_address": "a@p4.example", "to_phone": "", "subject": "100% xong?", "message_id": key,
        "facts": {"đơn vị": [1, None, "%(x)s"]}, "any_hour": False, "channel": "mail",
        "local_day": date(2025, 3, 3), "state": MailState.QUEUED, "made_at": NOW,
        "not_before": NOW, "content": key.encode(),
    } | facts  # fmt: skip


def test_rows_come_back_as_they_were_given_with_the_defaults_of_their_columns(
    engine: Engine,
) -> None:
    ward_id = ward(engine)
    given = [
        mail(ward_id, "một"),
        mail(ward_id, "hai", any_hour=True, facts={}, state=MailState.PARKED),
        mail(ward_id, "ba", not_before=NOW + timedelta(days=1)),
    ]

    with transaction(engine) as session:
        ids = outbox.add_mails(session, given)

    with reading(engine) as session:
        for one in given:
            row = session.get_one(OutboxMail, ids[one["dedup_key"]])
            assert {name: getattr(row, name) for name in one if name != "content"} == {
                name: value for name, value in one.items() if name != "content"
            }
            assert row.made_at.tzinfo is UTC
            assert (row.attempts, row.repeats, row.last_words, row.sent_at) == (0, 0, "", None)
            assert outbox.content_of(session, row.id or 0) == one["content"]


def test_a_key_that_is_there_already_is_refused_and_nothing_of_the_rest_is_kept(
    engine: Engine,
) -> None:
    ward_id = ward(engine)
    twice = [mail(ward_id, "một"), mail(ward_id, "hai"), mail(ward_id, "một")]

    with pytest.raises(IntegrityError), transaction(engine) as session:
        outbox.add_mails(session, twice)

    with reading(engine) as session:
        assert session.exec(select(OutboxMail.id)).all() == []


def test_however_many_values_are_asked_for_each_is_found_once(engine: Engine) -> None:
    ward_id = ward(engine)
    some = PreparedOfMany(
        lambda ids: (
            update(OutboxMail)
            .where(col(OutboxMail.id).in_(ids), col(OutboxMail.state) == said(MailState.QUEUED))
            .values(state=said(MailState.SENT), attempts=said(3))
            .returning(col(OutboxMail.id))
        )
    )
    with transaction(engine) as session:
        ids = list(outbox.add_mails(session, [mail(ward_id, str(n)) for n in range(530)]).values())

    with transaction(engine) as session:
        found = [one for asked in (ids[:1], ids[1:4], ids) for (one,) in some.found(session, asked)]
        assert some.found(session, []) == []

    assert sorted(found) == sorted(ids)
    with reading(engine) as session:
        assert set(session.exec(select(OutboxMail.state, OutboxMail.attempts)).all()) == {
            (MailState.SENT, 3)
        }


def test_a_default_that_is_no_value_has_to_be_given(engine: Engine) -> None:
    names = [name for name in mail(1, "x") if name not in ("content", "facts")]
    with pytest.raises(TypeError, match="facts"), transaction(engine) as session:
        Prepared(insert(OutboxMail).inline(), *names).run(session, [mail(1, "x")])
