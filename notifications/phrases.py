"""The sentences of the mails, apart from the code that chooses them.

``{ward}`` is the sender (*UBND Phường 4*), ``{unit}`` who is addressed, ``{by}`` the deadline
in words. A unit is given work (*giao*); a body that the People's Committee cannot order is
asked (*đề nghị phối hợp*), which is why most sentences stand here twice.
"""

from dataclasses import dataclass

from notifications.calendar_file import FILE_NAMES, Method
from notifications.views import SectionKind


@dataclass(frozen=True, slots=True)
class Part:
    """How a section is headed and opened, for a unit and for a requested body."""

    heading: str
    lead: str
    polite_heading: str
    polite_lead: str
    tone: str


PARTS = {
    SectionKind.OVERDUE: Part(
        "Nhiệm vụ quá hạn",
        "Đề nghị {unit} khẩn trương báo cáo kết quả; trường hợp chưa hoàn thành, đề nghị nêu rõ "
        "lý do và thời gian hoàn thành.",
        "Nội dung phối hợp đã qua thời gian đề nghị",
        "Kính đề nghị {unit} quan tâm phối hợp, thông tin kết quả thực hiện để {ward} tổng hợp.",
        "late",
    ),
    SectionKind.TODAY: Part(
        "Nhiệm vụ đến hạn hôm nay",
        "Đề nghị {unit} báo cáo kết quả {by}.",
        "Nội dung phối hợp đến hạn hôm nay",
        "Kính đề nghị {unit} quan tâm phối hợp, thông tin kết quả {by}.",
        "soon",
    ),
    SectionKind.SOON: Part(
        "Nhiệm vụ sắp đến hạn",
        "Đề nghị {unit} báo cáo kết quả {by}.",
        "Nội dung phối hợp sắp đến hạn",
        "Kính đề nghị {unit} quan tâm phối hợp, thông tin kết quả {by}.",
        "soon",
    ),
    SectionKind.RECEIPT: Part(
        "Nhiệm vụ chưa được xác nhận đã nhận",
        "Đề nghị {unit} mở liên kết tại từng mục để xác nhận đã nhận; xác nhận một kỳ là xác nhận "
        "chung cho các kỳ của cùng nhiệm vụ.",
        "Nội dung chưa được xác nhận đã nhận",
        "Kính đề nghị {unit} mở liên kết tại từng mục để xác nhận đã nhận được thư; xác nhận một "
        "kỳ là xác nhận chung cho các kỳ của cùng nội dung.",
        "calm",
    ),
    SectionKind.DECISIONS: Part(
        "Nhiệm vụ đã xử lý",
        "",
        "Nội dung đã xử lý",
        "",
        "calm",
    ),
    SectionKind.HANDOVER: Part(
        "Nhiệm vụ đang thực hiện, chưa hoàn thành",
        "Từ nay thư về các nhiệm vụ sau của {unit} được gửi đến Ông/Bà; mỗi mục có liên kết "
        "riêng để báo cáo.",
        "Nội dung đang phối hợp thực hiện",
        "Từ nay thư về các nội dung sau của {unit} được gửi đến Ông/Bà; mỗi mục có liên kết riêng "
        "để thông tin kết quả.",
        "calm",
    ),
    SectionKind.ASSIGNMENT: Part(
        "Nhiệm vụ được giao",
        "{unit} được giao chủ trì thực hiện các nhiệm vụ sau:",
        "Nội dung đề nghị phối hợp",
        "Kính đề nghị {unit} quan tâm phối hợp thực hiện các nội dung sau:",
        "calm",
    ),
}

SUPPORT_HEADING = "Nhiệm vụ phối hợp thực hiện"
SUPPORT_LEAD = (
    "{unit} được phân công phối hợp với đơn vị chủ trì thực hiện các nhiệm vụ sau; đơn vị chủ "
    "trì là nơi báo cáo kết quả:"
)
SUPPORT_LEAD_POLITE = (
    "Kính đề nghị {unit} quan tâm phối hợp với đơn vị chủ trì thực hiện các nội dung sau; đơn vị "
    "chủ trì là nơi báo cáo kết quả:"
)
BY_EACH_TERM = "đúng thời hạn ghi tại từng mục dưới đây"

SHEET_HEADING = "Nhiệm vụ quá hạn"
SHEET_LEAD = "{count} quá hạn, xếp theo thứ tự của kế hoạch."
SHEET_LEAD_NEW = (
    "{count} quá hạn (trong đó có {new} mới báo cáo lần đầu), xếp theo thứ tự của kế hoạch."
)
SHEET_EMPTY = "Đến ngày {today} không có việc quá hạn."
COOPERATION_HEADING = "Đề nghị phối hợp"
COOPERATION_LEAD = (
    "{count} đã qua thời gian đề nghị nhưng chưa có thông tin kết quả. Đây là các cơ quan, tổ chức "
    "do {ward} đề nghị phối hợp; đề nghị cán bộ phụ trách trao đổi trực tiếp qua điện thoại."
)
SILENCE_HEADING = "Một thời gian không phản hồi, nên gọi điện"
SILENCE_LEAD = (
    "{count} đã được nhắc từ hai lần trở lên mà đơn vị chưa mở liên kết xác nhận, báo cáo hoặc đề "
    "nghị gia hạn; đề nghị gọi điện trao đổi trực tiếp rồi ghi lại kết quả."
)
SILENT = "một thời gian không phản hồi, nên gọi điện"
NOT_GIVEN = "chưa nêu lý do"
NO_CONTACT = "chưa có"

REPORTED_HEADING = "Báo cáo chờ xác nhận"
REPORTED_LEAD = "{count} đang chờ xác nhận hoàn thành hoặc trả lại."
ASKED_HEADING = "Đề nghị gia hạn chờ trả lời"
ASKED_LEAD = "{count} đang chờ đồng ý hoặc từ chối."
REPLIED_HEADING = "Thư trả lời của đơn vị"
REPLIED_LEAD = (
    "{count} đã được ghi vào nhiệm vụ. Thư trả lời không thay cho báo cáo kết quả; nhiệm vụ vẫn giữ "
    "nguyên trạng thái."
)


@dataclass(frozen=True, slots=True)
class News:
    """How one decision is headed, what its note is called, and what its deadline is called.

    An empty label leaves the value out: withdrawn work has no deadline any more.
    """

    title: str
    note_label: str
    due_label: str
    sentence: str = ""
    polite_title: str = ""


NEWS = {
    "returned": News(
        "Báo cáo được trả lại để bổ sung",
        "Lý do",
        "Thời hạn bổ sung",
        polite_title="Kính đề nghị bổ sung kết quả",
    ),
    "granted": News("Đồng ý gia hạn", "Ý kiến", "Thời hạn mới"),
    "shortened": News("Rút ngắn thời hạn", "Lý do", "Thời hạn mới"),
    "refused": News("Không đồng ý gia hạn", "Lý do", "Thời hạn giữ nguyên"),
    "moved": News("Điều chỉnh thời hạn", "Lý do", "Thời hạn mới"),
    "transferred": News("Chuyển đơn vị khác thực hiện", "Lý do", ""),
    "inherited": News(
        "Nhận bàn giao nhiệm vụ đang thực hiện",
        "Lý do",
        "Thời hạn",
        polite_title="Nhận bàn giao nội dung đang phối hợp",
    ),
    "handed-off": News(
        "Bàn giao cho đơn vị khác thực hiện",
        "Lý do",
        "",
        "Liên kết đã gửi trước đây không còn dùng để báo cáo.",
    ),
    "inherited-support": News(
        "Nhận bàn giao việc phối hợp thực hiện",
        "Lý do",
        "Thời hạn",
        polite_title="Nhận bàn giao nội dung phối hợp",
    ),
    "handed-off-support": News("Không còn phối hợp thực hiện", "Lý do", ""),
    "withdrawn": News(
        "Thu hồi, không tiếp tục thực hiện",
        "Lý do",
        "",
        polite_title="Không tiếp tục đề nghị phối hợp",
    ),
    "sleeping": News("Tạm dừng thực hiện", "Chờ", "", "Sẽ có thông báo khi tiếp tục thực hiện."),
    "woken": News("Tiếp tục thực hiện", "Ghi chú", "Thời hạn"),
    "accepted": News(
        "Xác nhận hoàn thành", "Ý kiến", "", "{ward} trân trọng cảm ơn sự phối hợp, thực hiện."
    ),
}


def news_of(kind: str, *, support: bool) -> News:
    """Return the words for one decision; who only supports the work is told in other ones."""
    return (NEWS.get(f"{kind}-support") if support else None) or NEWS[kind]


DUE = "Thời hạn"
DUE_POLITE = "Thời gian đề nghị"
EARLIER = "Kỳ trước chưa báo cáo"
EARLIER_POLITE = "Kỳ trước chưa có thông tin"
#: Before the sentence that tells where a date comes from, in small print.
WHY = "Vì sao ngày này: {derivation}"
DERIVED = "Cách xác định thời hạn"
DERIVED_POLITE = "Cách xác định thời gian"

OPEN_TASK = "Mở nhiệm vụ, báo cáo kết quả"
OPEN_TASK_POLITE = "Mở nội dung, thông tin kết quả"
CONFIRM = "Mở, xác nhận đã nhận"
OPEN_TERM = "Mở kỳ báo cáo này"
OPEN_TERM_POLITE = "Mở nội dung kỳ này"
VIEW_TASK = "Xem nhiệm vụ"
VIEW_TASK_POLITE = "Xem nội dung"
ANSWER_TASK = "Mở để xử lý"

INTRO = "{ward} thông báo tình hình thực hiện nhiệm vụ được giao tính đến ngày {today} như sau:"
INTRO_POLITE = (
    "{ward} trân trọng cảm ơn sự phối hợp của {unit} và xin thông tin các nội dung đề nghị phối "
    "hợp tính đến ngày {today} như sau:"
)
INTRO_HANDOVER = (
    "{ward} gửi Ông/Bà các nhiệm vụ đang thực hiện của {unit} tính đến ngày {today}, để tiếp tục "
    "theo dõi và báo cáo kết quả."
)
INTRO_HANDOVER_POLITE = (
    "{ward} trân trọng gửi Ông/Bà các nội dung đang phối hợp thực hiện của {unit} tính đến ngày "
    "{today}, rất mong Ông/Bà tiếp tục quan tâm."
)
INTRO_DECISIONS = "{ward} thông báo kết quả xử lý các nhiệm vụ như sau:"
INTRO_DECISIONS_POLITE = "{ward} trân trọng thông tin tới {unit} kết quả xử lý như sau:"
INTRO_DATES = (
    "{ward} thông báo điều chỉnh thời hạn thực hiện nhiệm vụ như sau. Các nhiệm vụ khác giữ nguyên "
    "thời hạn."
)
INTRO_DATES_POLITE = (
    "{ward} trân trọng thông tin tới {unit} việc điều chỉnh thời gian đề nghị phối hợp như sau; các "
    "nội dung khác giữ nguyên."
)
INTRO_SUCCESSION = "{ward} thông báo việc bàn giao nhiệm vụ khi sắp xếp tổ chức như sau. Thời hạn đã giao giữ nguyên."
INTRO_SUCCESSION_POLITE = (
    "{ward} trân trọng thông tin tới {unit} việc bàn giao các nội dung phối hợp khi sắp xếp tổ chức như "
    "sau. Thời gian đề nghị giữ nguyên."
)
INTRO_SHEET = "Kính báo cáo Ông/Bà tình hình nhiệm vụ quá hạn tính đến ngày {today} như sau:"
INTRO_ANSWER = "Các việc sau đang chờ Ông/Bà xử lý tính đến ngày {today}:"
INTRO_PLAN = (
    "Căn cứ {plan}, {ward} thông báo nội dung giao nhiệm vụ. Đề nghị tổ chức thực hiện và báo cáo "
    "kết quả đúng thời hạn ghi dưới đây."
)
INTRO_PLAN_POLITE = (
    "Căn cứ {plan}, {ward} trân trọng thông tin nội dung đề nghị phối hợp và thời gian dự kiến, "
    "rất mong nhận được sự quan tâm của {unit}."
)

HOW_TO_REPORT = (
    "Mở liên kết ghi tại từng mục để xác nhận đã nhận, báo cáo kết quả kèm minh chứng hoặc đề nghị "
    "gia hạn; không cần tài khoản, mật khẩu."
)
HOW_TO_REPORT_POLITE = (
    "Mở liên kết ghi tại từng mục để xác nhận đã nhận, thông tin kết quả kèm tài liệu hoặc đề nghị "
    "điều chỉnh thời gian; không cần tài khoản, mật khẩu."
)
KEEP_LINKS = "Mỗi liên kết chỉ dùng cho một mục của nơi nhận; đề nghị không chuyển cho người không liên quan."
#: What each calendar file of a mail is for, by the name of the file.
CALENDAR_FILES = {
    name: words.format(name=name)
    for name, words in (
        (
            FILE_NAMES[Method.PUBLISH],
            "Tệp {name} đính kèm đưa các thời hạn trên vào lịch của điện thoại, máy tính; mở tệp "
            "của thư sau sẽ cập nhật đúng mục cũ.",
        ),
        (
            FILE_NAMES[Method.CANCEL],
            "Tệp {name} đính kèm bỏ khỏi lịch các mục không còn thực hiện.",
        ),
    )
}
PROPOSED = "do {ward} đề xuất, đề nghị có ý kiến nếu chưa phù hợp"
GOODBYE = "Trân trọng./."
CONTACT = "Đầu mối liên hệ: {name}, {title}"
FOOTER = (
    "Thư này do hệ thống theo dõi, đôn đốc của {ward} gửi tự động. Thư trả lời được chuyển tới cán "
    "bộ đầu mối nêu trên."
)
