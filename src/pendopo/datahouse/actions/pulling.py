"""One turn of a source: fetch, keep as an arrival, check, and say what came of it."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction

from pendopo.datahouse.actions.arriving import receive
from pendopo.datahouse.actions.inspecting import check_arrival, look_at_columns
from pendopo.datahouse.arriving.folder import blocks
from pendopo.datahouse.arriving.site import House
from pendopo.datahouse.domain.arrivals import Stage, Way
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.sources import Every, after_failure, next_turn, target_from
from pendopo.datahouse.pulling.limits import Fetched, FetchLimits, Wish
from pendopo.datahouse.pulling.secrets import opened
from pendopo.datahouse.store import arrivals as store
from pendopo.datahouse.store.arrivals import Connection, Fetch
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import DomainError

Clock = Callable[[], datetime]
Fetcher = Callable[[Wish, Path, FetchLimits], Fetched]
#: A fetch that has run longer belonged to a process that died.
LONGEST = timedelta(hours=2)
_OUTCOMES = {
    Stage.ACCEPTED: "stored",
    Stage.WAITING: "waits",
    Stage.REFUSED: "refused",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
    # The store is out of reach: the file is here, and is stored as soon as it can be.
    Stage.CHECKING: "waits",
}
_SAID = {
    "stored": "Tersimpan sebagai versi {version}.",
    "waits": "Menunggu Anda memeriksa kolomnya.",
    "refused": "Isinya ditolak; lihat laporannya.",
    "failed": "{problem}",
}


def due(*, now: datetime) -> list[UUID]:
    """Sources whose turn has come."""
    return store.due_sources(now)


def pull(*, house: House, connection: UUID, fetch: Fetcher, limits: FetchLimits, clock: Clock) -> str:
    """Do one turn; its outcome, empty when the source rests or another turn runs."""
    begun = _begin(connection, clock())
    if begun is None:
        return ""
    row, turn = begun
    try:
        with tempfile.TemporaryDirectory(dir=_place(house)) as folder:
            wish = Wish(target_from(row.target), opened(row.secret), row.mark, row.mode == Mode.UPSERT)
            fetched = fetch(wish, Path(folder), limits)
            return _keep(house, row, turn, fetched, clock)
    except DomainError as refusal:
        return _end(row, turn, clock(), "failed", str(refusal), None, None)
    except BaseException:
        _end(
            row,
            turn,
            clock(),
            "failed",
            "Terjadi gangguan di rumah data. Pengelola sistem melihatnya di log.",
            None,
            None,
        )
        raise


def _place(house: House) -> Path:
    house.arrivals.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return house.arrivals.path


def _begin(connection: UUID, now: datetime) -> tuple[Connection, Fetch] | None:
    with transaction.atomic():
        row = store.lock_connection(connection)
        running = store.running_fetch(row)
        if running is not None and now - running.began_at > LONGEST:
            store.end_fetch(running, now, outcome="failed", said="Terputus.", rows=None, arrival=None)
            running = None
        if not row.active or row.way != Way.PULL or running is not None:
            return None
        if store.waits_for_a_look(row):
            store.change_connection(row, next_at=next_turn(Every(row.every), now))
            return None
        return row, store.begin_fetch(row, now)


def _keep(house: House, row: Connection, turn: Fetch, fetched: Fetched, clock: Clock) -> str:
    if fetched.rows == 0:
        return _end(row, turn, clock(), "same", "Tidak ada baris baru.", 0, None)
    ident = receive(
        house=house,
        slug=row.dataset.slug,
        name=fetched.name,
        chunks=blocks(fetched.file),
        announced=fetched.file.stat().st_size,
        mode=Mode(row.mode),
        way=Way.PULL,
        actor=SYSTEM,
        now=clock(),
        connection=row.pk,
    )
    stage = look_at_columns(house=house, arrival=ident, anew=False, now=clock())
    if stage is Stage.CHECKING:
        stage = check_arrival(house=house, arrival=ident, clock=clock)
    arrival, outcome = store.as_it_is(ident), _OUTCOMES[stage]
    if arrival.report and arrival.report.get("repeated"):
        return _end(row, turn, clock(), "same", "Isinya sama dengan versi terakhir.", fetched.rows, ident)
    said = _SAID["failed" if stage is Stage.CHECKING else outcome]
    said = said.format(version=arrival.version, problem=arrival.problem)
    return _end(row, turn, clock(), outcome, said, fetched.rows, ident, mark=fetched.mark)


def _end(
    row: Connection,
    turn: Fetch,
    now: datetime,
    outcome: str,
    said: str,
    rows: int | None,
    arrival: UUID | None,
    *,
    mark: str = "",
) -> str:
    """Note the outcome and set the next turn. After too many failures in a row the source rests."""
    with transaction.atomic():
        locked = store.lock_connection(row.pk)
        every, well = Every(locked.every), outcome in ("stored", "same", "waits")
        failures = 0 if well else locked.failures + 1
        following = next_turn(every, now) if well else after_failure(every, failures, now)
        facts: dict[str, object] = {"failures": failures, "next_at": following}
        if mark and outcome == "stored":
            facts["mark"] = mark
        if following is None:
            facts["active"] = False
        store.change_connection(locked, **facts)
        store.end_fetch(turn, now, outcome=outcome, said=said, rows=rows, arrival=arrival)
    return outcome
