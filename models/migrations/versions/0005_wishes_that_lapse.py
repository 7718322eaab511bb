"""A wish for more time may lapse, and says so instead of waiting for ever."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = ("asked", "granted", "refused")
AFTER = (*BEFORE, "lapsed")


def upgrade() -> None:
    _allow(AFTER, before=BEFORE)


def downgrade() -> None:
    op.execute("UPDATE extension SET state = 'refused' WHERE state = 'lapsed'")
    _allow(BEFORE, before=AFTER)


def _allow(states: tuple[str, ...], *, before: tuple[str, ...]) -> None:
    """Let the column hold these; SQLite can only do so by copying the table."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("extension") as batch:
            batch.alter_column("state", existing_type=_kind(before), type_=_kind(states))
        return
    name = op.f("ck_extension_extensionstate")
    op.drop_constraint(name, "extension", type_="check")
    listed = ", ".join(f"'{state}'" for state in states)
    op.create_check_constraint(name, "extension", f"state IN ({listed})")


def _kind(states: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(
        *states, name="extensionstate", native_enum=False, create_constraint=True, length=32
    )
