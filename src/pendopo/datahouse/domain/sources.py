"""Where the house fetches data from: a database, a web address or a file server of an agency.

Only hosts that the operator has listed are ever called (`allowed`): otherwise a form would let anybody knock on
every door of the internal network.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from pendopo.datahouse.domain.source_query import checked_query
from pendopo.kernel.errors import DomainError, Invalid, Kind


class Source(StrEnum):
    """What is called."""

    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    WEB = "web"
    SFTP = "sftp"


class Every(StrEnum):
    """How often it is called."""

    HOUR = "jam"
    DAY = "hari"
    WEEK = "minggu"
    MONTH = "bulan"


PORTS = {Source.POSTGRESQL: 5432, Source.MYSQL: 3306, Source.WEB: 443, Source.SFTP: 22}
_DAYS = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 30}
#: Times that a fetch is tried again before it waits for its next turn, and the minutes between.
RETRIES = (5, 20, 60)
#: Turns that may fail one after another before the house stops by itself and asks for a look.
PATIENCE = 10
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")


class HostNotAllowed(DomainError):
    """The operator has not listed this host."""

    code = "host-not-allowed"
    kind = Kind.INVALID
    message = (
        "Alamat {host}:{port} belum diizinkan. Minta pengelola sistem menambahkannya pada PENDOPO_PULL_HOSTS."
    )


class FetchFailed(DomainError):
    """The other side did not give what was asked; `why` says what to do."""

    code = "fetch-failed"
    kind = Kind.UNAVAILABLE
    message = "Data tidak dapat diambil: {why}."


@dataclass(frozen=True)
class Target:
    """What is fetched. For databases `query` is one SELECT; else `path` is the address or file.

    `since` names the column by which only what is new is asked for; `host_key` pins a file server.
    """

    source: Source
    host: str
    port: int
    user: str = ""
    database: str = ""
    query: str = ""
    path: str = ""
    since: str = ""
    host_key: str = ""
    secure: bool = True

    @property
    def address(self) -> str:
        """For people: where it is, without any secret."""
        return f"{self.host}:{self.port}" + (f"/{self.database}" if self.database else "")

    def as_json(self) -> dict[str, object]:
        """As it is kept; secrets are not part of it."""
        return asdict(self) | {"source": self.source.value}


def target_from(facts: Mapping[str, object]) -> Target:
    """The target that `as_json` gave."""
    return Target(**{**facts, "source": Source(str(facts["source"]))})  # type: ignore[arg-type]


def checked(target: Target, hosts: Sequence[str]) -> Target:
    """The target itself when it may be fetched. Raises `Invalid` with the field, and `HostNotAllowed`."""
    if not _HOST.fullmatch(target.host) or not 0 < target.port < 65536:
        raise Invalid("Tulis nama atau alamat IP komputer sumber, tanpa spasi.", field="host")
    if not allowed(target.host, target.port, hosts):
        raise HostNotAllowed(host=target.host, port=target.port, field="host")
    if target.source in (Source.POSTGRESQL, Source.MYSQL):
        _database_fits(target)
    elif not target.path:
        raise Invalid("Tulis alamat atau nama berkas yang diambil.", field="path")
    if target.since and not _WORD.fullmatch(target.since):
        raise Invalid("Nama kolom penanda berisi huruf, angka, dan garis bawah.", field="since")
    return target


def _database_fits(target: Target) -> None:
    if not target.database:
        raise Invalid("Tulis nama basis data.", field="database")
    if not target.user:
        raise Invalid("Tulis nama pengguna yang hanya boleh membaca.", field="user")
    checked_query(target.query, mysql=target.source is Source.MYSQL)


def allowed(host: str, port: int, hosts: Sequence[str]) -> bool:
    """Whether the operator listed `host` for any port ("db.dinkes.go.id") or for this one ("10.1.2.3:5432")."""
    return host.lower() in hosts or f"{host.lower()}:{port}" in hosts


def web_target(address: str, **facts: object) -> Target:
    """The target of a web address. Raises `Invalid` for anything but http and https."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise Invalid("Tulis alamat lengkap seperti https://data.dinkes.go.id/ekspor.csv.", field="path")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Invalid("Nomor porta pada alamat ini tidak terbaca.", field="path") from None
    return Target(
        Source.WEB, parts.hostname, port, path=address.strip(), secure=parts.scheme == "https",
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def next_turn(every: Every, now: datetime) -> datetime:
    """When a fetch that ended well at `now` comes again."""
    return now + (timedelta(hours=1) if every is Every.HOUR else timedelta(days=_DAYS[every]))


def after_failure(every: Every, failures: int, now: datetime) -> datetime | None:
    """When to try again after the `failures`th failure in a row; None: stop, and let a person look."""
    if failures >= PATIENCE:
        return None
    if failures <= len(RETRIES):
        return now + timedelta(minutes=RETRIES[failures - 1])
    return next_turn(every, now)
