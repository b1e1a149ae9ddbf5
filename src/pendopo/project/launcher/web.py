"""One web process: uvicorn on a port that several such processes share."""

import argparse
import socket
import sys

import uvicorn

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


def serve(host: str, port: int) -> None:
    """Serve until SIGTERM. The program is loaded before the socket listens, so nobody waits at a closed door."""
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
    config.load()
    uvicorn.Server(config).run(sockets=[shared_socket(host, port)])


def main(words: list[str]) -> None:
    """`python -m pendopo.project.launcher.web --port 8000 [--host 127.0.0.1]`."""
    parser = argparse.ArgumentParser(prog="pendopo web process")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args(words)
    serve(options.host, options.port)


if __name__ == "__main__":
    main(sys.argv[1:])
