"""HTTP to addresses that people typed in: never into our own network, never endless, never to another place.

The address is checked where the connection is made, on the number that is then called: a name that first points
outside and then inside (DNS rebinding) is refused all the same. Redirects are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pendopo.datahouse.domain.neighbour_errors import AddressRefused, AnswerRefused

#: Seconds for each step of a call, and for the whole of it.
STEP, WHOLE = 10.0, 60.0
#: A page of 100 data sets with all their metadata.
MOST_BYTES = 32_000_000
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Answer:
    """What the other side said."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Caller:
    """Calls addresses of the internet, and those hosts of our own network that the operator has listed."""

    own_hosts: tuple[str, ...] = ()
    step: float = STEP
    whole: float = WHOLE
    most_bytes: int = MOST_BYTES

    def get(self, url: str) -> Answer:
        """The answer to GET. Raises `AddressRefused` and `AnswerRefused`."""
        return self._call("GET", url, None, {"Accept": "application/json"})

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer to POST. Raises `AddressRefused` and `AnswerRefused`."""
        return self._call("POST", url, body, headers)

    def _call(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        place = parts_of(url)
        connection = self._connection(place.scheme, place.hostname or "", place.port)
        path = f"{place.path or '/'}{f'?{place.query}' if place.query else ''}"
        try:
            connection.request(method, path, body, {"User-Agent": "pendopo", **headers})
            answer = connection.getresponse()
            return Answer(answer.status, self._read(answer))
        except TimeoutError:
            raise AnswerRefused(why="tidak menjawab dalam waktunya") from None
        except socket.gaierror:
            raise AnswerRefused(why=f"nama {place.hostname} tidak dikenal; periksa ejaannya") from None
        except ssl.SSLError:
            raise AnswerRefused(why="sertifikatnya tidak sah") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise AnswerRefused(why="sambungannya gagal atau terputus") from None
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        connection: Any
        if scheme == "https":
            connection = http.client.HTTPSConnection(
                host, port, timeout=self.step, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=self.step)
        connection._create_connection = self._connected
        return connection  # type: ignore[no-any-return]

    def _connected(self, address: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
        """A connection to the first number of the host that may be called."""
        host, port = address
        fault: OSError | None = None
        for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if host not in self.own_hosts and not is_public(str(place[0])):
                raise AddressRefused(
                    host=host, why="alamat itu ada di jaringan dalam; hanya operator dapat mengizinkannya"
                )
            line = socket.socket(family, kind, protocol)
            line.settimeout(timeout)
            try:
                line.connect(place)
            except OSError as refused:
                line.close()
                fault = refused
            else:
                return line
        raise fault or OSError("no address")

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        until, parts, size = time.monotonic() + self.whole, [], 0
        while block := answer.read(_BLOCK):
            size += len(block)
            if size > self.most_bytes:
                raise AnswerRefused(why=f"jawabannya lebih dari {self.most_bytes // 1_000_000} MB")
            if time.monotonic() > until:
                raise AnswerRefused(why=f"belum selesai menjawab setelah {self.whole:g} detik")
            parts.append(block)
        return b"".join(parts)


def parts_of(url: str) -> Any:
    """The parts of an address that may be called at all. Raises `AddressRefused`."""
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:
        raise AddressRefused(host=url[:80], why="bukan alamat yang benar") from None
    if place.scheme not in ("http", "https") or not place.hostname or port == 0:
        raise AddressRefused(host=url[:80], why="tulis alamat yang diawali https:// atau http://")
    if place.username is not None or any(sign <= " " for sign in url):
        raise AddressRefused(host=place.hostname, why="nama pengguna dan spasi tidak boleh ada di dalamnya")
    return place


def is_public(number: str) -> bool:
    """Whether an IP number belongs to the internet, and not to a network of our own."""
    found = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return bool(inner.is_global and not inner.is_multicast and not inner.is_reserved)
