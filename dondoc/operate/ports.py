"""Chooses ports on this machine, and says so when one is not the expected one."""

import socket
from collections.abc import Callable, Collection

TRIES = 200
LAST_PORT = 65535


class NoFreePort(Exception):
    """No port near the wanted one is free."""


def free_port(
    wanted: int,
    *,
    title: str,
    say: Callable[[str], None],
    host: str = "127.0.0.1",
    taken: Collection[int] = (),
) -> int:
    """Return the wanted port, or the next one that is free; ``title`` says what it is for.

    ``taken`` are ports that are promised to others but not yet open. Between this answer and
    the opening someone else may be quicker; the child that opens it then fails and is
    started again by its supervisor, which says so.

    Raises:
        NoFreePort: nothing is free in a wide range after it.
    """
    for port in range(wanted, min(wanted + TRIES, LAST_PORT + 1)):
        if port not in taken and is_free(port, host=host):
            if port != wanted:
                say(f"Cổng {wanted} ({title}) đang được dùng, chuyển sang {port}.")
            return port
    raise NoFreePort(f"Không còn cổng trống từ {wanted} trở đi cho {title}. Hãy đặt một cổng khác.")


def is_free(port: int, *, host: str = "127.0.0.1") -> bool:
    """Tell whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connection is just fading out is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError:
            return False
    return True
