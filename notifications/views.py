"""What a mail is made from: plain values, already decided, already in the ward's zone.

What a round makes is not frozen, for the reason that ``notifications/page.py`` gives.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dondoc import wording
from dondoc.rules.return_path import ReturnPath
from notifications.message import Address, Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The ward as the sender, and the officer who answers for the mail.

    ``ward_name`` as in ``Phường 4``, ``ward_full`` as in ``UBND Phường 4``. Every mail comes
    from ``office_email``; answers go to ``officer_email``, or through ``return_path`` where
    incoming mails are read. ``officer_phone`` may be empty.
    """

    ward_name: str
    ward_full: str
    office_email: str
    officer_name: str
    officer_title: str
    officer_email: str
    officer_phone: str = ""
    return_path: ReturnPath | None = None

    @property
    def list_id(self) -> str:
        """The name of this stream of mails, for filters at the receiver's."""
        return f"dondoc.{self.office_email.partition('@')[2]}"


@dataclass(slots=True, kw_only=True)
class Item:
    """One assignment as one mail tells it.

    ``kind`` says what is told: ``reminder``, ``overdue``, ``escalation``, or the kind of a
    notice (``assigned``, ``returned``, ``granted``, ``shortened``, ``refused``, ``moved``,
    ``transferred``, ``withdrawn``, ``sleeping``, ``woken``, ``accepted``, ``reported``,
    ``asked``, ``replied``, and after an amendment ``amended-new``, ``amended-due``, ``amended-text``,
    ``amended-to``, ``amended-from``, ``amended-off``, and to a new contact ``handover``).
    ``offset`` is the rung's, in working days, negative before the deadline; ``due_at`` is
    aware and local. ``unit_name`` is the unit that carries the item out or is told about it;
    where it only supports, ``lead_name`` is the unit in the lead. ``requested`` asks for the
    polite wording. ``note`` is the reason or the answer that goes with the news. ``earlier``
    names open occurrences of the same series before this one. ``reason``, ``last_contact`` and
    ``proposal`` are for a leader's sheet: the reason the unit gave, the last contact with it, what
    is proposed. ``was`` is what is no longer so: the earlier deadline or wording, or the
    unit from which the work came or to which it went. ``expected_at`` is aware and local: the
    day by which the work is hoped for, before the last one. ``plan_name`` is given where one
    mail speaks of several plans, whose numbering begins anew in each. ``silent`` means that
    reminders met no reaction, ``paused`` says until when the unit is not reminded, and why,
    ``call`` whom to phone.
    """

    code: str
    clause_path: str
    clause_text: str
    duty_text: str
    unit_name: str
    due_at: datetime
    kind: str
    link: str | None
    offset: int = 0
    requested: bool = False
    proposed: bool = False
    support: bool = False
    lead_name: str = ""
    derivation: str = ""
    earlier: tuple[str, ...] = ()
    note: str | None = None
    days_late: int = 0
    is_new: bool = False
    reason: str | None = None
    last_contact: str | None = None
    proposal: str | None = None
    was: str = ""
    expected_at: datetime | None = None
    plan_name: str = ""
    silent: bool = False
    paused: str = ""
    call: str = ""

    @property
    def due_text(self) -> str:
        """The deadline in words, hour and weekday included, the expected day before it."""
        last = wording.moment(self.due_at)
        hoped = self.expected_at if self.hoped else None
        return f"dự kiến {wording.day(hoped)}; chậm nhất {last}" if hoped else last

    @property
    def hoped(self) -> bool:
        """Whether the work is hoped for on a day before the last one, and is not late."""
        if self.expected_at is None or self.days_late:
            return False
        return self.expected_at.date() < self.due_at.date()


class SectionKind(StrEnum):
    """What a part of a mail is about, in the order in which it is read: the most urgent first.

    Late, today, soon, what waits for the reader, what is new, what was answered since.
    """

    ESCALATION = "escalation"
    COOPERATION = "cooperation"
    """Overdue work of requested bodies, for the officer to phone about."""
    SILENCE = "silence"
    """Work of units from which nothing is heard, for the officer to phone about."""
    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    RECEIPT = "receipt"
    """New work that the unit has not said to have."""
    ANSWER = "answer"
    """Reports and requests that wait for the officer."""
    ASSIGNMENT = "assignment"
    HANDOVER = "handover"
    """Open work of which the unit's new contact has not heard."""
    AMENDMENT = "amendment"
    """What an amended plan changes for the reader."""
    DECISIONS = "decisions"


#: What makes the kind of a mail, the most urgent first.
_KINDS = {
    SectionKind.ESCALATION: "escalation",
    SectionKind.COOPERATION: "escalation",
    SectionKind.OVERDUE: "overdue",
    SectionKind.TODAY: "reminder",
    SectionKind.SOON: "reminder",
    SectionKind.DECISIONS: "decisions",
    SectionKind.AMENDMENT: "amendment",
    SectionKind.ANSWER: "officer",
    SectionKind.SILENCE: "silence",
    SectionKind.HANDOVER: "handover",
    SectionKind.RECEIPT: "receipt",
    SectionKind.ASSIGNMENT: "assignment",
}
_URGENCY = list(_KINDS)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a mail; ``unit_name`` is given where one person stands for several units.

    An ``escalation`` section without items says that nothing is overdue; other empty
    sections are left out.
    """

    kind: SectionKind
    unit_name: str | None
    items: tuple[Item, ...]


@dataclass(slots=True, kw_only=True)
class RoundMail:
    """All that one address is told in one round; sections may come in any order.

    The rest follows from them. ``of_kind`` is what is told by the kind of its section, without
    kinds of which nothing is told. ``kind`` is the most urgent content, one of ``escalation``,
    ``overdue``, ``reminder``, ``decisions``, ``amendment``, ``officer``, ``silence``,
    ``handover``, ``receipt``, ``assignment``. With ``is_request`` nothing here was ordered.
    """

    to: Address
    sections: tuple[Section, ...]
    today: date
    title: str = ""
    attachments: tuple[Attachment, ...] = ()
    of_kind: dict[SectionKind, tuple[Item, ...]] = field(init=False, default_factory=dict)
    kind: str = field(init=False)
    is_request: bool = field(init=False)

    def __post_init__(self) -> None:
        for section in self.sections:
            if section.items:
                before = self.of_kind.get(section.kind, ())
                self.of_kind[section.kind] = (*before, *section.items)
        # An empty sheet says that nothing is overdue: it names the mail only where it is all of it.
        first = min(self.of_kind, key=_URGENCY.index, default=SectionKind.ESCALATION)
        self.kind = _KINDS[first]
        self.is_request = all(item.requested for told in self.of_kind.values() for item in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentMail:
    """All work of one recipient after a plan was confirmed.

    ``plan_name`` as in ``Kế hoạch số 12/KH-UBND ngày 03/3/2025 về …``, ``plan_short`` as in
    ``Kế hoạch số 12/KH-UBND``. Items of several units and of supporting units may be mixed.
    """

    to: Address
    plan_name: str
    plan_short: str
    items: tuple[Item, ...]
    title: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentMail:
    """All that an amended plan changes for one recipient.

    ``basis`` cites the amending document, as in ``Theo văn bản sửa đổi số 30/KH-UBND ngày
    05/05/2025``; names of the plan as in ``AssignmentMail``.
    """

    to: Address
    basis: str
    plan_name: str
    plan_short: str
    items: tuple[Item, ...]
    title: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryMail:
    """A signed-off summary; ``name`` as in ``Báo cáo sơ kết đợt 1 năm 2026``.

    ``highlights`` are finished lines such as ``Tổng số nhiệm vụ: 53``.
    """

    to: Address
    name: str
    period: str
    highlights: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    title: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginMail:
    """The way in to the board that a person has just asked for; ``valid_until`` is local."""

    to: Address
    link: str
    valid_until: datetime
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAgainMail:
    """A link to one assignment, sent again because someone asked for it."""

    to: Address
    item: Item
    valid_until: datetime | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmMail:
    """Something that a person must mend.

    ``subject`` is short (``địa chỉ thư của Hội Nông dân không nhận được thư``), ``what``
    tells it in full, ``facts`` are pairs of label and value, ``remedy`` says what to do.
    """

    to: Address
    subject: str
    what: str
    remedy: str
    facts: tuple[tuple[str, str], ...] = ()
    link: str | None = None
