"""Serves many wards, each in a transaction of its own, so that none silences another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from prefect import get_run_logger
from prefect.runtime import flow_run
from sqlmodel import Session

from dondoc import clock, wiring
from dondoc.usecases import heartbeat
from dondoc.wiring import App
from flows.timetable import ZONE, Timed
from models.queries import wards as queries

SHARD = 50

T = TypeVar("T")


@dataclass
class Pass(Generic[T]):
    """What was done for each ward by its key, and why it failed for the others."""

    done: dict[str, T] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Pass[T]") -> None:
        """Take in what another shard did."""
        self.done |= other.done
        self.failed |= other.failed


@dataclass(frozen=True, slots=True)
class Shard:
    """A batch of wards by key, one task; numbered from 1."""

    number: int
    keys: tuple[str, ...]


class WardsFailed(Exception):
    """Some wards could not be served; all the others were."""


@contextmanager
def opened() -> Iterator[App]:
    """The application, its connections given back at the end."""
    app = wiring.app()
    wiring.is_at_home(app, now=clock.now())
    try:
        yield app
    finally:
        app.engine.dispose()


def shards() -> list[Shard]:
    """Return all wards, cut into batches."""
    with opened() as app, app.reading() as session:
        keys = tuple(ward.key for ward in queries.wards(session))
    starts = range(0, len(keys), SHARD)
    return [Shard(i, keys[at : at + SHARD]) for i, at in enumerate(starts, start=1)]


def serve_each(shard: Shard, work: Callable[[App, Session, int], T]) -> Pass[T]:
    """Do the work for each ward in turn; a ward's failure is noted and the next one served."""
    result: Pass[T] = Pass()
    with opened() as app:
        for key in shard.keys:
            try:
                result.done[key] = _serve(app, key, work)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
                get_run_logger().exception("Phường %s", key)
                result.failed[key] = str(error) or type(error).__name__
    return result


def _serve(app: App, key: str, work: Callable[[App, Session, int], T]) -> T:
    def serve(session: Session) -> T:
        ward = queries.ward_by_key(session, key)
        if ward is None or ward.id is None:
            raise LookupError(f"Không còn phường “{key}”.")
        return work(app, session, ward.id)

    return app.unit_of_work(serve)


def close(timed: Timed, result: Pass[T], *, now: datetime, facts: dict[str, int]) -> None:
    """Leave a heartbeat over all wards, then say which ones failed.

    Raises:
        WardsFailed: after everything that could be done is done.
    """
    with opened() as app, app.transaction() as session:
        heartbeat.record(
            session,
            timed.key,
            now=now,
            ok=not result.failed,
            facts={"wards": len(result.done), "failed": result.failed, **facts},
        )
    if result.failed:
        reasons = "; ".join(f"{key}: {why}" for key, why in result.failed.items())
        raise WardsFailed(f"{len(result.failed)} phường không chạy được: {reasons}")


def local(instant: datetime) -> datetime:
    """The instant as the timetable's zone shows it."""
    return instant.astimezone(ZoneInfo(ZONE))


def named(timed: Timed) -> Callable[[], str]:
    """Name a run after its flow and the local minute it was planned for."""

    def name() -> str:
        return f"{timed.title} {local(flow_run.scheduled_start_time):%d/%m/%Y %H:%M}"

    return name
