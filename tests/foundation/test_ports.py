"""The shared port of the web processes."""

import socket

import pytest

from pendopo.project.launcher import ports
from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.launcher.web import shared_socket

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> int:
    """A port on which somebody else listens."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_refused_when_it_was_asked_for(taken: int) -> None:
    with pytest.raises(LauncherFault, match=f"Port {taken}"):
        ports.reserve(HOST, taken, exactly=True)


def test_the_next_free_port_is_taken_when_none_was_asked_for(taken: int) -> None:
    with ports.reserve(HOST, taken, exactly=False) as kept:
        assert kept.getsockname()[1] > taken


def test_a_reserved_port_is_taken_for_others_and_free_for_our_processes(taken: int) -> None:
    with ports.reserve(HOST, taken, exactly=False) as kept:
        port = kept.getsockname()[1]
        with pytest.raises(LauncherFault):
            ports.reserve(HOST, port, exactly=True)
        with shared_socket(HOST, port) as one, shared_socket(HOST, port) as two:
            one.listen()
            two.listen()


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(LauncherFault, match="no address of this machine"):
        ports.reserve("no.such.host.invalid", 8000, exactly=True)
