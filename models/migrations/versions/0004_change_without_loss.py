"""Dates with their grounds, anchors, absences, reorganisations, feeds, and the ward's log."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEEP_SQLITE = """
CREATE TRIGGER ward_event_no_{verb} BEFORE {verb} ON ward_event
BEGIN SELECT RAISE(ABORT, 'ward_event is append-only'); END
"""
KEEP_POSTGRESQL = (
    """
CREATE FUNCTION ward_event_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'ward_event is append-only'; END $$
""",
    """
CREATE TRIGGER ward_event_keep BEFORE UPDATE OR DELETE ON ward_event
FOR EACH ROW EXECUTE FUNCTION ward_event_keep()
""",
)
ACTOR_KIND = sa.Enum(
    "link", "officer", "leader", "system",
    name="actorkind", native_enum=False, create_constraint=True, length=32,
)  # fmt: skip
REORGANISATION_STATE = sa.Enum(
    "planned", "done", "undone",
    name="reorganisationstate", native_enum=False, create_constraint=True, length=32,
)  # fmt: skip
CERTAINTY = sa.Enum(
    "stated", "proposed",
    name="certainty", native_enum=False, create_constraint=True, length=32,
)  # fmt: skip


def upgrade() -> None:
    widen_wards()
    widen_assignments()
    make_anchor()
    make_absence()
    make_ward_event()
    make_reorganisation()
    make_calendar_feed()


def widen_wards() -> None:
    for table in ("ward", "unit", "contact"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column(
        "ward", sa.Column("calendar_seen", sa.String(), server_default="", nullable=False)
    )
    op.add_column("ward", sa.Column("ended_on", sa.Date(), nullable=True))
    add_successor_id()
    op.add_column(
        "unit", sa.Column("former_names", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
    )


def add_successor_id() -> None:
    """Add the reference; SQLite can do so only in one statement, without copying the table."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE ward ADD COLUMN successor_id INTEGER "
            "CONSTRAINT fk_ward_successor_id REFERENCES ward (id)"
        )
    else:
        op.add_column("ward", sa.Column("successor_id", sa.Integer(), nullable=True))
        op.create_foreign_key("fk_ward_successor_id", "ward", "ward", ["successor_id"], ["id"])


def widen_assignments() -> None:
    # The ladder of what is there already began with its present deadline.
    op.add_column(
        "assignment", sa.Column("ladder_revision", sa.Integer(), server_default="1", nullable=False)
    )
    op.execute("UPDATE assignment SET ladder_revision = revision")
    op.add_column(
        "assignment",
        sa.Column("grounds", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column("assignment", sa.Column("anchor_key", sa.String(), nullable=True))
    op.add_column(
        "assignment",
        sa.Column("history_hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "extension", sa.Column("granted_until", sa.DateTime(timezone=True), nullable=True)
    )


def make_anchor() -> None:
    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("certainty", CERTAINTY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_anchor_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_anchor_plan_id_key")),
    )
    op.create_index("ix_anchor_plan_id", "anchor", ["plan_id"])


def make_absence() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("deputy_name", sa.String(), nullable=False),
        sa.Column("deputy_email", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_absence_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_contact_id", "absence", ["contact_id"])


def make_ward_event() -> None:
    op.create_table(
        "ward_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor_kind", ACTOR_KIND, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_ward_event_ward_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_ward_event_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward_event")),
    )
    for column in ("ward_id", "plan_id", "at"):
        op.create_index(f"ix_ward_event_{column}", "ward_event", [column])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(KEEP_SQLITE.format(verb=verb))
    else:
        for statement in KEEP_POSTGRESQL:
            op.execute(statement)


def make_reorganisation() -> None:
    op.create_table(
        "reorganisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("state", REORGANISATION_STATE, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_reorganisation_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reorganisation")),
    )
    for column in ("ward_id", "state"):
        op.create_index(f"ix_reorganisation_{column}", "reorganisation", [column])


def make_calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_calendar_feed_ward_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_calendar_feed_unit_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    for column in ("ward_id", "unit_id", "person_id"):
        op.create_index(f"ix_calendar_feed_{column}", "calendar_feed", [column])


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
