"""``dondoc up``, ``board``, ``sink``, ``migrate``, ``login``: the installation itself."""

from typing import Annotated

import typer

from dondoc.cli import options
from dondoc.cli.command import command, group
from dondoc.cli.desk import Desk

commands = group()

LOGIN_HOURS = 12

Demo = Annotated[
    bool, typer.Option("--demo", help="Nạp phường mẫu và kế hoạch mẫu nếu chưa có gì.")
]
Port = Annotated[
    int | None,
    typer.Option("--port", metavar="CỔNG", min=1, max=65535, help="Cổng; thay thiết đặt."),
]
PersonKey = Annotated[
    str, typer.Argument(metavar="AI", help="Mã, địa chỉ thư hoặc họ tên của người có vai trò.")
]


@command(commands, "up", "Chạy mọi thứ trên máy này, đến khi bấm Ctrl-C.")
def up(desk: Desk, demo: Demo = False) -> None:
    """Run everything on this machine."""
    import os

    from dondoc.operate.up import run_up

    if desk.database is not None:
        # The children learn it as everything else: from their environment.
        os.environ["DONDOC_DATABASE_URL"] = desk.database
    run_up(with_demo=demo)


@command(commands, "board", "Chạy riêng trang theo dõi.")
def board(desk: Desk, port: Port = None) -> None:
    """Become the board, once settings and database are found in order.

    The board is a surface beside this one, so it is started as a program and not imported.
    """
    import os
    import sys

    from dondoc.cli.faults import WrongUse
    from dondoc.operate.ports import is_free

    app = desk.app()
    app.engine.dispose()
    host, number = app.settings.board_host, port or app.settings.board_port
    if not is_free(number, host=host):
        raise WrongUse(
            f"Không mở được {host}:{number} cho trang theo dõi (đang được dùng). "
            "Đặt cổng khác: --port hoặc DONDOC_BOARD_PORT."
        )
    given = {"DONDOC_DATABASE_URL": desk.database, "DONDOC_BOARD_PORT": port and str(port)}
    environment = os.environ | {name: value for name, value in given.items() if value}
    arguments = [sys.executable, "-m", "dondoc.board"]
    os.execve(sys.executable, arguments, environment)  # noqa: S606 - this very interpreter


@command(commands, "sink", "Chạy riêng hộp thư thử: nhận mọi thư, không gửi đi đâu.")
def sink(_desk: Desk, port: Port = None) -> None:
    """Serve the local mail sink."""
    from dondoc import settings
    from dondoc.cli.faults import WrongUse
    from dondoc.operate.sink import run_sink

    given = settings.load()
    number = port or given.sink_port
    try:
        run_sink(port=number, folder=given.sent_dir)
    except OSError as error:
        raise WrongUse(
            f"Không mở được cổng {number} cho hộp thư thử ({error.strerror}). "
            "Đặt cổng khác: --port hoặc DONDOC_SINK_PORT."
        ) from error


@command(commands, "migrate", "Tạo hoặc nâng cấp cơ sở dữ liệu; dữ liệu được giữ nguyên.")
def migrate(desk: Desk) -> None:
    """Bring the database to today's tables."""
    from models import db

    app = desk.app(check=False)
    db.migrate(app.engine)
    where = app.engine.url.render_as_string(hide_password=True)
    desk.say(f"Cơ sở dữ liệu {where} đã sẵn sàng (phiên bản {db.version_of(app.engine)}).")


@command(commands, "login", "In liên kết đăng nhập dùng một lần.", timed=True, json=True)
def login(desk: Desk, person: PersonKey, ward: options.WardKey = None) -> None:
    """Print a sign-in link for whoever has this machine at hand."""
    from dondoc.cli import places
    from dondoc.usecases import sign_in
    from dondoc.usecases.context import load_ward_context

    app = desk.app()
    with app.transaction() as session:
        context = load_ward_context(session, places.the_ward(session, ward).id or 0)
        chosen = places.person_named(context, person)
        now = desk.now(context.zone)
        code = sign_in.make_code(session, chosen, now=now, hours=LOGIN_HOURS)
    link = f"{app.voice.base_url}/dang-nhap/{code}"
    desk.say(f"{chosen.name}: {link}")
    desk.say(f"Dùng một lần, trong {LOGIN_HOURS} giờ.")
    desk.hand_over({"person": chosen.key, "name": chosen.name, "link": link})
