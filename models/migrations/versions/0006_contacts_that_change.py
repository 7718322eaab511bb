"""Contacts keep what the ward file said of them; people with a role may be away too."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CONTACT = sa.table(
    "contact",
    sa.column("id", sa.Integer()),
    sa.column("name", sa.String()),
    sa.column("title", sa.String()),
    sa.column("email", sa.String()),
    sa.column("valid_from", sa.Date()),
    sa.column("valid_to", sa.Date()),
    sa.column("deputy", sa.String()),
    sa.column("listed", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("contact", sa.Column("listed", sa.JSON(), nullable=True))
    remember_the_file()
    with op.batch_alter_table("absence") as batch:
        batch.alter_column("contact_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch.create_foreign_key(op.f("fk_absence_person_id"), "person", ["person_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_absence_of_one"), "(contact_id IS NULL) <> (person_id IS NULL)"
        )
        batch.create_index("ix_absence_person_id", ["person_id"])


def remember_the_file() -> None:
    """Until now every contact came from the file, as it stands there."""
    bind = op.get_bind()
    for row in bind.execute(sa.select(CONTACT)).mappings().all():
        listed = {
            "name": row["name"],
            "title": row["title"],
            "email": row["email"],
            "from": row["valid_from"].isoformat() if row["valid_from"] else None,
            "to": row["valid_to"].isoformat() if row["valid_to"] else None,
            "deputy": row["deputy"],
        }
        bind.execute(sa.update(CONTACT).where(CONTACT.c.id == row["id"]).values(listed=listed))


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
