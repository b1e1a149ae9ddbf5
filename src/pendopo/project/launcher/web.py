"""One web process: uvicorn on a port that several such processes share."""

import argparse
import os
import socket
import sys

import uvicorn

from pendopo.project.launcher.loading import loading

#: Seconds that open requests get to finish when the process is told to stop; event streams never finish.
GRACE_SECONDS = 3


def shared_socket(host: str, port: int, *, right_after_others: bool = True) -> socket.socket:
    """A bound socket that our other processes may bind too; the kernel spreads connections among the listeners.

    `right_after_others` also takes a port on which somebody else's connections have just been closed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    shared = socket.socket(family, socket.SOCK_STREAM)
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(right_after_others))
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    shared.bind((host, port))
    return shared


class TellingServer(uvicorn.Server):
    """A server that writes to a pipe when it listens."""

    def __init__(self, config: uvicorn.Config, ready: int | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._ready is not None:
            os.write(self._ready, b"ready")
            os.close(self._ready)


def serve(host: str, port: int, ready: int | None = None) -> None:
    """Serve until SIGTERM; write to the descriptor `ready` once the port is open.

    The program is loaded before the socket listens, so nobody waits at a closed door.
    """
    config = uvicorn.Config(
        "pendopo.project.asgi:application",
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="auto",
        # Neither addresses nor paths: the path of a ticket is its holder's secret.
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        # `accounts` decides which proxies are believed, for pages and API alike.
        proxy_headers=False,
        backlog=2048,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with loading():
        config.load()
    TellingServer(config, ready).run(sockets=[shared_socket(host, port)])


def main(words: list[str]) -> None:
    """`python -m pendopo.project.launcher.web --port 8000 [--host 127.0.0.1] [--ready-fd N]`."""
    parser = argparse.ArgumentParser(prog="pendopo web process")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ready-fd", type=int)
    options = parser.parse_args(words)
    serve(options.host, options.port, options.ready_fd)


if __name__ == "__main__":
    main(sys.argv[1:])
