"""A ward with one plan in force, and browsers for those who use its board."""

import html
import re
import warnings
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from httpx import Response
from sqlalchemy import inspect, text
from sqlmodel import col, select

from dondoc.board.app import create_app
from dondoc.board.deps import COOKIE, the_now
from dondoc.usecases import confirm, links, sign_in
from dondoc.usecases.actor import SYSTEM
from dondoc.usecases.load_ward import load_ward
from dondoc.usecases.ward_file import WardFile
from dondoc.wiring import App
from models.assignment import Assignment, AssignmentEvent, Evidence, Report
from models.plan import Plan
from models.ward import Person

with warnings.catch_warnings():
    # It asks for a successor of httpx that is not in the lock yet.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

WARD: dict[str, Any] = {
    "ward": {"key": "phuong-4", "name": "Phường 4", "city": "Sa Đéc", "province": "Đồng Tháp"},
    "units": [
        {
            "key": "radio",
            "name": "Cán bộ Đài truyền thanh",
            "contacts": [{"name": "Lê Văn Đài", "email": "dai@phuong4.example"}],
        },
        {
            "key": "web",
            "name": "Trang thông tin điện tử",
            "contacts": [{"name": "Võ Thị Trang", "email": "trang@phuong4.example"}],
        },
        {
            "key": "front",
            "name": "Ủy ban Mặt trận Tổ quốc Việt Nam Phường",
            "requested": True,
            "contacts": [{"name": "Bà Mai", "email": "mttq@phuong4.example"}],
        },
        {"key": "interior", "name": "Cán bộ Nội vụ"},
    ],
    "people": [
        {
            "key": "officer",
            "role": "interior_officer",
            "name": "Trần Thị Nội",
            "email": "noivu@phuong4.example",
            "phone": "0277 3 000 000",
            "unit": "interior",
        },
        {
            "key": "vice",
            "role": "vice_chairman",
            "name": "Nguyễn Văn Phó",
            "email": "pho@phuong4.example",
        },
        {
            "key": "council",
            "role": "council",
            "name": "Phạm Hội Đồng",
            "email": "hoidong@phuong4.example",
        },
    ],
    "waves": [
        {"key": "2025-1", "name": "Đợt 1", "from": "2025-01-01", "to": "2025-06-30",
         "summary": "interim"},
    ],
}  # fmt: skip


def clause(path: str, unit: str, text: str, kind: str, on: str, mode: str = "assign") -> Any:
    name = next(u["name"] for u in WARD["units"] if u["key"] == unit)
    dates = [{"on": on, "phrase": f"trước ngày {on}"}]
    return {
        "path": path,
        "text": text,
        "mode": mode,
        "lead": [{"name": name, "units": [unit]}],
        "support": [],
        "duties": [
            {
                "text": text,
                "kind": kind,
                "cadence": {"form": "dates", "certainty": "stated", "dates": dates},
            }
        ],
    }


DRAFT = {
    "clauses": [
        clause("V.1", "radio", "tuyên truyền trên hệ thống truyền thanh", "propaganda", "2025-03-25"),
        clause("V.2", "web", "đăng tin trên Trang thông tin điện tử", "propaganda", "2025-03-05"),
        clause("V.3", "front", "vận động đoàn viên, hội viên hưởng ứng", "mobilise", "2025-06-16",
               mode="request"),
        clause("V.4", "interior", "tham mưu Hội đồng Thi đua - Khen thưởng", "advise", "2025-03-24"),
        clause("V.5", "web", "báo cáo tháng Giêng", "report", "2025-01-24"),
    ]
}  # fmt: skip


@dataclass
class World:
    """What a test has in its hands."""

    app: App
    board: FastAPI
    now: datetime
    ids: dict[str, int] = field(default_factory=dict)

    def browser(self, **given: Any) -> TestClient:
        """A browser on this machine."""
        given = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 50000)} | given
        return TestClient(self.board, **given)

    def signed_in(self, key: str) -> TestClient:
        """A browser in which this person has signed in."""
        browser = self.browser()
        with self.app.transaction() as session:
            person = session.exec(select(Person).where(Person.key == key)).one()
            code = sign_in.make_code(session, person, now=self.now, hours=1)
            browser.cookies.set(COOKIE, sign_in.use_code(session, code, now=self.now)[0])
        return browser

    def link(self, clause_path: str, address: str = "dai@phuong4.example") -> str:
        """The path that a unit finds in its mail."""
        with self.app.transaction() as session:
            row = session.get_one(Assignment, self.ids[clause_path])
            token = links.token_for(
                session, row, address=address, secret=self.app.voice.secret, now=self.now
            )
        return f"/l/{token}"

    def hand_in(self, browser: TestClient, name: str, content: bytes) -> str:
        """Hand a document in; the path of its page, when nothing is being read any more."""
        form = hidden(browser.get("/ke-hoach/moi").text, "/ke-hoach/moi")
        answer = browser.post(
            "/ke-hoach/moi", data=form, files={"file": (name, content)}, follow_redirects=False
        )
        assert answer.status_code == 303, seen(answer)
        self.board.state.reader.wait()
        return str(answer.headers["location"])

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.now += timedelta(**delta)

    def row(self, clause_path: str) -> Assignment:
        """The assignment of a clause as it is stored."""
        with self.app.reading() as session:
            return session.get_one(Assignment, self.ids[clause_path])

    def history(self, clause_path: str) -> list[tuple[str, str, str]]:
        """Kind, actor and channel of each event of an assignment."""
        with self.app.reading() as session:
            rows = session.exec(
                select(AssignmentEvent)
                .where(AssignmentEvent.assignment_id == self.ids[clause_path])
                .order_by(col(AssignmentEvent.id))
            ).all()
        return [(row.kind, row.actor, row.channel) for row in rows]

    def reports(self, clause_path: str) -> list[Report]:
        """The reports on an assignment."""
        with self.app.reading() as session:
            wanted = Report.assignment_id == self.ids[clause_path]
            return list(session.exec(select(Report).where(wanted).order_by(col(Report.id))).all())

    def evidence(self, report: Report) -> list[Evidence]:
        """The files that came with a report."""
        with self.app.reading() as session:
            wanted = Evidence.report_id == report.id
            return list(session.exec(select(Evidence).where(wanted)).all())

    def dump(self) -> dict[str, list[Any]]:
        """Every row of every table."""
        with self.app.reading() as session:
            names = sorted(inspect(session.connection()).get_table_names())
            return {
                name: sorted(map(repr, session.connection().execute(text(f"SELECT * FROM {name}"))))  # noqa: S608
                for name in names
            }


def make_ward(app: App, now: datetime) -> dict[str, int]:
    """The ward of ``WARD`` with ``DRAFT`` confirmed; its assignments by the paths of clauses."""
    with app.transaction() as session:
        ward = load_ward(session, WardFile.model_validate(WARD), now=now)
        plan = Plan(
            ward_id=ward.id or 0,
            number="12/KH-UBND",
            title="Kế hoạch phát động phong trào thi đua năm 2025",
            year=2025,
            issued_on=date(2025, 1, 6),
            file_name="Kế hoạch 12.txt",
            file_bytes="Kế hoạch".encode(),
            content_hash="0" * 64,
            draft=DRAFT,
            imported_at=now,
        )
        session.add(plan)
        session.flush()
        confirm.confirm(session, plan.id or 0, actor=SYSTEM, now=now)
        session.flush()
        rows = session.exec(select(Assignment)).all()
        return {row.code.split("/")[0]: row.id or 0 for row in rows}


def world_on(app: App, *, ids: dict[str, int], now: datetime) -> World:
    """The board over that ward."""
    board = create_app(app, now=lambda: world.now)
    world = World(app, board, now, dict(ids))
    board.dependency_overrides[the_now] = lambda: world.now
    return world


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to ``action``."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert found, f"no form for {action}"
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found.group())
    return dict(fields)


def send(browser: TestClient, page: str, action: str, **fields: Any) -> Response:
    """Open a page, fill one of its forms in and send it; redirects are not followed."""
    form = hidden(browser.get(page).text, action)
    answer: Response = browser.post(action, data=form | fields, follow_redirects=False)
    return answer


def seen(answer: Response) -> str:
    """The words of a page as a person reads them."""
    body = re.sub(r"<(script|style|head).*?</\1>", " ", answer.text, flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", body)
    return " ".join(html.unescape(plain).split())
