"""Forms of summaries, feeds and alarms, each with somebody else who comes first."""

from tests.board.clash_directory import OFFICER, at, saved
from tests.board.clashes import Case
from tests.board.world import World, send

SUMMARY = "/tong-hop/1"
NOTES = at(SUMMARY, f"{SUMMARY}/nhan-xet")


def summary(world: World) -> None:
    send(world.signed_in("officer"), "/tong-hop", "/tong-hop/1/2025-1/lap")


CASES: dict[str, Case] = {
    "/tong-hop/{number}/nhan-xet": Case(
        NOTES, {"phan-I": "Phường đã chỉ đạo kịp thời.", "phan-V": "Đề nghị bổ sung kinh phí."},
        saved(NOTES, **{"phan-I": "Đảng ủy đã chỉ đạo."}),
        ("kịp thời", "Đề nghị bổ sung kinh phí.", "chỉ bạn sửa"), (OFFICER, "Đảng ủy đã chỉ đạo."),
        before=summary,
    ),
    "/tong-hop/{number}/duyet": Case(
        at(SUMMARY, f"{SUMMARY}/duyet"), {"number": "45/BC-UBND"},
        saved(NOTES, **{"phan-I": "Đảng ủy đã chỉ đạo."}), ("45/BC-UBND",),
        (OFFICER, "Đảng ủy đã chỉ đạo."), before=summary,
    ),
}  # fmt: skip
