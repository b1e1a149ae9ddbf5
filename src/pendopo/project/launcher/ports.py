"""The port that the web processes share."""

import socket

from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.launcher.web import shared_socket

#: How many ports after the usual one are tried when nobody asked for a certain one.
NEXT_PORTS = 50


def reserve(host: str, port: int, *, exactly: bool) -> socket.socket:
    """A bound socket that keeps the port for our processes, also while one of them is being started again.

    `exactly` refuses another port; otherwise the next free one is taken. Raises `LauncherFault`.
    """
    candidates = [port] if exactly else range(port, port + NEXT_PORTS)
    for candidate in candidates:
        if kept := _keep(host, candidate):
            return kept
    raise LauncherFault(f"Port {port} on {host} is in use. Give another one with --port.")


def _keep(host: str, port: int) -> socket.socket | None:
    # The probe does not share, so that another running pendopo counts as somebody, too.
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise LauncherFault(f"Port {port} may only be opened by root. Give one above 1023.") from None
        except socket.gaierror:
            raise LauncherFault(f'"{host}" is no address of this machine.') from None
        except OSError:
            return None
    try:
        return shared_socket(host, port, right_after_others=False)
    except OSError:
        return None
