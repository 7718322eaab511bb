"""The mail after a plan was amended: only what changes for its reader, each thing once."""

from datetime import datetime

from notifications.blocks import units_of
from notifications.compose import finish, greet_units, work_page
from notifications.message import Message
from notifications.subjects import all_requested, subject_of_amendment
from notifications.views import AmendmentMail, Section, SectionKind, Sender

HEADING = "Kế hoạch được sửa đổi, bổ sung"
INTRO = (
    "{basis}, {plan} có thay đổi. {ward} thông báo những thay đổi đối với nhiệm vụ của {unit} như "
    "sau. Các nhiệm vụ khác đã giao giữ nguyên."
)
INTRO_POLITE = (
    "{basis}, {plan} có thay đổi. {ward} trân trọng thông tin tới {unit} những thay đổi về nội dung "
    "đề nghị phối hợp như sau; các nội dung khác giữ nguyên. Rất mong tiếp tục nhận được sự quan tâm."
)


def compose_amendment(
    mail: AmendmentMail,
    sender: Sender,
    *,
    message_id: str,
    now: datetime,
    references: tuple[str, ...] = (),
) -> Message:
    """Compose the mail that tells a recipient what an amendment changes."""
    sections = (Section(SectionKind.AMENDMENT, None, mail.items),)
    units = units_of(sections)
    words = INTRO_POLITE if all_requested(mail.items) else INTRO
    page = work_page(
        sections,
        sender,
        heading=HEADING,
        salutation=greet_units(mail.to, mail.title, units),
        intro=words.format(
            basis=mail.basis, plan=mail.plan_name, ward=sender.ward_full, unit="; ".join(units)
        ),
        units=units,
        today=now.date(),
        attachments=mail.attachments,
    )
    return finish(
        page,
        to=mail.to,
        subject=subject_of_amendment(mail, sender),
        sender=sender,
        message_id=message_id,
        now=now,
        references=references,
        attachments=mail.attachments,
    )
