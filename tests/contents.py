"""The bytes of stored mails, for those who compare them with what a server got."""

from sqlmodel import col, select

from dondoc.wiring import App
from models.outbox import MailContent, OutboxMail
from models.queries import outbox


def content_of(app: App, mail: OutboxMail) -> bytes:
    """Return the bytes of one mail as they are now."""
    with app.reading() as session:
        return outbox.content_of(session, mail.id or 0)


def contents_of(app: App) -> dict[int, bytes]:
    """Return the bytes of every mail by its id, oldest first."""
    with app.reading() as session:
        rows = session.exec(select(MailContent).order_by(col(MailContent.mail_id)))
        return {row.mail_id: row.content for row in rows}
