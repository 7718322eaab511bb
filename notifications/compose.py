"""From a view to a finished message: who is greeted, what is said, how it ends."""

from datetime import date, datetime

from dondoc import wording
from notifications import phrases, render
from notifications.blocks import ABOUT_OTHERS, blocks_of, units_of
from notifications.message import Address, Attachment, Message
from notifications.page import Page
from notifications.subjects import (
    all_requested,
    heading_of,
    is_about_dates,
    is_about_succession,
    subject_of_assignment,
    subject_of_round,
)
from notifications.views import AssignmentMail, RoundMail, Section, SectionKind, Sender

#: More units than this are counted in the greeting instead of named.
_NAMED_UNITS = 3
_HONORIFICS = ("Ông ", "Bà ", "Ông/Bà ", "Đồng chí ")


def finish(
    page: Page,
    *,
    to: Address,
    subject: str,
    sender: Sender,
    message_id: str,
    now: datetime,
    references: tuple[str, ...] = (),
    attachments: tuple[Attachment, ...] = (),
) -> Message:
    """Render a page and put the ward's headers on it; ``now`` is aware and local."""
    answers, bounces = sender.officer_email, sender.office_email
    if sender.return_path is not None:
        answers = sender.return_path.for_mail(message_id, "r")
        bounces = sender.return_path.for_mail(message_id, "b")
    return Message(
        to=to,
        sender=Address(sender.ward_full, sender.office_email),
        reply_to=Address(f"{sender.officer_name}, {sender.officer_title}", answers),
        envelope_sender=bounces,
        subject=subject,
        text=render.text_of(page),
        html=render.html_of(page),
        message_id=message_id,
        references=references,
        date=now,
        list_id=sender.list_id,
        attachments=attachments,
    )


def _with_honorific(name: str) -> str:
    return name if name.startswith(_HONORIFICS) else f"Ông/Bà {name}"


def greet_person(to: Address, title: str) -> tuple[str, ...]:
    """Return *Kính gửi: Ông/Bà …* for someone who is written to in person."""
    name = _with_honorific(to.name) if to.name else to.email
    return (f"Kính gửi: {name}, {title}" if title else f"Kính gửi: {name}",)


def greet_units(to: Address, title: str, units: tuple[str, ...]) -> tuple[str, ...]:
    """Return the greeting of the units for which a person stands, and the person's name."""
    if not units:
        return greet_person(to, title)
    named = len(units) <= _NAMED_UNITS
    whom = "; ".join(units) if named else wording.count(len(units), "đơn vị, tổ chức")
    if not to.name:
        return (f"Kính gửi: {whom}",)
    person = f"{to.name}, {title}" if title else to.name
    return (f"Kính gửi: {whom}", f"Người nhận: {_with_honorific(person)}")


def contact_of(sender: Sender) -> tuple[str, ...]:
    """Return who answers for the mail, and how to reach that person."""
    phone = f"Điện thoại: {sender.officer_phone} – " if sender.officer_phone else ""
    return (
        phrases.CONTACT.format(name=sender.officer_name, title=sender.officer_title),
        f"{phone}Thư điện tử: {sender.officer_email}",
    )


def footer_of(sender: Sender) -> str:
    """Return the line that says what kind of mail this is."""
    return phrases.FOOTER.format(ward=sender.ward_full)


def closing_of(
    sections: tuple[Section, ...], attachments: tuple[Attachment, ...] = ()
) -> tuple[str, ...]:
    """Return how to use links and calendar files, where the reader has some, and the goodbye."""
    own = [section for section in sections if section.kind not in ABOUT_OTHERS]
    has_links = any(item.link for section in own for item in section.items)
    files = calendar_words(attachments) if attachments else ()
    if not has_links:
        return (*files, phrases.GOODBYE)
    polite = all_requested(item for section in sections for item in section.items)
    how = phrases.HOW_TO_REPORT_POLITE if polite else phrases.HOW_TO_REPORT
    return (how, phrases.KEEP_LINKS, *files, phrases.GOODBYE)


def calendar_words(attachments: tuple[Attachment, ...]) -> tuple[str, ...]:
    """Return what the calendar files of a mail are for, as one paragraph."""
    names = {attachment.file_name for attachment in attachments}
    said = [words for name, words in phrases.CALENDAR_FILES.items() if name in names]
    return (" ".join(said),) if said else ()


def work_page(
    sections: tuple[Section, ...],
    sender: Sender,
    *,
    heading: str,
    salutation: tuple[str, ...],
    intro: str,
    units: tuple[str, ...],
    today: date,
    attachments: tuple[Attachment, ...] = (),
) -> Page:
    """Return the page that lists the work of some units' sections, with its ending and who answers."""
    return Page(
        ward=sender.ward_full,
        heading=heading,
        salutation=salutation,
        intro=(intro,),
        blocks=blocks_of(sections, sender=sender, today=today, units=units),
        closing=closing_of(sections, attachments),
        contact=contact_of(sender),
        footer=footer_of(sender),
    )


def compose_round(
    mail: RoundMail,
    sender: Sender,
    *,
    message_id: str,
    now: datetime,
    references: tuple[str, ...] = (),
) -> Message:
    """Compose all that one address is told in one round, decisions and officer's news too.

    Raises:
        KeyError: a decision of a kind that ``phrases.NEWS`` does not know.
    """
    today = wording.day_short(mail.today)
    units = units_of(mail.sections)
    page = work_page(
        mail.sections,
        sender,
        heading=heading_of(mail),
        salutation=_greeting(mail, units),
        intro=_intro(mail, units).format(ward=sender.ward_full, today=today, unit="; ".join(units)),
        units=units,
        today=mail.today,
        attachments=mail.attachments,
    )
    return finish(
        page,
        to=mail.to,
        subject=subject_of_round(mail, sender),
        sender=sender,
        message_id=message_id,
        now=now,
        references=references,
        attachments=mail.attachments,
    )


def _greeting(mail: RoundMail, units: tuple[str, ...]) -> tuple[str, ...]:
    if any(section.kind in ABOUT_OTHERS for section in mail.sections):
        return greet_person(mail.to, mail.title)
    return greet_units(mail.to, mail.title, units)


def _intro(mail: RoundMail, units: tuple[str, ...]) -> str:
    kind = mail.kind
    if kind == "escalation":
        return phrases.INTRO_SHEET
    if kind in {"officer", "silence"}:
        return phrases.INTRO_ANSWER
    polite = len(units) <= _NAMED_UNITS and mail.is_request
    if kind == "handover":
        return phrases.INTRO_HANDOVER_POLITE if polite else phrases.INTRO_HANDOVER
    if kind == "decisions" and is_about_dates(mail):
        return phrases.INTRO_DATES_POLITE if polite else phrases.INTRO_DATES
    if kind == "decisions" and is_about_succession(mail):
        return phrases.INTRO_SUCCESSION_POLITE if polite else phrases.INTRO_SUCCESSION
    if kind == "decisions":
        return phrases.INTRO_DECISIONS_POLITE if polite else phrases.INTRO_DECISIONS
    return phrases.INTRO_POLITE if polite else phrases.INTRO


def compose_assignment(
    mail: AssignmentMail,
    sender: Sender,
    *,
    message_id: str,
    now: datetime,
    references: tuple[str, ...] = (),
) -> Message:
    """Compose the mail that gives a recipient all its work after a plan was confirmed."""
    sections = (Section(SectionKind.ASSIGNMENT, None, mail.items),)
    units = units_of(sections)
    polite = all_requested(mail.items)
    intro = phrases.INTRO_PLAN_POLITE if polite else phrases.INTRO_PLAN
    page = work_page(
        sections,
        sender,
        heading="Đề nghị phối hợp thực hiện kế hoạch" if polite else "Giao nhiệm vụ theo kế hoạch",
        salutation=greet_units(mail.to, mail.title, units),
        intro=intro.format(plan=mail.plan_name, ward=sender.ward_full, unit="; ".join(units)),
        units=units,
        today=now.date(),
        attachments=mail.attachments,
    )
    return finish(
        page,
        to=mail.to,
        subject=subject_of_assignment(mail, sender),
        sender=sender,
        message_id=message_id,
        now=now,
        references=references,
        attachments=mail.attachments,
    )
