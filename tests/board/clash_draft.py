"""Forms that edit a draft, each with somebody else who edits it first."""

from typing import Any

from dondoc.usecases import draft_file
from models.plan import Plan
from tests.board.amending import amending_draft
from tests.board.clash_directory import OFFICER, at, saved
from tests.board.clashes import Case
from tests.board.world import DRAFT, World

PLAN = "/ke-hoach/2"
ELSEWHERE = [
    {"path": "II.2", "text": "Thời gian hoàn thành: quý II/2025", "lead": [],
     "deadlines": [{"phrase": "quý II/2025", "printed": "2025-06-30", "until": "2025-06-30T17:00:00+07:00",
                    "kind": "quarter", "role": "latest", "certainty": "stated"}]},
]  # fmt: skip
GONE = [DRAFT["clauses"][4] | {"path": "V.9", "text": "họp mặt cuối năm"}]


def draft(world: World) -> None:
    """A second plan, not confirmed, with things elsewhere and a clause that was dropped."""
    with world.app.transaction() as session:
        session.add(
            Plan(
                ward_id=1,
                title="Phong trào mới",
                number="20/KH-UBND",
                year=2025,
                content_hash="1" * 64,
                imported_at=world.now,
                draft={**DRAFT, "elsewhere": ELSEWHERE, "dropped": GONE},
            )
        )


def amendment(world: World) -> None:
    assert amending_draft(world) == 2


def clause_page(action: str = "sua-muc", muc: str = "V.1") -> Any:
    return at(f"{PLAN}/{action}?muc={muc}", f"{PLAN}/{action}")


def yaml_of(world: World) -> str:
    with world.app.reading() as session:
        return draft_file.as_yaml(session.get_one(Plan, 2))


def press(action: str) -> Any:
    """The form on the page of the draft."""
    return at(PLAN, f"{PLAN}/{action}")


RENAMED = saved(at(f"{PLAN}/sua-thong-tin", f"{PLAN}/sua-thong-tin"), title="Tên của người kia")
EDITED = saved(
    clause_page(), text="tuyên truyền trên loa phường", **{"d0-text": "phát thanh mỗi ngày"}
)
DROPPED = saved(at(PLAN, f"{PLAN}/bo-muc"), muc="V.5")


def two_parts(world: World) -> None:
    draft(world)
    text = "Giao Đài truyền thanh đưa tin; giao Trang thông tin đăng bài hằng tháng."
    page = f"{PLAN}/them-muc"
    saved(at(page, page), text=text, path="V.8")(world)


MINE = {"d0-text": "tuyên truyền hằng tuần", "d0-way": "periodic", "d0-period": "monthly",
        "d0-day": "10"}  # fmt: skip
WAVES = {"key": ["", ""], "name": ["Đợt xuân", ""], "starts_on": ["2025-02-01", ""],
         "ends_on": ["2025-04-30", ""], "summary": ["interim", "interim"],
         "summary_due": ["", ""]}  # fmt: skip
CASES: dict[str, Case] = {
    "/ke-hoach/{number}/sua-muc": Case(
        clause_page(), MINE, EDITED,
        ("hằng tuần", "hằng tháng", "chỉ người khác sửa"),
        (OFFICER, "tuyên truyền trên loa phường", "phát thanh mỗi ngày"), before=draft,
    ),
    "/ke-hoach/{number}/sua-thong-tin": Case(
        at(f"{PLAN}/sua-thong-tin", f"{PLAN}/sua-thong-tin"), {"title": "Tên của tôi", "year": "2026"},
        RENAMED, ("của tôi", "2026", "chỉ bạn sửa"), (OFFICER, "Tên của người kia"), before=draft,
    ),
    "/ke-hoach/{number}/sua-dot": Case(
        at(f"{PLAN}/sua-dot", f"{PLAN}/sua-dot"), WAVES | {"lam": "luu"},
        saved(at(f"{PLAN}/sua-dot", f"{PLAN}/sua-dot"),
              **(WAVES | {"name": ["Đợt của người kia", ""]}), lam="luu"),
        ("Đợt xuân", "30/04/2025"), (OFFICER, "Đợt của người kia"), before=draft,
    ),
    "/ke-hoach/{number}/tach-muc": Case(
        at(f"{PLAN}/tach-muc?muc=V.8", f"{PLAN}/tach-muc"), {"cho": "14"}, RENAMED,
        ("Tách mục V.8",), (OFFICER,),
        before=two_parts,
    ),
    "/ke-hoach/{number}/them-muc": Case(
        at(f"{PLAN}/them-muc", f"{PLAN}/them-muc"),
        {"text": "Giao Cán bộ Đài truyền thanh đưa tin hằng tháng", "path": "V.6"}, EDITED,
        ("đưa tin hằng tháng", "V.6"), (OFFICER, "phát thanh mỗi ngày"), before=draft,
    ),
    "/ke-hoach/{number}/gop-muc": Case(
        press("gop-muc"), {"muc": "V.1"}, EDITED, ("Gộp mục V.1",), (OFFICER, "phát thanh mỗi ngày"),
        before=draft,
    ),
    "/ke-hoach/{number}/bo-muc": Case(
        press("bo-muc"), {"muc": "V.5"}, DROPPED, ("Bỏ mục V.5",), (OFFICER, "Bỏ mục V.5"),
        before=draft, stays=False,
    ),
    "/ke-hoach/{number}/lay-lai": Case(
        press("lay-lai"), {}, saved(at(PLAN, f"{PLAN}/lay-lai")), ("Lấy lại mục đã bỏ V.9",),
        (OFFICER,), before=draft, stays=False,
    ),
    "/ke-hoach/{number}/viec-khac": Case(
        press("viec-khac"), {"lam": "bo-qua", "so": "0"}, EDITED, ("Không theo dõi việc này",),
        (OFFICER, "phát thanh mỗi ngày"), before=draft,
    ),
    "/ke-hoach/{number}/bo-du-thao": Case(
        at(f"{PLAN}/bo-du-thao", f"{PLAN}/bo-du-thao"), {}, EDITED, ("Bỏ dự thảo",),
        (OFFICER, "phát thanh mỗi ngày"), before=draft,
    ),
    "/ke-hoach/{number}/giao-viec": Case(
        press("giao-viec"), {"issued_on": "2025-02-20"}, EDITED, ("2025-02-20",),
        (OFFICER, "phát thanh mỗi ngày"), before=draft,
    ),
    "/ke-hoach/{number}/du-thao": Case(
        press("du-thao"), {}, EDITED, ("tuyên truyền của tôi",),
        (OFFICER, "tuyên truyền trên loa phường", "phát thanh mỗi ngày"), before=draft,
        files=lambda world: {"file": ("du-thao.yaml", mine_in_yaml(world))},
    ),
    "/ke-hoach/{number}/sua-doi/chon": Case(
        at(f"{PLAN}/sua-doi", f"{PLAN}/sua-doi/chon"), {"of": "1", "scope": "partial"}, RENAMED,
        ("sửa đổi một số mục", "Kế hoạch phát động phong trào thi đua năm 2025"),
        (OFFICER, "Tên của người kia"), before=amendment,
    ),
    "/ke-hoach/{number}/sua-doi/ghep": Case(
        at(f"{PLAN}/sua-doi", f"{PLAN}/sua-doi/ghep"), {"ghep:V.1": "=V.2"}, RENAMED,
        ("thay cho mục V.2",), (OFFICER, "Tên của người kia"), before=amendment,
    ),
}  # fmt: skip


def mine_in_yaml(world: World) -> bytes:
    text = yaml_of(world).replace("tuyên truyền trên hệ thống truyền thanh", "tuyên truyền của tôi")
    return text.encode()
