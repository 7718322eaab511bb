"""Mails that came in, their files, what they are about, and how far a mailbox was read."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KIND = sa.Enum(
    "bounce", "passing", "refused", "unclear", "receipt", "away", "machine", "own", "reply",
    name="incomingkind", native_enum=False, create_constraint=True, length=32,
)  # fmt: skip
STATE = sa.Enum(
    "done", "held", "settled",
    name="incomingstate", native_enum=False, create_constraint=True, length=32,
)  # fmt: skip


def upgrade() -> None:
    make_mail()
    make_file()
    make_about()
    make_cursor()
    # A bounce names the mail by its Message-ID; without an index each one would read the outbox.
    op.create_index(op.f("ix_outbox_mail_message_id"), "outbox_mail", ["message_id"])


def instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def make_mail() -> None:
    op.create_table(
        "incoming_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=True),
        text("fingerprint"),
        text("source"),
        instant("received_at"),
        instant("dated", nullable=True),
        text("message_id"),
        text("sender"),
        text("sender_name"),
        text("subject"),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("state", STATE, nullable=False),
        text("reason"),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        text("status"),
        text("words"),
        text("own_words"),
        text("text"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        instant("settled_at", nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_incoming_mail_ward_id")),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outbox_mail.id"], name=op.f("fk_incoming_mail_mail_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_mail")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_incoming_mail_fingerprint")),
    )
    op.create_index(op.f("ix_incoming_mail_mail_id"), "incoming_mail", ["mail_id"])
    op.create_index("ix_incoming_mail_desk", "incoming_mail", ["ward_id", "state", "received_at"])
    op.create_index("ix_incoming_mail_from", "incoming_mail", ["sender", "kind"])


def make_file() -> None:
    op.create_table(
        "incoming_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incoming_id", sa.Integer(), nullable=False),
        text("file_name"),
        text("media_type"),
        sa.Column("size", sa.Integer(), nullable=False),
        text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_mail.id"], name=op.f("fk_incoming_file_incoming_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_file")),
    )
    op.create_index(op.f("ix_incoming_file_incoming_id"), "incoming_file", ["incoming_id"])


def make_about() -> None:
    op.create_table(
        "incoming_about",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incoming_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_mail.id"], name=op.f("fk_incoming_about_incoming_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_incoming_about_assignment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_about")),
        sa.UniqueConstraint(
            "incoming_id", "assignment_id", name=op.f("uq_incoming_about_incoming_id_assignment_id")
        ),
    )
    for column in ("incoming_id", "assignment_id"):
        op.create_index(op.f(f"ix_incoming_about_{column}"), "incoming_about", [column])


def make_cursor() -> None:
    op.create_table(
        "incoming_cursor",
        sa.Column("id", sa.Integer(), nullable=False),
        text("source"),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        instant("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_cursor")),
        sa.UniqueConstraint("source", name=op.f("uq_incoming_cursor_source")),
    )


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
