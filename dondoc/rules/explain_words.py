"""Rungs, news and lines of mails in words, for whoever asks why there was a mail or none."""

from dondoc import wording

#: What a line of a mail says, by its kind; news is named as in the history.
LINES = {
    "reminder": "nhắc việc",
    "overdue": "báo quá hạn",
    "escalation": "báo cáo việc quá hạn",
    "cooperation": "báo nội dung đề nghị phối hợp đã quá hạn",
    "handover": "bàn giao việc đang thực hiện cho đầu mối mới",
    "receipt": "đề nghị xác nhận đã nhận",
    "link-again": "gửi lại liên kết theo yêu cầu",
    "silence": "báo cán bộ: không phản hồi, nên gọi điện",
}
RUNG_STATES = {
    "told": "đã báo",
    "merged": "gộp, không báo riêng",
    "skipped": "không báo",
    "missed": "bỏ qua vì đã quá mốc",
}
_AUDIENCES = {"receipt": "đề nghị xác nhận đã nhận", "resumed": "nhắc lại sau khi tạm ngừng"}


def rung(offset: int, audience: str = "lead") -> str:
    """Return which reminder moment it is; ``offset`` in working days, negative before the day."""
    if audience.startswith("level:"):
        return f"mốc báo cáo vượt cấp {audience.split(':')[1]}, quá hạn {offset} ngày làm việc"
    if audience == "silence":
        return "mốc báo cán bộ nên gọi điện"
    if audience == "receipt":
        return f"mốc {_AUDIENCES[audience]}"
    when = distance(offset)
    return f"mốc {when}, {_AUDIENCES[audience]}" if audience in _AUDIENCES else f"mốc {when}"


def distance(offset: int) -> str:
    """Return how far from the deadline's day a moment lies."""
    if offset == 0:
        return "đúng ngày đến hạn"
    side = "trước hạn" if offset < 0 else "quá hạn"
    return f"{side} {abs(offset)} ngày làm việc"


def line(kind: str, offset: int | None = None) -> str:
    """Return what one line of a mail tells of an assignment."""
    name = LINES.get(kind) or wording.EVENT_NAMES.get(kind, kind)
    if offset is None:
        return name
    if offset > 0 and name.endswith("quá hạn"):
        return f"{name} {offset} ngày làm việc"
    return f"{name}, {distance(offset)}"
