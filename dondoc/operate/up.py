"""Runs everything on this machine until it is told to stop."""

import os
import signal
import sys
from contextlib import suppress

from dondoc import clock, settings, wiring
from dondoc.operate import children, demo
from dondoc.operate.children import Ports
from dondoc.operate.only_one import only_one
from dondoc.operate.stopping import told_by_any_signal
from dondoc.operate.supervise import Child, Say, Supervisor
from dondoc.usecases import sign_in
from dondoc.wiring import App
from models import db
from models.queries import wards
from models.ward import Person, Role

ROLES = {
    Role.INTERIOR_OFFICER: "Cán bộ Nội vụ",
    Role.VICE_CHAIRMAN: "Phó Chủ tịch",
    Role.CHAIRMAN: "Chủ tịch",
    Role.COUNCIL: "Hội đồng",
}
CODE_HOURS = 12
QUIET = (
    "CHƯA GỬI THƯ: dữ liệu được phục hồi hoặc sao chép từ nơi khác. Khi máy cũ đã ngừng hẳn, "
    "xác nhận bằng lệnh: dondoc takeover."
)
READY_SECONDS = 180


def say_line(line: str) -> None:
    """Print a line at once; a terminal that is gone is no reason to stop."""
    with suppress(OSError, ValueError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def run_up(*, with_demo: bool, say: Say = say_line) -> int:
    """Prepare the data, start every process, keep them alive; 0 after a wanted stop.

    Raises:
        WrongSetting, DatabaseTrouble, NoFreePort, AlreadyRunning: before anything is started.
    """
    wanted = settings.load()
    wanted.data_dir.mkdir(parents=True, exist_ok=True)
    with only_one(wanted.data_dir):
        try:
            with told_by_any_signal():
                _run(wanted, with_demo=with_demo, say=say)
        except KeyboardInterrupt:
            say("Đã dừng. Dữ liệu vẫn còn; chạy lại sẽ tiếp tục từ đây.")
    return 0


def _run(wanted: settings.Settings, *, with_demo: bool, say: Say) -> None:
    ports = children.choose_ports(wanted, say=say)
    here = _with_ports(wanted, ports)
    app = wiring.app(here, check=False)
    say(f"Chuẩn bị cơ sở dữ liệu {app.engine.url.render_as_string()} …")
    db.migrate(app.engine)
    if not wiring.is_at_home(app, now=clock.now()):
        say(QUIET)
    if with_demo:
        demo.prepare(app, say=say, now=clock.now())
    environment = children.environment_for(os.environ, here, ports)
    with Supervisor(log_dir=here.data_dir / "log", say=say, environment=environment) as running:
        try:
            _start(running, app, ports, with_demo=with_demo, say=say)
            while True:
                signal.pause()
        except KeyboardInterrupt:
            say("\nĐang dừng các tiến trình …")
            raise


def _with_ports(wanted: settings.Settings, ports: Ports) -> settings.Settings:
    """Return the settings as they hold on this machine now, the links of mails included."""
    told = wanted.base_url if "DONDOC_BASE_URL" in os.environ else ports.board_url
    return wanted.model_copy(
        update={
            "base_url": told,
            "board_port": ports.board,
            "prefect_port": ports.prefect,
            "sink_port": ports.sink,
        }
    )


def _start(running: Supervisor, app: App, ports: Ports, *, with_demo: bool, say: Say) -> None:
    """Start the children; the board comes first and alone, so that people wait for seconds."""
    board, prefect = children.board(ports), children.prefect(ports)
    if app.settings.smtp_host is None:
        running.start(children.sink(ports))
    running.start(board)
    if _is_ready(running, board, say=say):
        _tell_addresses(app, ports, with_demo=with_demo, say=say)
    say("Đang khởi động Prefect và lịch chạy (nửa phút) …")
    running.start(prefect)
    began = clock.now()
    if not _is_ready(running, prefect, say=say):
        return
    flows = children.flows(ports, since=began)
    running.start(flows)
    if _is_ready(running, flows, say=say):
        say(f"Prefect và lịch chạy đã sẵn sàng: {ports.prefect_url}. Bấm Ctrl-C để dừng.")


def _is_ready(running: Supervisor, child: Child, *, say: Say) -> bool:
    if running.wait_ready(child, seconds=READY_SECONDS):
        return True
    log = running.log_dir / f"{child.name}.log"
    say(f"{child.title} chưa trả lời sau {READY_SECONDS} giây. Xem nhật ký: {log}")
    return False


def _tell_addresses(app: App, ports: Ports, *, with_demo: bool, say: Say) -> None:
    say("")
    say(f"  Trang theo dõi  {ports.board_url}")
    say(f"  Prefect         {ports.prefect_url}")
    if app.settings.smtp_host is None:
        say(f"  Thư đã gửi      {ports.board_url}/hop-thu-thu")
    else:
        say(f"  Thư đi qua      {app.settings.smtp_host}:{app.settings.smtp_port}")
    say("")
    for line in _how_to_sign_in(app, ports, with_demo=with_demo):
        say(f"  {line}")
    say("")


def _how_to_sign_in(app: App, ports: Ports, *, with_demo: bool) -> list[str]:
    with app.transaction() as session:
        people = [p for i in wards.ward_ids(session)[:1] for p in wards.people_of(session, i)]
        if not people:
            return ["Chưa có phường nào. Nạp bằng lệnh: dondoc ward load TỆP"]
        if not with_demo:
            officer = people[0]
            return [
                f"Đăng nhập: mở {ports.board_url}/dang-nhap và nhập địa chỉ thư của mình, "
                f"ví dụ {officer.email}; liên kết đăng nhập được gửi qua thư."
            ]
        now = clock.now()
        lines = [f"Đăng nhập bằng liên kết dùng một lần (trong {CODE_HOURS} giờ):"]
        for person in _one_of_each_role(people):
            code = sign_in.make_code(session, person, now=now, hours=CODE_HOURS)
            lines.append(f"{ROLES[person.role]:<14} {ports.board_url}/dang-nhap/{code}")
        return lines


def _one_of_each_role(people: list[Person]) -> list[Person]:
    first: dict[Role, Person] = {}
    for person in people:
        first.setdefault(person.role, person)
    return list(first.values())
