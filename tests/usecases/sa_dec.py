"""Eight wards of Sa Đéc on 1 July 2025, in the middle of a plan year: the play's wards and plan."""

from typing import Any

from dondoc.usecases import confirm
from dondoc.wiring import App
from tests.factories import OFFICER, clause, draft_plan, load, on_dates
from tests.usecases.play import local
from tests.usecases.replanning import END_OF_WAVE, MONTHLY

START = local("2025-03-03 08:00")
HEIR = "phuong-sa-dec"
#: Four wards and three communes, and An Hòa, went together with Phường 4.
PLACES = {
    "phuong-1": "Phường 1", "phuong-2": "Phường 2", "phuong-3": "Phường 3",
    "phuong-4": "Phường 4", "an-hoa": "Phường An Hòa", "tan-quy-dong": "Phường Tân Quy Đông",
    "xa-tan-khanh-dong": "Xã Tân Khánh Đông", "xa-tan-quy-tay": "Xã Tân Quy Tây",
}  # fmt: skip
WAVES = [
    {"key": "2025-1", "name": "Đợt 1", "from": "2025-03-03", "to": "2025-06-30", "summary": "interim"},
    {"key": "2025-2", "name": "Đợt 2", "from": "2025-07-01", "to": "2025-12-31", "summary": "final"},
]  # fmt: skip
#: A plan in words of its own: one report each wave, radio each month, a list in September.
PLAN = [
    clause("V.1", ["culture"], END_OF_WAVE),
    clause("V.2", ["radio"], MONTHLY, kind="propaganda"),
    clause("V.3", ["front", "women"], END_OF_WAVE, mode="request"),
    clause("V.4", ["interior"], on_dates("2025-09-15")),
]
SMALL = [clause("V.1", ["front", "culture"], on_dates("2025-10-15"))]


def ward_text(key: str, name: str) -> str:
    """Return the ward file of a place whose addresses end in its key."""
    kind = name.split(maxsplit=1)[0].lower()
    units = "\n".join(
        f"  - {{key: {unit}, name: {title}, contacts: [{{name: {person}, email: {unit}@{key}.example}}]}}"
        for unit, title, person in (
            ("front", f"Ủy ban Mặt trận Tổ quốc Việt Nam {name}", "Phước"),
            ("women", f"Hội Liên hiệp Phụ nữ {kind}", "Loan"),
            ("culture", "Công chức Văn hóa - Xã hội", "Minh"),
            ("radio", f"Cán bộ Truyền thanh {kind}", "Dũng"),
        )
    )  # fmt: skip
    return f"""
ward: {{key: {key}, name: {name}, city: Sa Đéc, province: Đồng Tháp}}
units:
{units}
  - {{key: interior, name: Cán bộ Nội vụ {kind}}}
people:
  - {{key: officer, role: interior_officer, name: Tám, email: officer@{key}.example, unit: interior}}
  - {{key: vice, role: vice_chairman, name: Bảy, email: vice@{key}.example}}
  - {{key: chair, role: chairman, name: Chín, email: chair@{key}.example}}
"""


#: The new ward: the women's union went into the Front, culture and interior are one office.
NEW_WARD = f"""
ward: {{key: {HEIR}, name: Phường Sa Đéc, province: Đồng Tháp}}
units:
  - key: mat-tran
    name: Ủy ban Mặt trận Tổ quốc Việt Nam phường Sa Đéc
    requested: true
    contacts: [{{name: Hạnh, email: mattran@{HEIR}.example}}]
  - key: van-hoa
    name: Phòng Văn hóa - Xã hội
    aliases: [Công chức Văn hóa - Xã hội]
    contacts: [{{name: Nga, email: vanhoa@{HEIR}.example}}]
people:
  - {{key: officer, role: interior_officer, name: Mười, email: officer@{HEIR}.example, unit: van-hoa}}
  - {{key: chair, role: chairman, name: Hai, email: chair@{HEIR}.example}}
"""


def build(app: App) -> dict[str, Any]:
    """Load the eight wards with a plan each; returns their ids and their plans' ids."""
    ids: dict[str, int] = {}
    plans: dict[str, int] = {}
    for key, name in PLACES.items():
        clauses = PLAN if key == "phuong-4" else SMALL
        with app.transaction() as session:
            ids[key] = load(session, now=START, text=ward_text(key, name))
            plan = draft_plan(
                session, ids[key], clauses, now=START, number=f"{len(plans) + 10}/KH-UBND",
                draft={"clauses": clauses, "waves": WAVES},
            )  # fmt: skip
            confirm.confirm(session, plan.id or 0, actor=OFFICER, now=START)
            plans[key] = plan.id or 0
    return {"ids": ids, "plans": plans}
