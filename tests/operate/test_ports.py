"""The choice of ports, with real sockets."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from dondoc.operate.ports import NoFreePort, free_port, is_free


@pytest.fixture
def busy() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_taken_as_wanted_and_in_silence() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        wanted = server.getsockname()[1]
    said: list[str] = []

    port = free_port(wanted, title="trang theo dõi", say=said.append)

    assert (port, said) == (wanted, [])


def test_a_port_in_use_is_named_and_the_next_free_one_taken(busy: int) -> None:
    said: list[str] = []

    port = free_port(busy, title="trang theo dõi", say=said.append)

    assert port > busy
    assert is_free(port)
    assert said == [f"Cổng {busy} (trang theo dõi) đang được dùng, chuyển sang {port}."]


def test_a_port_promised_to_a_sibling_is_not_given_twice(busy: int) -> None:
    first = free_port(busy, title="trang theo dõi", say=lambda _: None)

    second = free_port(busy, title="Prefect", say=lambda _: None, taken={first})

    assert second > first


def test_no_free_port_is_an_error_that_names_what_it_was_for() -> None:
    with pytest.raises(NoFreePort) as caught:
        free_port(65535, title="hộp thư thử", say=lambda _: None, taken={65535})

    assert str(caught.value) == (
        "Không còn cổng trống từ 65535 trở đi cho hộp thư thử. Hãy đặt một cổng khác."
    )
