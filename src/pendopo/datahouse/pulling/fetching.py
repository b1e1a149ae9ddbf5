"""One fetch: by the kind of its source, into a file, within limits; every fault in plain words, none with a secret."""

from collections.abc import Callable
from pathlib import Path

from pendopo.datahouse.domain.sources import Source, Target
from pendopo.datahouse.pulling.limits import Fetched, FetchLimits, Wish

Fetcher = Callable[[Wish, Path, FetchLimits], Fetched]


def _fetcher(source: Source) -> Fetcher:
    """How a source is fetched from; its library is loaded with the first call."""
    if source is Source.POSTGRESQL:
        from pendopo.datahouse.pulling.postgres import fetch_postgres

        return fetch_postgres
    if source is Source.MYSQL:
        from pendopo.datahouse.pulling.mysql import fetch_mysql

        return fetch_mysql
    if source is Source.WEB:
        from pendopo.datahouse.pulling.web import fetch_web

        return fetch_web
    from pendopo.datahouse.pulling.sftp import fetch_sftp

    return fetch_sftp


def fetch(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """Fetch into a new file in `folder`. Raises `FetchFailed` and `HostNotAllowed`."""
    return _fetcher(wish.target.source)(wish, folder, limits)


def try_out(target: Target, secret: str, folder: Path, limits: FetchLimits) -> Fetched:
    """The same with the first rows only: what somebody sees before a connection is kept."""
    return fetch(Wish(target, secret), folder, limits.tried())
