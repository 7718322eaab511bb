"""The processes of one machine: mail sink, board, Prefect server, flow runner."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dondoc.operate.ports import free_port
from dondoc.operate.probe import answers, listens, polled_since
from dondoc.operate.supervise import Child, Say
from dondoc.settings import Settings

#: ISO durations, the one form that every such setting of Prefect reads.
KEEP_RUNS = "P14D"
KEEP_EVENTS = "P3D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where things listen on this machine."""

    board: int
    prefect: int
    sink: int

    @property
    def board_url(self) -> str:
        return f"http://127.0.0.1:{self.board}"

    @property
    def prefect_url(self) -> str:
        return f"http://127.0.0.1:{self.prefect}"


def choose_ports(settings: Settings, *, say: Say) -> Ports:
    """Take the wanted ports, or the next free ones and say so.

    Raises:
        NoFreePort: nothing near a wanted one is free.
    """
    host = settings.board_host
    board = free_port(settings.board_port, title="trang theo dõi", host=host, say=say)
    prefect = free_port(settings.prefect_port, title="Prefect", say=say, taken={board})
    sink = settings.sink_port
    if settings.smtp_host is None:
        sink = free_port(sink, title="hộp thư thử", say=say, taken={board, prefect})
    return Ports(board=board, prefect=prefect, sink=sink)


def environment_for(outside: Mapping[str, str], settings: Settings, ports: Ports) -> dict[str, str]:
    """Return what every child is told: this installation's settings with the ports in use.

    Variables of another Prefect (a server elsewhere, a profile, a key) are left out.
    """
    kept = {name: value for name, value in outside.items() if not name.startswith("PREFECT_")}
    return {
        **kept,
        "PYTHONUNBUFFERED": "1",
        "DONDOC_DATA_DIR": str(settings.data_dir.resolve()),
        "DONDOC_BASE_URL": settings.base_url,
        "DONDOC_BOARD_PORT": str(ports.board),
        "DONDOC_PREFECT_PORT": str(ports.prefect),
        "DONDOC_SINK_PORT": str(ports.sink),
        **_prefect(settings, ports),
    }


def _prefect(settings: Settings, ports: Ports) -> dict[str, str]:
    home = settings.data_dir.resolve() / "prefect"
    return {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"{ports.prefect_url}/api",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(ports.prefect),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # A run every minute leaves many rows: old ones are taken away.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": KEEP_RUNS,
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": KEEP_EVENTS,
    }


def _dondoc(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


def sink(ports: Ports) -> Child:
    """Return the mail server that keeps everything here."""
    return Child(
        name="sink",
        title="Hộp thư thử",
        argv=_dondoc("dondoc", "sink"),
        ready=lambda: listens(ports.sink),
    )


def board(ports: Ports) -> Child:
    """Return the web server of the board."""
    return Child(
        name="board",
        title="Trang theo dõi",
        argv=_dondoc("dondoc", "board"),
        ready=lambda: answers(f"{ports.board_url}/suc-khoe"),
    )


def prefect(ports: Ports) -> Child:
    """Return the Prefect server with its scheduler."""
    return Child(
        name="prefect",
        title="Máy chủ Prefect",
        argv=_dondoc("prefect", "server", "start"),
        ready=lambda: answers(f"{ports.prefect_url}/api/health"),
    )


def flows(ports: Ports, *, since: datetime) -> Child:
    """Return the flow runner; it is ready once it asks for work after ``since``."""
    return Child(
        name="flows",
        title="Bộ chạy lịch",
        argv=_dondoc("flows.serve"),
        ready=lambda: polled_since(f"{ports.prefect_url}/api", since),
    )
