"""The bytes of mails stand apart, so that a mark on a mail does not write them anew."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_content",
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outbox_mail.id"], name=op.f("fk_mail_content_mail_id")
        ),
        sa.PrimaryKeyConstraint("mail_id", name=op.f("pk_mail_content")),
    )
    op.execute("INSERT INTO mail_content (mail_id, content) SELECT id, content FROM outbox_mail")
    op.drop_column("outbox_mail", "content")
    # A round asks for the ward's mails of one day, which are few of all that it ever sent.
    op.create_index("ix_outbox_mail_day", "outbox_mail", ["ward_id", "local_day"])
    op.drop_index(op.f("ix_outbox_mail_ward_id"), "outbox_mail")


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
