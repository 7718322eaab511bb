"""Forms about one assignment, each with somebody else who comes first."""

from collections.abc import Callable

from tests.board.clashes import Case
from tests.board.world import World, send

DONE = {"name": "Lê Văn Đài", "text": "Đã phát 12 tin trên loa."}


def at_desk(form: str, clause: str = "V.1") -> Callable[[World], tuple[str, str]]:
    def page(world: World) -> tuple[str, str]:
        path = f"/nhiem-vu/{world.ids[clause]}"
        return path, f"{path}/{form}"

    return page


def at_door(form: str) -> Callable[[World], tuple[str, str]]:
    def page(world: World) -> tuple[str, str]:
        path = world.link("V.1")
        return path, f"{path}/{form}"

    return page


def by_link(form: str, **typed: str) -> Callable[[World], object]:
    def act(world: World) -> object:
        path, action = at_door(form)(world)
        return send(world.browser(), path, action, **typed)

    return act


def by_officer(form: str, clause: str = "V.1", **typed: str) -> Callable[[World], object]:
    def act(world: World) -> object:
        path, action = at_desk(form, clause)(world)
        return send(world.signed_in("officer"), path, action, **typed)

    return act


REPORTED = by_link("bao-cao", **DONE)
TAKEN = by_link("nhan-viec", name="Bà Ba")
ASKED = by_link("gia-han", name="Bà Ba", until="2025-04-01", reason="Loa phường hỏng")
LATER = by_officer("gia-han", until="2025-04-02", text="Tỉnh họp muộn")
BY_OFFICER = "Trần Thị Nội, 08:00, thứ Hai, 03/03/2025, trên trang theo dõi"
BY_LINK = "Bà Ba, 08:00, thứ Hai, 03/03/2025, qua liên kết"

DESK = "/nhiem-vu/{number}/"
DOOR = "/l/{token}/"
CASES: dict[str, Case] = {
    f"{DESK}xac-nhan": Case(
        at_desk("xac-nhan"), {"text": "Làm tốt lắm"}, by_officer("tra-lai", reason="Thiếu ảnh"),
        ("Làm tốt lắm",), (BY_OFFICER, "Trả lại báo cáo", "Thiếu ảnh"), before=REPORTED, stays=False,
    ),
    f"{DESK}tra-lai": Case(
        at_desk("tra-lai"), {"reason": "Thiếu số liệu", "repair_days": "2"}, by_officer("xac-nhan"),
        ("Thiếu số liệu", "Số ngày làm việc để bổ sung"), (BY_OFFICER, "Xác nhận hoàn thành"),
        before=REPORTED, stays=False,
    ),
    f"{DESK}gia-han": Case(
        at_desk("gia-han"), {"until": "2025-04-09", "text": "Chờ hướng dẫn"}, LATER,
        ("09/04/2025", "Chờ hướng dẫn"), (BY_OFFICER, "02/04/2025", "Tỉnh họp muộn"),
    ),
    f"{DESK}khong-gia-han": Case(
        at_desk("khong-gia-han"), {"reason": "Đã muộn"}, LATER, ("Đã muộn",),
        (BY_OFFICER, "Đồng ý gia hạn"), before=ASKED, stays=False,
    ),
    f"{DESK}rut-ngan": Case(
        at_desk("rut-ngan"), {"until": "2025-03-20", "reason": "Tỉnh cần sớm"}, TAKEN,
        ("2025-03-20", "Tỉnh cần sớm"), (BY_LINK,),
    ),
    f"{DESK}ghi-nhan": Case(
        at_desk("ghi-nhan"), {"name": "Ông Đài", "text": "Đã phát 3 tin"}, REPORTED,
        ("Đã phát 3 tin", "Ông Đài"), ("Đã phát 12 tin trên loa.",),
    ),
    f"{DESK}chuyen": Case(
        at_desk("chuyen"), {"unit_key": "web", "reason": "Đài sửa chữa"}, TAKEN,
        ("Trang thông tin điện tử", "Đài sửa chữa"), (BY_LINK,),
    ),
    f"{DESK}tam-dung": Case(
        at_desk("tam-dung"), {"reason": "Hướng dẫn của tỉnh"}, TAKEN, ("Hướng dẫn của tỉnh",),
        (BY_LINK,),
    ),
    f"{DESK}tiep-tuc": Case(
        at_desk("tiep-tuc"), {"until": "2025-04-09", "text": "Tỉnh đã có văn bản"},
        by_officer("tiep-tuc", until="2025-04-02", text="Làm luôn"),
        ("09/04/2025", "Tỉnh đã có văn bản"), (BY_OFFICER, "02/04/2025"),
        before=by_officer("tam-dung", reason="Hướng dẫn của tỉnh"), stays=False,
    ),
    f"{DESK}thu-hoi": Case(
        at_desk("thu-hoi"), {"reason": "Kế hoạch thay đổi"}, REPORTED, ("Kế hoạch thay đổi",),
        ("Đã phát 12 tin trên loa.",),
    ),
    f"{DESK}don-doc": Case(
        at_desk("don-doc", "V.5"), {}, by_officer("don-doc", "V.5"), ("Bắt đầu đôn đốc",),
        (BY_OFFICER,), stays=False,
    ),
    f"{DESK}lien-he": Case(
        at_desk("lien-he"), {"text": "Hứa nộp thứ Sáu"}, TAKEN, ("Hứa nộp thứ Sáu",), (BY_LINK,),
    ),
    f"{DESK}ngung-nhac": Case(
        at_desk("ngung-nhac"), {"until": "2025-03-20", "reason": "Phường ngập"},
        by_officer("ngung-nhac", until="2025-03-14", reason="Bão"), ("20/03/2025", "Phường ngập"),
        (BY_OFFICER, "14/03/2025"),
    ),
    f"{DESK}nhac-lai": Case(
        at_desk("nhac-lai"), {}, by_officer("nhac-lai"), ("Nhắc trở lại",), (BY_OFFICER,),
        before=by_officer("ngung-nhac", until="2025-03-14", reason="Bão"), stays=False,
    ),
    f"{DOOR}nhan-viec": Case(
        at_door("nhan-viec"), {"name": "Ông Tư"}, TAKEN, ("Ông Tư",), (BY_LINK,), who="",
        stays=False,
    ),
    f"{DOOR}bao-cao": Case(
        at_door("bao-cao"), {"name": "Ông Tư", "text": "Đã phát 15 tin.", "figure_name": ["Số tin, bài"],
                             "figure_value": ["15"]},
        REPORTED, ("Ông Tư", "Đã phát 15 tin.", "Số tin, bài: 15"), ("Đã phát 12 tin trên loa.",),
        who="",
    ),
    f"{DOOR}gia-han": Case(
        at_door("gia-han"), {"name": "Ông Tư", "until": "2025-04-09", "reason": "Chờ số liệu"}, LATER,
        ("Ông Tư", "2025-04-09", "Chờ số liệu"), (BY_OFFICER, "02/04/2025"), who="",
    ),
}  # fmt: skip
