"""Subject lines: the ward, what it is, the day, how many."""

from collections.abc import Iterable

from dondoc import wording
from notifications import moved, succession
from notifications.views import AmendmentMail, AssignmentMail, Item, RoundMail, SectionKind, Sender

_TITLES = {
    "escalation": "Báo cáo việc quá hạn",
    "overdue": "Đôn đốc",
    "reminder": "Nhắc việc",
    "decisions": "Kết quả xử lý",
    "amendment": "Kế hoạch được sửa đổi",
    "officer": "Việc chờ xử lý",
    "silence": "Nên gọi điện",
    "handover": "Bàn giao đầu mối",
    "receipt": "Xác nhận đã nhận việc",
    "assignment": "Giao nhiệm vụ",
}
_HEADINGS = {**_TITLES, "overdue": "Đôn đốc thực hiện nhiệm vụ"}
_POLITE_TITLE = "Đề nghị phối hợp"
_DATES_TITLE = "Điều chỉnh thời hạn"
_POLITE_KINDS = ("overdue", "reminder", "receipt", "assignment")
#: Open work that is not about to be due, and how a subject counts it.
_OPEN = (
    (SectionKind.RECEIPT, "chưa xác nhận đã nhận"),
    (SectionKind.HANDOVER, "đang thực hiện"),
    (SectionKind.ASSIGNMENT, "mới"),
)
#: How many decisions a subject names one by one.
_NAMED = 2
#: How many kinds of changes a subject names one by one.
_NAMED_CHANGES = 3


def title_of(mail: RoundMail) -> str:
    """Return what the mail is, as *Nhắc việc* or *Đề nghị phối hợp*."""
    kind = mail.kind
    if kind == "decisions" and is_about_dates(mail):
        return _DATES_TITLE
    if kind == "decisions" and is_about_succession(mail):
        return succession.TITLE_POLITE if mail.is_request else succession.TITLE
    polite = kind in _POLITE_KINDS and mail.is_request
    return _POLITE_TITLE if polite else _TITLES[kind]


def heading_of(mail: RoundMail) -> str:
    """Return the heading inside the mail, fuller than the title in the subject."""
    title = title_of(mail)
    own = title in (_POLITE_TITLE, _DATES_TITLE, succession.TITLE, succession.TITLE_POLITE)
    heading = title if own else _HEADINGS[mail.kind]
    return f"{heading} ngày {wording.day_short(mail.today)}"


def is_about_dates(mail: RoundMail) -> bool:
    """Tell whether its decisions are what follows from one change of dates."""
    return moved.are_moves(_of(mail, SectionKind.DECISIONS))


def is_about_succession(mail: RoundMail) -> bool:
    """Tell whether its decisions are what follows from one reorganisation."""
    return succession.is_succession(_of(mail, SectionKind.DECISIONS))


def all_requested(items: Iterable[Item]) -> bool:
    """Tell whether nothing here was ordered."""
    return all(item.requested for item in items)


def subject_of_round(mail: RoundMail, sender: Sender) -> str:
    """Return as ``[Phường 4] Nhắc việc 20/02/2026: 03 nhiệm vụ sắp đến hạn``."""
    what = ", ".join(_counts(mail)) or "không có việc quá hạn"
    return f"[{sender.ward_name}] {title_of(mail)} {wording.day_short(mail.today)}: {what}"


def subject_of_assignment(mail: AssignmentMail, sender: Sender) -> str:
    """Return as ``[Phường 4] Giao nhiệm vụ theo Kế hoạch số 12/KH-UBND: 04 nhiệm vụ``."""
    polite = all_requested(mail.items)
    title = _POLITE_TITLE if polite else _TITLES["assignment"]
    what = wording.count(len(mail.items), "nội dung" if polite else "nhiệm vụ")
    return f"[{sender.ward_name}] {title} theo {mail.plan_short}: {what}"


def subject_of_amendment(mail: AmendmentMail, sender: Sender) -> str:
    """Return as ``[Phường 4] Sửa đổi Kế hoạch số 12/KH-UBND: 02 nhiệm vụ mới, 01 đổi thời hạn``."""
    noun = "nội dung" if all_requested(mail.items) else "nhiệm vụ"
    what = ", ".join(changes_in(mail.items, noun))
    return f"[{sender.ward_name}] Sửa đổi {mail.plan_short}: {what}"


_CHANGES = (
    ("amended-new", "mới"),
    ("amended-to", "nhận từ đơn vị khác"),
    ("amended-due", "đổi thời hạn"),
    ("amended-text", "đổi nội dung"),
    ("amended-from", "chuyển đơn vị khác"),
    ("amended-off", "không tiếp tục"),
)


def changes_in(items: Iterable[Item], noun: str) -> list[str]:
    """Return the counts of what an amendment changed; the noun stands in the first one only."""
    found = list(items)
    parts: list[str] = []
    for kind, words in _CHANGES:
        number = sum(item.kind == kind for item in found)
        if number:
            counted = wording.number(number) if parts else wording.count(number, noun or "nhiệm vụ")
            parts.append(f"{counted} {words}")
    # A subject is read on a phone.
    return parts if len(parts) <= _NAMED_CHANGES else [wording.count(len(found), "thay đổi")]


def _of(mail: RoundMail, kind: SectionKind) -> tuple[Item, ...]:
    return mail.of_kind.get(kind, ())


def _counts(mail: RoundMail) -> list[str]:
    told, noun = mail.of_kind, "nội dung" if mail.is_request else "nhiệm vụ"
    parts = _sheet_counts(mail) + _rung_counts(mail, noun)
    if items := told.get(SectionKind.DECISIONS):
        parts += _decisions(items, noun, among_others=mail.kind != "decisions")
    if items := told.get(SectionKind.AMENDMENT):
        parts += changes_in(items, "")
    if items := told.get(SectionKind.ANSWER):
        parts += _answers(items)
    if items := told.get(SectionKind.SILENCE):
        parts.append(f"{wording.count(len(items), 'nhiệm vụ')} chưa có phản hồi")
    for kind, words in _OPEN:
        if items := told.get(kind):
            parts.append(f"{wording.count(len(items), noun)} {words}")
    return parts


def _decisions(items: tuple[Item, ...], noun: str, *, among_others: bool) -> list[str]:
    if moved.are_moves(items):
        return moved.counted(items, noun)
    if succession.is_succession(items):
        return succession.counted(items, noun)
    return _news(items, "" if among_others else noun)


def _rung_counts(mail: RoundMail, noun: str) -> list[str]:
    parts: list[str] = []
    late = "chờ thông tin kết quả" if mail.is_request else "quá hạn"
    for kind, words in (
        (SectionKind.OVERDUE, late),
        (SectionKind.TODAY, "đến hạn hôm nay"),
        (SectionKind.SOON, "sắp đến hạn"),
    ):
        if items := _of(mail, kind):
            # The noun is said once; a subject is read on a phone.
            counted = wording.number(len(items)) if parts else wording.count(len(items), noun)
            parts.append(f"{counted} {words}")
    return parts


def _sheet_counts(mail: RoundMail) -> list[str]:
    parts = []
    if items := _of(mail, SectionKind.ESCALATION):
        new = sum(item.is_new for item in items)
        fresh = f" ({wording.number(new)} mới)" if new else ""
        parts.append(f"{wording.count(len(items), 'nhiệm vụ')}{fresh}")
    if items := _of(mail, SectionKind.COOPERATION):
        parts.append(f"{wording.count(len(items), 'nội dung')} đề nghị phối hợp")
    return parts


def _news(items: tuple[Item, ...], noun: str) -> list[str]:
    if len(items) > _NAMED:
        return [wording.count(len(items), noun or "kết quả xử lý")]
    return [f"{wording.EVENT_NAMES[item.kind]} mục {item.clause_path}" for item in items]


def _answers(items: tuple[Item, ...]) -> list[str]:
    asked = sum(item.kind == "asked" for item in items)
    replied = sum(item.kind == "replied" for item in items)
    reported = len(items) - asked - replied
    parts = [f"{wording.count(reported, 'báo cáo')} chờ xác nhận"] if reported else []
    parts += [wording.count(asked, "đề nghị gia hạn")] if asked else []
    return parts + ([wording.count(replied, "thư trả lời")] if replied else [])
