"""How Vietnamese official writing puts dates, counts, lists and the program's own terms.

Nothing of the project is imported here: the keys of the name tables are the plain values
(``"overdue"``, ``"returned"`` …) that the other layers store.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

STANDING_NAMES = {
    "not_due": "chưa đến hạn",
    "due_soon": "sắp đến hạn",
    "overdue": "quá hạn",
    "waiting": "chờ xác nhận",
    "on_time": "hoàn thành đúng hạn",
    "late": "hoàn thành quá hạn",
    "sleeping": "tạm dừng",
    "cancelled": "thu hồi",
    "transferred": "đã chuyển",
}

STATE_NAMES = {
    "assigned": "đã giao",
    "acknowledged": "đã xác nhận nhận việc",
    "reported": "đã báo cáo, chờ xác nhận",
    "returned": "bị trả lại, chờ báo cáo bổ sung",
    "accepted": "đã xác nhận hoàn thành",
    "sleeping": "tạm dừng",
    "cancelled": "thu hồi",
    "transferred": "đã chuyển đơn vị khác",
}

#: What an amending document does to a clause.
AMENDED_CLAUSE_NAMES = {
    "added": "bổ sung",
    "changed": "sửa đổi",
    "dropped": "bãi bỏ",
    "moved": "đổi vị trí",
    "unchanged": "giữ nguyên",
}

#: What it does to an assignment, in the order in which they are told.
AMENDED_WORK_NAMES = {
    "new": "giao mới",
    "deadline": "đổi thời hạn",
    "moves": "chuyển đơn vị",
    "cancelled": "thu hồi",
    "stays": "tiếp tục",
    "waiting": "đang chờ xác nhận, giữ nguyên",
    "done": "đã kết thúc, giữ nguyên",
}

DUTY_KIND_NAMES = {
    "launch": "phát động",
    "propaganda": "tuyên truyền",
    "mobilise": "vận động",
    "concretise": "cụ thể hóa",
    "coordinate": "phối hợp",
    "supervise": "giám sát",
    "evaluate": "đánh giá",
    "appraise": "thẩm định",
    "commend": "khen thưởng",
    "advise": "tham mưu",
    "summarise": "sơ kết, tổng kết",
    "report": "báo cáo",
    "train": "tập huấn",
    "finance": "kinh phí",
    "other": "khác",
}

#: What happened to an assignment, as a history heads it, and the news that followed from it.
EVENT_NAMES = {
    "assigned": "giao nhiệm vụ",
    "acknowledge": "xác nhận đã nhận nhiệm vụ",
    "report": "báo cáo kết quả",
    "accept": "xác nhận hoàn thành",
    "return": "trả lại báo cáo",
    "ask_extension": "đề nghị gia hạn",
    "extend": "đồng ý gia hạn",
    "refuse_extension": "không đồng ý gia hạn",
    "transfer": "chuyển đơn vị khác",
    "sleep": "tạm dừng",
    "wake": "tiếp tục thực hiện",
    "cancel": "thu hồi",
    "chase": "bắt đầu đôn đốc",
    "acknowledged": "xác nhận đã nhận nhiệm vụ",
    "reported": "báo cáo kết quả",
    "accepted": "xác nhận hoàn thành",
    "returned": "trả lại báo cáo",
    "asked": "đề nghị gia hạn",
    "granted": "đồng ý gia hạn",
    "shortened": "rút ngắn thời hạn",
    "refused": "không đồng ý gia hạn",
    "moved": "điều chỉnh thời hạn",
    "transferred": "chuyển đơn vị khác",
    "sleeping": "tạm dừng",
    "woken": "tiếp tục thực hiện",
    "withdrawn": "thu hồi",
    "replied": "trả lời bằng thư",
    "dispatch": "công văn đôn đốc",
    "reminded": "nhắc việc",
    "escalated": "báo cáo vượt cấp",
    "link_sent": "gửi lại liên kết",
    "amend": "sửa đổi theo văn bản mới",
    "shorten": "rút ngắn thời hạn",
    "replan": "tính lại thời hạn",
    "succeed": "bàn giao khi sắp xếp tổ chức",
    "restore": "khôi phục khi hủy sắp xếp tổ chức",
    "inherited": "nhận bàn giao",
    "handed-off": "bàn giao cho đơn vị kế thừa",
    "pause": "tạm ngừng nhắc",
    "resume": "nhắc trở lại",
    "called": "trao đổi với đơn vị",
    "amended-new": "giao nhiệm vụ theo văn bản sửa đổi",
    "amended-due": "sửa đổi thời hạn",
    "amended-text": "sửa đổi nội dung",
    "amended-to": "nhận từ đơn vị khác",
    "amended-from": "chuyển đơn vị khác",
    "amended-off": "không tiếp tục thực hiện",
}

#: What was done with the ward itself, as its log heads it.
WARD_EVENT_NAMES = {
    "calendar": "thay đổi lịch làm việc",
    "calendar-confirmed": "xác nhận lịch làm việc",
    "waves": "sửa các đợt",
    "cadence": "sửa định kỳ",
    "ladder": "sửa thang nhắc",
    "anchor": "đặt mốc sự kiện",
    "document": "ghi nhận văn bản",
    "contact": "thay đổi đầu mối",
    "absence": "khai báo vắng mặt",
    "unit": "thay đổi đơn vị",
    "reorganisation": "sắp xếp tổ chức",
    "reorganisation-undone": "hủy sắp xếp tổ chức",
    "feed": "thay đổi lịch điện tử",
    "mail-resent": "gửi lại thư",
    "mail-dropped": "bỏ thư",
    "address-lifted": "gửi lại được đến địa chỉ",
    "summary": "báo cáo sơ kết, tổng kết",
    "alarm": "trả lời cảnh báo",
    "plan": "xác nhận kế hoạch",
    "draft": "sửa dự thảo",
    "ward-file": "nạp tệp khai báo",
    "bounce": "ngừng gửi tới địa chỉ bị trả lại",
    "away": "báo vắng mặt (thư tự động)",
    "incoming": "xử lý thư đến",
    "incoming-raw": "xóa bản gốc thư đến",
    "take-over": "tiếp quản sau khi phục hồi",
    "dispatch-drafted": "soạn công văn đôn đốc",
}

#: Where people look for a mail, as it stands in a sentence: “thư này …”.
MAIL_GROUP_NAMES = {
    "waiting": "đang chờ gửi",
    "sent": "đã gửi",
    "parked": "không gửi được",
    "unknown": "không rõ đã đến hay chưa",
    "bounced": "bị trả lại",
    "dropped": "đã bỏ",
}
#: What a mail that came in turned out to be.
INCOMING_NAMES = {
    "bounce": "địa chỉ không nhận thư",
    "passing": "lỗi tạm thời",
    "refused": "bị từ chối",
    "unclear": "không rõ",
    "receipt": "báo chuyển thư",
    "away": "báo vắng mặt",
    "machine": "thư tự động",
    "own": "thư của hệ thống",
    "reply": "thư trả lời",
}
#: How a try to hand a mail over ended.
TRY_NAMES = {
    "sent": "đã gửi",
    "bounced": "bị trả lại",
    "later": "chưa gửi được, sẽ gửi lại",
    "later_recipient": "bị hoãn, sẽ gửi lại",
    "address": "địa chỉ bị từ chối",
    "park": "không gửi được",
    "stop": "dừng gửi mọi thư",
    "doubtful": "không rõ đã đến hay chưa",
}
#: What became of a mail that a person sent again.
RESENT_NAMES = {
    "again": "chờ gửi lại",
    "elsewhere": "báo lại cho người nhận thư hiện nay của đơn vị bằng thư mới",
    "nothing-left": "không gửi, vì không còn nội dung cần báo",
}

#: By which way out somebody is told; empty is as the ward has chosen.
WAY_NAMES = {"": "theo kênh của phường", "mail": "qua thư điện tử", "webhook": "qua cổng gửi tin"}

#: By which way something was done.
CHANNEL_NAMES = {
    "link": "qua liên kết",
    "board": "trên trang theo dõi",
    "phone": "qua điện thoại",
    "mail": "qua thư trả lời",
    "cli": "bằng dòng lệnh",
    "system": "tự động",
}

#: Why a deadline was set.
#: How a wish for more time was answered.
WISH_NAMES = {
    "asked": "đang chờ trả lời",
    "granted": "đồng ý",
    "refused": "không đồng ý",
    "lapsed": "không còn cần trả lời",
}

REVISION_NAMES = {
    "first": "Thời hạn ban đầu",
    "extension": "Gia hạn",
    "return": "Trả lại để bổ sung",
    "wake": "Tiếp tục sau tạm dừng",
    "amended": "Sửa đổi kế hoạch",
    "shortened": "Rút ngắn thời hạn",
    "calendar": "Thay đổi lịch làm việc",
    "waves": "Thay đổi đợt thi đua",
    "cadence": "Thay đổi định kỳ",
    "anchor": "Thay đổi mốc sự kiện",
}

ROLE_NAMES = {
    "interior_officer": "Cán bộ Nội vụ",
    "vice_chairman": "Phó Chủ tịch UBND",
    "chairman": "Chủ tịch UBND",
    "council": "Hội đồng Thi đua - Khen thưởng",
}


def day_short(value: date) -> str:
    """Return ``20/02/2026``; of a datetime its own local day."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def day(value: date) -> str:
    """Return ``thứ Sáu, 20/02/2026``."""
    return f"{WEEKDAYS[value.weekday()]}, {day_short(value)}"


def hour(value: datetime) -> str:
    """Return ``17:00``."""
    return f"{value.hour:02}:{value.minute:02}"


def moment(value: datetime) -> str:
    """Return ``17:00, thứ Sáu, 20/02/2026``; the value must already be in the ward's zone."""
    return f"{hour(value)}, {day(value)}"


def deadline(value: datetime) -> str:
    """Return ``trước 17:00, thứ Sáu, ngày 20/02/2026``, as a letter asks for something."""
    return f"trước {hour(value)}, {WEEKDAYS[value.weekday()]}, ngày {day_short(value)}"


def day_in_letter(value: date) -> str:
    """Return ``ngày 05 tháng 02 năm 2026``: months from 3 to 9 stand without a zero.

    So Decree 30/2020/NĐ-CP writes the date of a document.
    """
    month = f"{value.month:02}" if value.month in (1, 2) else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def span(first: date | None, last: date | None) -> str:
    """Return ``từ 01/01/2025 đến hết 30/06/2025``, or what is known of it."""
    begin = f"từ {day_short(first)}" if first else ""
    end = f"đến hết {day_short(last)}" if last else ""
    return " ".join(part for part in (begin, end) if part)


def number(value: int) -> str:
    """Return ``03`` for 3, ``12`` for 12 and ``0`` for nothing."""
    return f"{value:02}" if 0 < value < 10 else str(value)


def count(value: int, noun: str) -> str:
    """Return ``03 nhiệm vụ``."""
    return f"{number(value)} {noun}"


def join(words: Iterable[str]) -> str:
    """Return ``a, b và c``."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} và {last}" if head else last


def days_late(working_days: int) -> str:
    """Return ``quá hạn 5 ngày làm việc``; below one day only that it is overdue."""
    return f"quá hạn {working_days} ngày làm việc" if working_days > 0 else "đã quá hạn"


def days_passed(working_days: int) -> str:
    """Return ``đã qua 5 ngày làm việc``, for bodies that are asked and not ordered."""
    return (
        f"đã qua {working_days} ngày làm việc" if working_days > 0 else "đã đến thời gian đề nghị"
    )


def days_left(working_days: int) -> str:
    """Return ``còn 3 ngày làm việc``; on the day itself ``đến hạn hôm nay``."""
    return f"còn {working_days} ngày làm việc" if working_days > 0 else "đến hạn hôm nay"


def offset(working_days: int) -> str:
    """Put a rung's signed offset (negative before the deadline) into words."""
    return days_late(working_days) if working_days > 0 else days_left(-working_days)


def short(text: str, limit: int) -> str:
    """Cut ``text`` to at most ``limit`` characters, at a word where there is one, with ``…``."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if text[limit - 1] != " " and " " in head:
        head = head.rsplit(" ", 1)[0]
    return head.rstrip(" ,;:.-–") + "…"


def small(text: str) -> str:
    """Begin small inside a sentence."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """Return ``text`` for searching: small letters without accents, single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
