"""When each flow runs: the one table that ``serve``, ``deploy/prefect.yaml`` and tests share.

Nothing is late by more than the distance of two runs, and a run too many does no harm: what
is due is decided from the database, not from the hour at which a run happens.
"""

from dataclasses import dataclass

ZONE = "Asia/Ho_Chi_Minh"
DEPLOYMENT = "dondoc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One flow with its hours; ``title`` is its name in Prefect, ``key`` names its module.

    ``cron`` is read in ``timezone``; it never joins a day of the month with a weekday.
    """

    key: str
    function: str
    title: str
    cron: str
    why: str
    tag: str
    timezone: str = ZONE

    @property
    def entrypoint(self) -> str:
        """The file and the function, as ``prefect deploy`` wants them."""
        return f"flows/{self.key}.py:{self.function}"

    @property
    def tags(self) -> list[str]:
        return ["dondoc", self.tag]


ROUND = Timed(
    key="round",
    function="run_rounds",
    title="Lượt đôn đốc",
    cron="*/10 6-17 * * *",
    why="Mỗi phường có giờ gửi, lịch nghỉ và khung giờ riêng; lượt nào chưa đến giờ thì không làm gì.",
    tag="nhắc việc",
)
NOTIFY = Timed(
    key="notify",
    function="send_decisions",
    title="Thư báo quyết định",
    cron="*/5 6-17 * * *",
    why="Trả lại, gia hạn, điều chuyển được báo trong ngày, sau mười phút chờ để gộp thư.",
    tag="nhắc việc",
)
DELIVER = Timed(
    key="deliver",
    function="send_mails",
    title="Gửi thư",
    cron="* * * * *",
    why="Thư đăng nhập có người đang đợi; thư khác chỉ rời đi trong khung giờ của phường.",
    tag="thư",
)
INCOMING = Timed(
    key="incoming",
    function="read_mails",
    title="Đọc thư đến",
    cron="*/5 * * * *",
    why="Thư báo lỗi, thư trả lời, thư báo vắng mặt đến lúc nào cũng được đọc trong vài phút.",
    tag="thư",
)
DATES = Timed(
    key="dates",
    function="recompute_dates",
    title="Tính lại thời hạn theo lịch làm việc",
    cron="40 5 * * *",
    why="Ngày nghỉ mới công bố được tính vào trước lượt đôn đốc buổi sáng; việc đã nhắc không nhắc lại.",
    tag="lịch",
)
SUMMARIES = Timed(
    key="summaries",
    function="draft_summaries",
    title="Dự thảo báo cáo sơ kết, tổng kết",
    cron="15 6 * * *",
    why="Kỳ kết thúc hôm qua thì sáng nay cán bộ Nội vụ có dự thảo.",
    tag="báo cáo",
)

AUDIT = Timed(
    key="audit",
    function="audit",
    title="Kiểm tra việc chậm",
    cron="*/5 * * * *",
    why="Không có việc gì chậm thì báo cho máy giám sát bên ngoài; không thấy báo là có chuyện.",
    tag="giám sát",
)

TIMETABLE: tuple[Timed, ...] = (DATES, ROUND, NOTIFY, DELIVER, INCOMING, SUMMARIES, AUDIT)
