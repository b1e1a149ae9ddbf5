"""Only hosts that the operator has listed are called, each time anew: the list may have become shorter since."""

import socket

from pendopo.datahouse.domain.sources import FetchFailed, HostNotAllowed, allowed
from pendopo.datahouse.pulling.limits import CONNECT, FetchLimits


def reachable(host: str, port: int, limits: FetchLimits) -> None:
    """Return if the host is listed and somebody listens there. Raises `HostNotAllowed` and `FetchFailed`."""
    permitted(host, port, limits)
    try:
        socket.create_connection((host, port), timeout=CONNECT).close()
    except socket.gaierror:
        raise FetchFailed(why=f"nama {host} tidak dikenal; periksa ejaannya") from None
    except TimeoutError:
        raise FetchFailed(
            why=f"{host} tidak menjawab pada porta {port}; periksa alamat dan dinding apinya"
        ) from None
    except OSError:
        raise FetchFailed(
            why=f"tidak ada yang melayani pada {host} porta {port}; periksa porta dan apakah sumbernya hidup"
        ) from None


def permitted(host: str, port: int, limits: FetchLimits) -> None:
    """Return if the operator has listed the host. Raises `HostNotAllowed`."""
    if not allowed(host, port, limits.hosts):
        raise HostNotAllowed(host=host, port=port)
