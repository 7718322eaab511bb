"""Store a plan that was read as a draft; the same document twice changes nothing."""

import hashlib
from datetime import date, datetime

from sqlmodel import Session

from dondoc.reading.draft import Reading
from dondoc.usecases import amend
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.draft import to_json
from dondoc.usecases.draft_making import draft_of
from models.plan import Plan
from models.queries import plans


class AlreadyImported(Exception):
    """This very document is already there; ``plan_id`` says which one it is."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"Kế hoạch này đã nhập (số {plan.id}), không có gì thay đổi.")
        self.plan_id = plan.id or 0


def import_plan(
    session: Session,
    ward_id: int,
    *,
    reading: Reading,
    file_name: str,
    file_bytes: bytes,
    now: datetime,
    issued_on: date | None = None,
) -> Plan:
    """Store the draft and return it; nothing is dated or sent.

    Where the document says that it amends a plan in force, the draft is one of that amendment.

    Raises:
        AlreadyImported: number and date, or the content, are those of a plan of this ward.
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    head = reading.document
    content_hash = hashlib.sha256(reading.text.encode()).hexdigest()
    same = plans.same_document(
        session,
        ward_id,
        content_hash=content_hash,
        number=head.number,
        issued_on=head.issued_on or issued_on,
    )
    if same is not None:
        raise AlreadyImported(same)
    plan = Plan(
        ward_id=ward_id,
        number=head.number,
        title=head.title or file_name,
        issuer=head.issuer,
        year=head.year,
        issued_on=head.issued_on or issued_on,
        starts_on=head.starts_on,
        ends_on=head.ends_on,
        section_title=reading.section.title if reading.section else "",
        file_name=file_name,
        file_bytes=file_bytes,
        content_hash=content_hash,
        text=reading.text,
        draft=to_json(draft_of(reading, context)),
        imported_at=now,
    )
    session.add(plan)
    session.flush()
    amend.begin(session, plan)
    return plan
