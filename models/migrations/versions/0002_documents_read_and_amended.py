"""Documents that wait to be read, edits that are counted, plans that amend another."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    add_amends_id()
    op.create_index("ix_plan_amends_id", "plan", ["amends_id"])
    op.create_table(
        "plan_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "reading", "read", "failed",
                name="uploadstate", native_enum=False, create_constraint=True, length=32,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_upload_plan_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_plan_upload_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_upload")),
    )  # fmt: skip
    for column in ("ward_id", "state", "plan_id"):
        op.create_index(f"ix_plan_upload_{column}", "plan_upload", [column])


def add_amends_id() -> None:
    """Add the reference; SQLite can do so only in one statement, without copying the table."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE plan ADD COLUMN amends_id INTEGER "
            "CONSTRAINT fk_plan_amends_id REFERENCES plan (id)"
        )
    else:
        op.add_column("plan", sa.Column("amends_id", sa.Integer(), nullable=True))
        op.create_foreign_key("fk_plan_amends_id", "plan", "plan", ["amends_id"], ["id"])


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
