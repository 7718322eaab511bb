"""One mail of each kind, as a ward would send it; shared by the golden files and the pictures."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dondoc import wording
from dondoc.rules import pausing
from notifications import notes
from notifications.amended import compose_amendment
from notifications.calendar_file import Method, attached
from notifications.calendar_words import DatedWork, event_of
from notifications.compose import compose_assignment, compose_round
from notifications.message import Address, Attachment, Message, message_id_for
from notifications.views import (
    AlarmMail,
    AmendmentMail,
    AssignmentMail,
    Item,
    LinkAgainMail,
    LoginMail,
    RoundMail,
    Section,
    SectionKind,
    Sender,
    SummaryMail,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 2, 17)
NOW = datetime(2026, 2, 17, 7, 30, tzinfo=ZONE)
WOMEN = "Hội Liên hiệp Phụ nữ Phường"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam Phường"
RADIO = "Cán bộ Truyền thanh Phường"
CULTURE = "Công chức Văn hóa - Xã hội"
RADIO_CLAUSE = (
    "Cán bộ Truyền thanh Phường: Tổ chức tuyên truyền phong trào thi đua qua chuyên mục “Người tốt, "
    "việc tốt”, phản ánh kịp thời các mô hình & cách làm hay."
)
FRONT_CLAUSE = (
    "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam Phường và các đoàn thể đẩy mạnh vận động đoàn viên, "
    "hội viên và Nhân dân hưởng ứng phong trào thi đua."
)

HONG = Address("Nguyễn Thị Hồng", "hong@phuong4.example")
LAM = Address("Lê Văn Lâm", "truyenthanh@phuong4.example")
OFFICER = Address("Trần Văn Minh", "noivu@phuong4.example")
CHAIRMAN = Address("Phạm Thị Ngọc Lan", "chutich@phuong4.example")


def at(day: date, hour: int = 17) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def link(number: int) -> str:
    return f"https://dondoc.phuong4.example/l/token{number:017}"


RADIO_ITEM = Item(
    code="V.4/1@radio#2026-02",
    clause_path="V.4",
    clause_text=RADIO_CLAUSE,
    duty_text="Tuyên truyền phong trào thi đua trên hệ thống truyền thanh",
    unit_name=RADIO,
    due_at=at(date(2026, 2, 25)),
    kind="reminder",
    link=link(1),
    offset=-6,
    proposed=True,
    derivation="Ngày 25 hằng tháng",
)
FRONT_ITEM = Item(
    code="V.2/1@front#2026-1",
    clause_path="V.2",
    clause_text=FRONT_CLAUSE,
    duty_text="Vận động, phối hợp thực hiện phong trào thi đua đợt 1",
    unit_name=FRONT,
    due_at=at(date(2026, 2, 20)),
    kind="reminder",
    link=link(2),
    offset=-3,
    requested=True,
    proposed=True,
    derivation="10 ngày làm việc trước khi kết thúc đợt 1",
)


def ordered(number: int, **changed: object) -> Item:
    item = replace(
        RADIO_ITEM,
        code=f"V.{number}/1@culture#2026-1",
        clause_path=f"V.{number}",
        duty_text=f"Tổ chức hoạt động thi đua theo chuyên đề số {number}",
        unit_name=CULTURE,
        link=link(100 + number),
    )
    return replace(item, **changed)  # type: ignore[arg-type]


def calendar_of(*items: Item, method: Method = Method.PUBLISH) -> Attachment:
    """A calendar file with these items, as the use cases attach one."""
    events = [
        event_of(
            DatedWork(
                uid=item.code, sequence=1, stamped_at=NOW, due_at=item.due_at,
                alarm_at=item.due_at - timedelta(days=1), code=item.code,
                clause_path=item.clause_path, plan="Kế hoạch số 12/KH-UBND",
                duty_text=item.duty_text, unit_name=item.unit_name, requested=item.requested,
                url=item.link or "",
            )
        )
        for item in items
    ]  # fmt: skip
    return attached(events, method=method, organizer=Address("UBND Phường 4", "a@b.example"))


def reminder(sender: Sender) -> Message:
    second = replace(
        RADIO_ITEM,
        code="V.5.a/1@radio#2026-1",
        clause_path="V.5.a",
        duty_text="Phối hợp giám sát, đánh giá kết quả thực hiện ở phường",
        due_at=at(date(2026, 2, 27)),
        expected_at=at(date(2026, 2, 24)),
        offset=-8,
        derivation="Văn bản ghi “mỗi đợt thi đua”; đề xuất 10 ngày làm việc trước khi kết thúc Đợt 1 "
        "(13/03/2026).",
        link=link(3),
        earlier=("tháng 12/2025 (hạn 25/12/2025)", "tháng 01/2026 (hạn 23/01/2026)"),
    )
    mail = RoundMail(
        to=LAM, sections=(Section(SectionKind.SOON, None, (second, RADIO_ITEM)),), today=TODAY
    )
    return compose_round(mail, sender, message_id=the_id("reminder"), now=NOW)


def reminder_requested(sender: Sender) -> Message:
    mail = RoundMail(
        to=HONG, sections=(Section(SectionKind.SOON, None, (FRONT_ITEM,)),), today=TODAY
    )
    return compose_round(mail, sender, message_id=the_id("requested"), now=NOW)


def receipt(sender: Sender) -> Message:
    items = (replace(RADIO_ITEM, kind="receipt"), ordered(5, kind="receipt"))
    mail = RoundMail(to=LAM, sections=(Section(SectionKind.RECEIPT, None, items),), today=TODAY)
    return compose_round(mail, sender, message_id=the_id("receipt"), now=NOW)


def receipt_requested(sender: Sender) -> Message:
    item = replace(FRONT_ITEM, kind="receipt")
    mail = RoundMail(to=HONG, sections=(Section(SectionKind.RECEIPT, None, (item,)),), today=TODAY)
    return compose_round(mail, sender, message_id=the_id("receipt-requested"), now=NOW)


def silence(sender: Sender) -> Message:
    """Two units that do not answer, one of them late, and a report that waits."""
    late = ordered(3, kind="silence", due_at=at(date(2026, 2, 13)), offset=2, days_late=2)
    told = replace(
        late,
        last_contact="trao đổi ngày 09/02/2026: hứa nộp trong tuần",
        call="Lê Văn Lâm, 0912345678",
    )
    asked = replace(FRONT_ITEM, kind="silence")
    waiting = ordered(7, kind="reported", note="Đã phát 12 lượt tin, bài.")
    mail = RoundMail(
        to=OFFICER,
        sections=(
            Section(SectionKind.ANSWER, None, (waiting,)),
            Section(SectionKind.SILENCE, None, (told, asked)),
        ),
        today=TODAY,
        title="Cán bộ Nội vụ",
    )
    return compose_round(mail, sender, message_id=the_id("silence"), now=NOW)


def overdue(sender: Sender) -> Message:
    """One person for two units, with every section that a unit can get."""
    late = ordered(3, kind="overdue", due_at=at(date(2026, 2, 10)), offset=5, days_late=5)
    asked = replace(FRONT_ITEM, kind="overdue", due_at=at(date(2026, 2, 16)), offset=1, days_late=1)
    today = ordered(6, due_at=at(TODAY), offset=0)
    back = ordered(7, kind="returned", note="Thiếu số liệu về số lượt phát thanh.")
    new = ordered(8, kind="assigned", due_at=at(date(2026, 3, 20)), derivation="Ghi trong kế hoạch")
    mail = RoundMail(
        to=HONG,
        sections=(
            Section(SectionKind.ASSIGNMENT, CULTURE, (replace(new, proposed=False),)),
            Section(SectionKind.DECISIONS, CULTURE, (back,)),
            Section(SectionKind.SOON, CULTURE, (ordered(9),)),
            Section(SectionKind.TODAY, CULTURE, (today,)),
            Section(SectionKind.OVERDUE, CULTURE, (late,)),
            Section(SectionKind.OVERDUE, FRONT, (asked,)),
        ),
        today=TODAY,
        title="Phó Chủ tịch Hội Liên hiệp Phụ nữ",
    )
    return compose_round(mail, sender, message_id=the_id("overdue"), now=NOW)


def escalation(sender: Sender) -> Message:
    first = ordered(3, kind="escalation", due_at=at(date(2026, 2, 2)), days_late=11)
    told = replace(
        first,
        reason="Chờ văn bản hướng dẫn của cấp trên.",
        last_contact="đơn vị phản hồi ngày 09/02/2026",
        proposal="Phó Chủ tịch UBND làm việc trực tiếp với đơn vị",
    )
    new = replace(
        RADIO_ITEM,
        kind="escalation",
        due_at=at(date(2026, 2, 6)),
        days_late=7,
        is_new=True,
        earlier=("tháng 12/2025",),
        proposal="Yêu cầu báo cáo bằng văn bản",
        paused=pausing.words(date(2026, 2, 20), "chờ sửa máy phát thanh"),
    )
    asked = replace(FRONT_ITEM, kind="cooperation", due_at=at(date(2026, 2, 4)), days_late=9)
    mail = RoundMail(
        to=OFFICER,
        sections=(
            Section(SectionKind.COOPERATION, None, (asked,)),
            Section(SectionKind.ESCALATION, None, (told, new)),
        ),
        today=TODAY,
        title="Cán bộ Nội vụ",
    )
    return compose_round(mail, sender, message_id=the_id("escalation"), now=NOW)


def escalation_empty(sender: Sender) -> Message:
    mail = RoundMail(
        to=CHAIRMAN,
        sections=(Section(SectionKind.ESCALATION, None, ()),),
        today=TODAY,
        title="Chủ tịch UBND Phường 4",
    )
    return compose_round(mail, sender, message_id=the_id("empty"), now=NOW)


DECISIONS = (
    ("returned", "Thiếu số liệu về số lượt phát thanh và danh sách gương điển hình."),
    ("granted", "Đồng ý theo đề nghị của đơn vị."),
    ("refused", "Thời gian tổng hợp báo cáo của phường không còn."),
    ("moved", "Điều chỉnh theo lịch họp của Hội đồng."),
    ("transferred", "Nhiệm vụ chuyển cho Trang thông tin điện tử Phường."),
    ("withdrawn", "Kế hoạch đã được thay thế."),
    ("sleeping", "hướng dẫn của cấp trên về khen thưởng chuyên đề"),
    ("woken", "Đã có hướng dẫn."),
    ("accepted", "Kết quả tốt."),
)


def decisions(sender: Sender) -> Message:
    items = tuple(
        ordered(number, kind=kind, note=note, unit_name=RADIO, due_at=at(date(2026, 3, number)))
        for number, (kind, note) in enumerate(DECISIONS, start=2)
    )
    mail = RoundMail(to=LAM, sections=(Section(SectionKind.DECISIONS, None, items),), today=TODAY)
    return compose_round(mail, sender, message_id=the_id("decisions"), now=NOW)


HOLIDAY = "Lịch làm việc thay đổi: thứ Sáu 20/02/2026 là ngày nghỉ riêng của đơn vị"


def moved(sender: Sender) -> Message:
    """After a late holiday: one new date, a series of them, work that ends, work that is new."""
    one = ordered(3, kind="moved", note=HOLIDAY, unit_name=RADIO, due_at=at(date(2026, 2, 23)),
                  was=wording.moment(at(date(2026, 2, 20))))  # fmt: skip
    series = [
        replace(one, clause_path="V.4", code=f"V.4/1@radio#2026-{month:02}", link=link(month),
                duty_text=RADIO_ITEM.duty_text, due_at=at(date(2026, month, 26)),
                was=wording.moment(at(date(2026, month, 25))))
        for month in (3, 5)
    ]  # fmt: skip
    helping = replace(one, clause_path="V.5", code="V.5/1@culture#2026-1", support=True,
                      lead_name=CULTURE, link=None)  # fmt: skip
    ended = ordered(6, kind="withdrawn", note=HOLIDAY, unit_name=RADIO, link=None)
    new = ordered(8, kind="assigned", unit_name=RADIO, due_at=at(date(2026, 3, 20)))
    sections = (
        Section(SectionKind.DECISIONS, None, (one, *series, helping, ended)),
        Section(SectionKind.ASSIGNMENT, None, (new,)),
    )
    files = (calendar_of(one, *series, helping, new), calendar_of(ended, method=Method.CANCEL))
    mail = RoundMail(to=LAM, sections=sections, today=TODAY, attachments=files)
    return compose_round(mail, sender, message_id=the_id("moved"), now=NOW)


def moved_requested(sender: Sender) -> Message:
    item = replace(FRONT_ITEM, kind="moved", note=HOLIDAY, due_at=at(date(2026, 2, 23)),
                   was=wording.moment(at(date(2026, 2, 20))))  # fmt: skip
    mail = RoundMail(
        to=HONG, sections=(Section(SectionKind.DECISIONS, None, (item,)),), today=TODAY
    )
    return compose_round(mail, sender, message_id=the_id("moved-2"), now=NOW)


def handover(sender: Sender) -> Message:
    """To a deputy's successor: work that runs late, a series, and an ordinary one."""
    late = ordered(3, kind="handover", due_at=at(date(2026, 2, 9)), days_late=3, offset=3)
    series = [
        replace(late, clause_path="V.4", code=f"V.4/1@culture#2026-{month:02}", link=link(month),
                duty_text=RADIO_ITEM.duty_text, due_at=at(date(2026, month, 25)), days_late=0)
        for month in (2, 3)
    ]  # fmt: skip
    sections = (Section(SectionKind.HANDOVER, None, (late, *series)),)
    mail = RoundMail(to=LAM, sections=sections, today=TODAY, title="Công chức Văn hóa - Xã hội",
                     attachments=(calendar_of(late, *series),))  # fmt: skip
    return compose_round(mail, sender, message_id=the_id("handover"), now=NOW)


def handover_requested(sender: Sender) -> Message:
    item = replace(FRONT_ITEM, kind="handover")
    mail = RoundMail(to=HONG, sections=(Section(SectionKind.HANDOVER, None, (item,)),), today=TODAY)
    return compose_round(mail, sender, message_id=the_id("handover-2"), now=NOW)


def officer(sender: Sender) -> Message:
    reported = ordered(3, kind="reported", note="Đã tổ chức 02 buổi tuyên truyền, 150 lượt người.")
    asked = replace(RADIO_ITEM, kind="asked", note="Gia hạn đến 04/03/2026: hỏng máy phát.")
    mail = RoundMail(
        to=OFFICER,
        sections=(Section(SectionKind.ANSWER, None, (asked, reported)),),
        today=TODAY,
        title="Cán bộ Nội vụ",
    )
    return compose_round(mail, sender, message_id=the_id("officer"), now=NOW)


PLAN = "Kế hoạch số 12/KH-UBND ngày 05/01/2026 về phong trào thi đua yêu nước năm 2026"


def assignment(sender: Sender) -> Message:
    monthly = tuple(
        replace(
            RADIO_ITEM,
            kind="assigned",
            code=f"V.4/1@radio#2026-{month:02}",
            due_at=at(date(2026, month, 25)),
            link=link(month),
        )
        for month in (2, 3, 5, 6)
    )
    sunday = replace(
        monthly[0],
        code="V.4/2@radio#2026-1",
        duty_text="Giới thiệu gương người tốt, việc tốt",
        proposed=False,
        derivation="Kế hoạch ghi “trước ngày 15/6”",
        due_at=at(date(2026, 6, 12)),
    )
    helping = ordered(
        5,
        kind="assigned",
        unit_name=RADIO,
        lead_name="Cán bộ Nội vụ phường",
        support=True,
        link=None,
    )
    mail = AssignmentMail(
        to=LAM,
        plan_name=PLAN,
        plan_short="Kế hoạch số 12/KH-UBND",
        items=(*monthly, sunday, helping),
        attachments=(calendar_of(*monthly, sunday, helping),),
    )
    return compose_assignment(mail, sender, message_id=the_id("assignment"), now=NOW)


def assignment_requested(sender: Sender) -> Message:
    item = replace(FRONT_ITEM, kind="assigned", due_at=at(date(2026, 6, 16)))
    second = replace(item, code="V.2/1@front#2026-2", due_at=at(date(2026, 12, 17)), link=link(4))
    second = replace(second, derivation="10 ngày làm việc trước khi kết thúc đợt 2")
    mail = AssignmentMail(
        to=HONG,
        plan_name=PLAN,
        plan_short="Kế hoạch số 12/KH-UBND",
        items=(item, second),
        title="Chủ tịch",
    )
    return compose_assignment(mail, sender, message_id=the_id("assignment-2"), now=NOW)


BASIS = "Theo văn bản sửa đổi số 30/KH-UBND ngày 10/02/2026"


def amendment(sender: Sender) -> Message:
    kinds = (
        ("amended-new", ""),
        ("amended-to", "Công chức Văn hóa - Xã hội"),
        ("amended-due", "17:00, thứ Tư, 25/02/2026"),
        ("amended-text", "Tuyên truyền phong trào thi đua trên loa phường."),
        ("amended-from", "Trang thông tin điện tử"),
        ("amended-off", ""),
    )
    items = [
        ordered(number, kind=kind, was=was, note=BASIS, unit_name=RADIO,
                link=None if kind in {"amended-from", "amended-off"} else link(number))
        for number, (kind, was) in enumerate(kinds, start=1)
    ]  # fmt: skip
    series = [
        replace(items[2], clause_path="V.7", code=f"V.7/1@radio#2026-{month:02}", link=link(month),
                due_at=at(date(2026, month, 10)), was=wording.moment(at(date(2026, month, 25))))
        for month in (3, 4)
    ]  # fmt: skip
    helping = ordered(8, kind="amended-off", unit_name=RADIO, lead_name="Cán bộ Nội vụ phường",
                      support=True, link=None, note=BASIS)  # fmt: skip
    return compose_amendment(
        AmendmentMail(
            to=LAM, basis=BASIS, plan_name=PLAN, plan_short="Kế hoạch số 12/KH-UBND",
            items=(*items, *series, helping),
        ),
        sender, message_id=the_id("amendment"), now=NOW,
    )  # fmt: skip


def amendment_requested(sender: Sender) -> Message:
    later = replace(FRONT_ITEM, kind="amended-due", was="17:00, thứ Sáu, 20/02/2026", note=BASIS)
    ended = replace(later, kind="amended-off", clause_path="V.3", was="", link=None)
    return compose_amendment(
        AmendmentMail(
            to=HONG, basis=BASIS, plan_name=PLAN, plan_short="Kế hoạch số 12/KH-UBND",
            items=(replace(later, due_at=at(date(2026, 3, 12))), ended), title="Chủ tịch",
        ),
        sender, message_id=the_id("amendment-2"), now=NOW,
    )  # fmt: skip


def summary(sender: Sender) -> Message:
    mail = SummaryMail(
        to=CHAIRMAN,
        name="Báo cáo sơ kết phong trào thi đua đợt 1 năm 2026",
        period="từ ngày 01/01/2026 đến ngày 30/06/2026",
        highlights=(("Tổng số nhiệm vụ", "53"), ("Hoàn thành đúng hạn", "41"), ("Quá hạn", "03")),
        attachments=(Attachment("Báo cáo sơ kết đợt 1.docx", "application/octet-stream", b"PK"),),
        title="Chủ tịch UBND Phường 4",
        link="https://dondoc.phuong4.example/tong-hop/1",
    )
    return notes.compose_summary(mail, sender, message_id=the_id("summary"), now=NOW)


def login(sender: Sender) -> Message:
    mail = LoginMail(
        to=OFFICER,
        link="https://dondoc.phuong4.example/vao/0123456789abcdef",
        valid_until=NOW + timedelta(minutes=30),
    )
    return notes.compose_login(mail, sender, message_id=the_id("login"), now=NOW)


def link_again(sender: Sender) -> Message:
    mail = LinkAgainMail(to=HONG, item=FRONT_ITEM, valid_until=at(date(2026, 3, 31)))
    return notes.compose_link_again(mail, sender, message_id=the_id("link"), now=NOW)


def alarm(sender: Sender) -> Message:
    mail = AlarmMail(
        to=OFFICER,
        subject="địa chỉ thư của Hội Nông dân Phường không nhận được thư",
        what="Máy chủ thư từ chối địa chỉ nongdan@phuong4.example; hệ thống ngừng gửi tới địa chỉ này.",
        facts=(("Máy chủ trả lời", "550 5.1.1 no such user"), ("Số thư chưa gửi được", "02")),
        remedy="Liên hệ đơn vị qua điện thoại và cập nhật địa chỉ trong tệp danh bạ của phường.",
        link="https://dondoc.phuong4.example/hop-thu",
    )
    return notes.compose_alarm(mail, sender, message_id=the_id("alarm"), now=NOW)


def the_id(key: str) -> str:
    return message_id_for(key, "phuong4.example")


KINDS = {
    made.__name__: made
    for made in (
        reminder, reminder_requested, receipt, receipt_requested, silence, overdue, escalation, escalation_empty, decisions, moved,
        moved_requested, handover, handover_requested, officer,
        assignment, assignment_requested, amendment, amendment_requested, summary, login,
        link_again, alarm,
    )
}  # fmt: skip
