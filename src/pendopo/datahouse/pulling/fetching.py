"""One fetch: by the kind of its source, into a file, within limits; every fault in plain words, none with a secret."""

from collections.abc import Callable
from pathlib import Path

from pendopo.datahouse.domain.sources import Source, Target
from pendopo.datahouse.pulling.limits import Fetched, FetchLimits, Wish
from pendopo.datahouse.pulling.mysql import fetch_mysql
from pendopo.datahouse.pulling.postgres import fetch_postgres
from pendopo.datahouse.pulling.sftp import fetch_sftp
from pendopo.datahouse.pulling.web import fetch_web

_BY_SOURCE: dict[Source, Callable[[Wish, Path, FetchLimits], Fetched]] = {
    Source.POSTGRESQL: fetch_postgres,
    Source.MYSQL: fetch_mysql,
    Source.WEB: fetch_web,
    Source.SFTP: fetch_sftp,
}


def fetch(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """Fetch into a new file in `folder`. Raises `FetchFailed` and `HostNotAllowed`."""
    return _BY_SOURCE[wish.target.source](wish, folder, limits)


def try_out(target: Target, secret: str, folder: Path, limits: FetchLimits) -> Fetched:
    """The same with the first rows only: what somebody sees before a connection is kept."""
    return fetch(Wish(target, secret), folder, limits.tried())
