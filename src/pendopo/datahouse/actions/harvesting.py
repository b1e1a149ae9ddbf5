"""Read catalogues of other sites: page by page, each page one transaction, so that a killed reading goes on."""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.datahouse.calling import Answer
from pendopo.datahouse.calling.web import parts_of
from pendopo.datahouse.domain.harvesting import (
    MOST_PAGES,
    RESUMED_FOR,
    ROWS,
    Found,
    RunState,
    page_address,
    read_page,
    since_of,
)
from pendopo.datahouse.domain.neighbour_errors import AnswerRefused, SourceTaken
from pendopo.datahouse.store import neighbours as store
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.kernel.ids import new_id

Get = Callable[[str], Answer]
Clock = Callable[[], datetime]


def add_source(
    *, actor: Actor, place: Place, title: str, url: str, organizations: tuple[str, ...], now: datetime
) -> UUID:
    """A catalogue that is read from now on, every night.

    Raises `Forbidden`, `Invalid`, `AddressRefused`, `SourceTaken`.
    """
    require(actor, Permission.PUBLISH_DATA, place)
    title, url = title.strip(), url.strip().rstrip("/").removesuffix("/api/3/action").removesuffix("/api/3")
    if not 3 <= len(title) <= 120:
        raise Invalid("Tulis nama katalog, 3 sampai 120 huruf.", field="nama")
    if len(url) > 300:
        raise Invalid("Alamat katalog paling panjang 300 huruf.", field="alamat")
    parts_of(url)
    ident = new_id()
    try:
        with transaction.atomic():
            store.add_source(
                id=ident, title=title, url=url, organizations=list(organizations), made_at=now,
                made_by_id=actor.account_id,
            )  # fmt: skip
    except IntegrityError:
        raise SourceTaken(url=url) from None
    return ident


def set_source_active(*, actor: Actor, place: Place, source: UUID, active: bool) -> None:
    """Stop reading a catalogue and hide what it has, or begin again. Raises `Forbidden`, `UnknownSource`."""
    require(actor, Permission.PUBLISH_DATA, place)
    with transaction.atomic():
        row = store.source(source)
        row.active = active
        row.save(update_fields=["active"])


def harvest(*, source: UUID, get: Get, clock: Clock) -> str:
    """Read a source to its end, or go on where the last reading was interrupted. What came of it, in a word.

    Each page is fetched outside of a transaction. A fault ends the reading and is kept with it; what was taken over
    before stays, and nothing is called gone.
    """
    run = _begin(source, clock())
    try:
        while _turn(run, get, clock):
            pass
    except DomainError as fault:
        return _end(run, clock(), fault=str(fault))
    return RunState.DONE.value


def _begin(source: UUID, now: datetime) -> int:
    """The reading that is under way, or a new one."""
    with transaction.atomic():
        row = store.source(source)
        open_ = store.running(source)
        if open_ is not None and now - open_.began_at < RESUMED_FOR:
            return int(open_.pk)
        if open_ is not None:
            open_.state, open_.ended_at = RunState.FAILED.value, now
            open_.fault = "Pembacaan terhenti di tengah jalan dan sudah terlalu lama untuk dilanjutkan."
            open_.save(update_fields=["state", "ended_at", "fault"])
        since = since_of(store.last_began(source, full=False), store.last_began(source, full=True), now)
        return int(store.begin_run(row, since, now).pk)


def _turn(run: int, get: Get, clock: Clock) -> bool:
    """One page; False at the end. Raises refusals of the call and of its answer."""
    with transaction.atomic():
        row = store.locked_run(run)
        source, since, start, pages = row.source, row.since, row.start, row.pages
    if pages >= MOST_PAGES:
        raise AnswerRefused(why=f"setelah {MOST_PAGES} halaman belum ada halaman kosong")
    answer = get(page_address(source.url, start=start, organizations=source.organizations, since=since))
    try:
        found = _page(answer, source.url)
    except AnswerRefused:
        if since is None or start:
            raise
        # Some catalogues do not understand the filter of changes: then everything is read.
        _read_everything(run)
        return True
    return _take(run, answer.body, found, clock())


def _page(answer: Answer, url: str) -> tuple[Found, ...]:
    if answer.status != 200:
        raise AnswerRefused(why=f"jawabannya berstatus {answer.status}")
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise AnswerRefused(why="jawabannya bukan JSON") from None
    return read_page(body, url)


def _read_everything(run: int) -> None:
    with transaction.atomic():
        row = store.locked_run(run)
        row.since = None
        row.save(update_fields=["since"])


def _take(run: int, body: bytes, found: tuple[Found, ...], now: datetime) -> bool:
    """Write a page and where the next one begins, together. The same page twice means that paging does not work."""
    digest = sha256(body).hexdigest()
    with transaction.atomic():
        row = store.locked_run(run)
        if not found:
            _finish(row, now)
            return False
        if row.last_page == digest:
            raise AnswerRefused(why="dua halaman berturut-turut sama; penomoran halamannya tidak jalan")
        seen, added, changed = store.take_over(row, found, now)
        row.seen, row.added, row.changed = row.seen + seen, row.added + added, row.changed + changed
        row.pages, row.start, row.last_page = row.pages + 1, row.start + ROWS, digest
        row.save()
        return True


def _finish(row: store.HarvestRun, now: datetime) -> None:
    """A whole reading also tells what is gone; an empty catalogue that was not empty before is a fault, not news."""
    if row.since is None:
        if row.seen == 0 and store.has_datasets(row.source_id):
            raise AnswerRefused(why="katalognya kosong, padahal sebelumnya berisi; yang lama dibiarkan")
        row.gone = store.mark_gone(row, now)
    row.state, row.ended_at = RunState.DONE.value, now
    row.save()


def _end(run: int, now: datetime, *, fault: str) -> str:
    with transaction.atomic():
        row = store.locked_run(run)
        row.state, row.ended_at, row.fault = RunState.FAILED.value, now, fault
        row.save(update_fields=["state", "ended_at", "fault"])
    return RunState.FAILED.value
