"""What the rules look at of work that a unit owes: an assignment, or what was read of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from models.assignment import State
from models.plan import Mode


class Held(Protocol):
    """Work that is or was a unit's; ``revision`` is the number of its deadline."""

    @property
    def unit_id(self) -> int: ...
    @property
    def state(self) -> State: ...
    @property
    def revision(self) -> int: ...


class InCase(Held, Protocol):
    """Work with the revision at which its running case began."""

    @property
    def case_revision(self) -> int: ...


class Due(Protocol):
    """Work with a deadline; the instant is aware."""

    @property
    def due_at(self) -> datetime: ...


class Dated(Due, Protocol):
    """Work with what its deadline came from."""

    @property
    def revision(self) -> int: ...
    @property
    def first_due_at(self) -> datetime: ...
    @property
    def derivation(self) -> str: ...


class Chained(Protocol):
    """Work with the chain as it stood when its case first reached a level."""

    @property
    def chain(self) -> Sequence[Mapping[str, Any]] | None: ...


class Owing(Held, Due, Chained, Protocol):
    """What is owed; instants are aware. See ``Assignment`` for what each of them means."""

    @property
    def mode(self) -> Mode: ...
    @property
    def chased(self) -> bool: ...
    @property
    def expected_at(self) -> datetime | None: ...
    @property
    def revised_at(self) -> datetime: ...
    @property
    def ladder_revision(self) -> int: ...
