"""Days on which terms of a plan hang (mốc sự kiện): named, dated, moved; documents that give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.usecases import changed, dating, record, replan
from dondoc.usecases.actor import Actor
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.errors import NotFound
from dondoc.usecases.in_force import in_force, take
from dondoc.usecases.replan_change import Change, Preview
from models.plan import Anchor, Certainty, Plan
from models.queries import replanning


@dataclass(frozen=True, kw_only=True)
class Document:
    """What was issued from outside (văn bản được ban hành): number and title as printed."""

    number: str = ""
    title: str = ""

    @property
    def words(self) -> str:
        """As in ``Hướng dẫn số 12/HD-SNV về …``."""
        number = f"số {self.number.strip()}" if self.number.strip() else ""
        return " ".join(part for part in (number, self.title.strip()) if part)


def anchors_of(session: Session, plan_id: int) -> Sequence[Anchor]:
    """Return the anchors of a plan in the order in which they were made."""
    return replanning.anchors_of(session, [plan_id])


def anchor_of(session: Session, plan_id: int, key: str) -> Anchor:
    """Return one anchor of a plan.

    Raises:
        NotFound: the plan has none with this key.
    """
    found = anchors_of(session, plan_id)
    for anchor in found:
        if anchor.key == key:
            return anchor
    known = ", ".join(anchor.key for anchor in found) or "chưa có mốc nào"
    raise NotFound(f"Kế hoạch số {plan_id} không có mốc “{key}”. Các mốc: {known}.")


def add(session: Session, plan_id: int, name: str, *, actor: Actor, now: datetime) -> Anchor:
    """Make an anchor without a day, for work to hang on or to sleep for.

    Raises:
        NotFound, Refused: no such plan, none in force, no name, or one of this name is there.
    """
    if len(name.strip()) < 2:
        raise Refused("Hãy ghi tên của mốc, ví dụ: tỉnh ban hành hướng dẫn.")
    plan = take(session, plan_id, version=None)
    key = dating.slug(name)
    if any(anchor.key == key for anchor in anchors_of(session, plan_id)):
        raise Refused(f"Kế hoạch đã có mốc “{name.strip()}”.")
    anchor = Anchor(plan_id=plan_id, key=key, name=name.strip())
    session.add(anchor)
    session.flush()
    record.record(
        session, plan.ward_id, "anchor", plan_id=plan_id, actor=actor, now=now,
        text=f"Thêm mốc: {anchor.name}", after=_as_json(anchor),
    )  # fmt: skip
    return anchor


def preview(
    session: Session, plan_id: int, key: str, *, on: date, document: Document, now: datetime
) -> Preview:
    """Return what the day of an anchor would change.

    Raises:
        NotFound, Refused: no such plan or anchor, or the plan is not in force.
    """
    plan = in_force(session, plan_id)
    change = _change(anchor_of(session, plan_id, key), on, document)
    return replan.preview(session, plan.ward_id, change, now=now)


def set_day(
    session: Session,
    plan_id: int,
    key: str,
    *,
    on: date,
    document: Document | None = None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    seen: str | None = None,
) -> Preview:
    """Give an anchor its day, or another one; what sleeps for it wakes, what hangs on it moves.

    With a document this records what was issued (ghi nhận văn bản). ``version`` is the anchor's.

    Raises:
        NotFound, Refused: as ``preview``.
        Changed: someone else changed the anchor meanwhile.
        Conflict: what would happen is not ``seen``.
    """
    plan = take(session, plan_id, version=None)
    anchor = anchor_of(session, plan_id, key)
    session.refresh(anchor)
    require_seen(session, plan, anchor, version)
    given = document or Document()
    if anchor.on == on and given.words in ("", anchor.document):
        return Preview()
    before = _as_json(anchor)
    change = _change(anchor, on, given)
    done = replan.apply(session, plan.ward_id, change, actor=actor, now=now, seen=seen)
    anchor.on, anchor.document = on, given.words or anchor.document
    anchor.certainty = Certainty.STATED
    anchor.version += 1
    session.add(anchor)
    kind = "document" if given.words else "anchor"
    record.record(
        session, plan.ward_id, kind, plan_id=plan_id, actor=actor, now=now, text=change.words,
        before=before, after=_as_json(anchor),
    )  # fmt: skip
    return done


def require_seen(session: Session, plan: Plan, anchor: Anchor, version: int | None) -> None:
    """Make sure that an anchor is as the person saw it.

    Raises:
        Changed: it is no longer at that version.
    """
    if version is None or version == anchor.version:
        return
    subject = Subject(
        thing=Thing.ANCHOR, ward_id=plan.ward_id, number=anchor.plan_id, key=anchor.key,
        seen=version, changes=anchor.version - version,
    )  # fmt: skip
    words = f"Mốc “{anchor.name}” vừa được người khác cập nhật. Chưa có gì được ghi."
    raise changed.told(session, words, subject)


def _change(anchor: Anchor, on: date, document: Document) -> Change:
    day = wording.day_short(on)
    if document.words:
        words = f"{wording.capital(anchor.name)}: {document.words}, ngày {day}"
    elif anchor.on is not None and anchor.on != on:
        words = (
            f"{wording.capital(anchor.name)} chuyển từ {wording.day_short(anchor.on)} sang {day}"
        )
    else:
        words = f"{wording.capital(anchor.name)}: ngày {day}"
    return Change(kind="anchor", plan_id=anchor.plan_id, anchor=anchor.key, on=on, words=words)


def _as_json(anchor: Anchor) -> dict[str, str | None]:
    return {
        "key": anchor.key,
        "name": anchor.name,
        "on": anchor.on.isoformat() if anchor.on else None,
        "document": anchor.document,
    }
