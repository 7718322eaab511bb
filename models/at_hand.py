"""A session on a transaction that has begun already, for whoever only marks a few rows."""

from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session


class SessionAtHand(Session):
    """Hands out its connection as it is, until it has objects to look after.

    A session keeps a book of its own about each transaction, which takes longer than the marks of
    a few mails. It begins with the first object that is loaded or added; what the connection wrote
    before belongs to the same transaction.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, expire_on_commit=False)
        self._at_hand = connection

    def connection(self, *args: Any, **named: Any) -> Connection:
        """Return the connection of the transaction, or of the savepoint that the session is in."""
        return super().connection(*args, **named) if self.in_transaction() else self._at_hand

    def finish(self) -> None:
        """Write what is still held back; whoever began the transaction commits it."""
        self.flush()
        if self.in_transaction():
            self.commit()
