"""The mails about one thing: a summary, a way in, a link sent again, an alarm."""

from datetime import datetime

from dondoc import wording
from notifications import lines, phrases
from notifications.compose import (
    closing_of,
    contact_of,
    finish,
    footer_of,
    greet_person,
    greet_units,
)
from notifications.message import Message
from notifications.page import Action, Block, Fact, Page
from notifications.views import (
    AlarmMail,
    LinkAgainMail,
    LoginMail,
    Section,
    SectionKind,
    Sender,
    SummaryMail,
)


def compose_summary(
    mail: SummaryMail, sender: Sender, *, message_id: str, now: datetime
) -> Message:
    """Compose the mail that carries a signed-off summary as attachments."""
    names = wording.join(attachment.file_name for attachment in mail.attachments)
    page = Page(
        ward=sender.ward_full,
        heading=mail.name,
        salutation=greet_person(mail.to, mail.title),
        intro=(f"{sender.ward_full} trân trọng gửi {mail.name} ({mail.period}).",),
        facts=(
            *(Fact(label, value) for label, value in mail.highlights),
            *((Fact("Tài liệu kèm theo", names),) if names else ()),
        ),
        action=Action("Xem trên trang theo dõi", mail.link) if mail.link else None,
        closing=(phrases.GOODBYE,),
        contact=contact_of(sender),
        footer=footer_of(sender),
    )
    return finish(
        page,
        to=mail.to,
        subject=f"[{sender.ward_name}] {mail.name}",
        sender=sender,
        message_id=message_id,
        now=now,
        attachments=mail.attachments,
    )


def compose_login(mail: LoginMail, sender: Sender, *, message_id: str, now: datetime) -> Message:
    """Compose the way in to the board for the person who has just asked for it."""
    code = (Fact("Mã đăng nhập", mail.code),) if mail.code else ()
    page = Page(
        ward=sender.ward_full,
        heading="Đăng nhập trang theo dõi",
        salutation=greet_person(mail.to, ""),
        intro=("Có yêu cầu đăng nhập trang theo dõi, đôn đốc bằng địa chỉ thư này.",),
        facts=(*code, Fact("Có giá trị đến", wording.moment(mail.valid_until))),
        action=Action("Đăng nhập", mail.link),
        closing=(
            "Nếu không phải Ông/Bà yêu cầu, đề nghị bỏ qua thư này; không ai đăng nhập được khi "
            "chưa mở liên kết. Không chuyển thư này cho người khác.",
            phrases.GOODBYE,
        ),
        contact=contact_of(sender),
        footer=footer_of(sender),
    )
    return finish(
        page,
        to=mail.to,
        subject=f"[{sender.ward_name}] Đăng nhập trang theo dõi",
        sender=sender,
        message_id=message_id,
        now=now,
    )


def compose_link_again(
    mail: LinkAgainMail, sender: Sender, *, message_id: str, now: datetime
) -> Message:
    """Compose the link to one assignment, for the address that is registered for it."""
    item = mail.item
    until = mail.valid_until
    page = Page(
        ward=sender.ward_full,
        heading=f"Gửi lại liên kết, mục {item.clause_path}",
        salutation=greet_units(mail.to, mail.title, (item.unit_name,)),
        intro=(
            f"Theo yêu cầu, {sender.ward_full} gửi lại liên kết của nội dung sau. Liên kết chỉ "
            "được gửi tới địa chỉ đã đăng ký của đơn vị.",
        ),
        facts=(Fact("Liên kết có giá trị đến", wording.moment(until)),) if until else (),
        blocks=(
            Block(
                heading="Nội dung đề nghị phối hợp" if item.requested else "Nhiệm vụ",
                lines=lines.duty_lines((item,), ward=sender.ward_full),
            ),
        ),
        closing=closing_of((Section(SectionKind.ASSIGNMENT, None, (item,)),)),
        contact=contact_of(sender),
        footer=footer_of(sender),
    )
    return finish(
        page,
        to=mail.to,
        subject=f"[{sender.ward_name}] Gửi lại liên kết mục {item.clause_path}, hạn "
        f"{wording.day_short(item.due_at)}",
        sender=sender,
        message_id=message_id,
        now=now,
    )


def compose_alarm(mail: AlarmMail, sender: Sender, *, message_id: str, now: datetime) -> Message:
    """Compose the mail about something that a person must mend."""
    page = Page(
        ward=sender.ward_full,
        heading=f"Cần kiểm tra: {mail.subject}",
        salutation=greet_person(mail.to, ""),
        intro=(mail.what,),
        facts=(*(Fact(label, value) for label, value in mail.facts), Fact("Đề nghị", mail.remedy)),
        action=Action("Mở trang theo dõi", mail.link) if mail.link else None,
        closing=(phrases.GOODBYE,),
        contact=contact_of(sender),
        footer=footer_of(sender),
    )
    return finish(
        page,
        to=mail.to,
        subject=f"[{sender.ward_name}] Cần kiểm tra: {mail.subject}",
        sender=sender,
        message_id=message_id,
        now=now,
    )
