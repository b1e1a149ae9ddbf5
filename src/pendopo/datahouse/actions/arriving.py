"""A file comes in: whole from a browser, in parts from a program, or fetched; then it is checked or looked at."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, allows, require
from pendopo.datahouse.arriving.folder import Written
from pendopo.datahouse.arriving.site import House
from pendopo.datahouse.domain.arrivals import (
    STAGE_WORDS,
    KeyReused,
    PartMissing,
    Stage,
    Way,
    WrongStage,
    checked_key,
    kept_name,
)
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.store import arrivals as store
from pendopo.datahouse.store.arrivals import Arrival, Dataset
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid, NotFound
from pendopo.kernel.ids import new_id


def may_deliver(actor: Actor, dataset: Dataset) -> None:
    """Return if `actor` may deliver for the agency of the data set; raises `Forbidden`."""
    place = Place(government_id=dataset.agency.government_id, agency_id=dataset.agency_id)
    require(actor, Permission.DELIVER_DATA, place)


def may_describe(actor: Actor, dataset: Dataset) -> None:
    """Return for whoever may deliver, and for the Walidata, who may help to describe. Raises `Forbidden`."""
    place = Place(government_id=dataset.agency.government_id, agency_id=dataset.agency_id)
    if not allows(actor, Permission.PUBLISH_DATA, place):
        require(actor, Permission.DELIVER_DATA, place)


def receive(
    *,
    house: House,
    slug: str,
    name: str,
    chunks: Iterable[bytes],
    announced: int,
    mode: Mode,
    way: Way,
    actor: Actor,
    now: datetime,
    connection: UUID | None = None,
) -> UUID:
    """Keep a whole file as an arrival whose columns are looked at next; its id.

    Raises `UnknownDataset`, `Forbidden`, `DeliveryTooLarge`, `QuotaReached`, `NoRoom`; nothing is kept then.
    """
    dataset = store.dataset_row(slug)
    may_deliver(actor, dataset)
    store.admit(dataset, announced, house.limits, now)
    ident, kept = new_id(), kept_name(name)
    written = house.arrivals.write(ident, kept, chunks, limit=house.limits.file_bytes)
    try:
        with transaction.atomic():
            _add(
                dataset,
                ident,
                written,
                name=kept,
                mode=mode,
                way=way,
                actor=actor,
                now=now,
                connection=connection,
            )
    except BaseException:
        house.arrivals.remove(ident)
        raise
    return ident


def _add(
    dataset: Dataset,
    ident: UUID,
    written: Written,
    *,
    name: str,
    mode: Mode,
    way: Way,
    actor: Actor,
    now: datetime,
    connection: UUID | None,
) -> Arrival:
    if not written.size:
        raise Invalid("Berkas ini kosong. Periksa berkasnya, lalu pilih lagi.", field="berkas")
    return store.add_arrival(
        dataset,
        {
            "id": ident, "way": way.value, "mode": mode.value, "stage": Stage.READING.value, "file_name": name,
            "size": written.size, "received": written.size, "sha256": written.sha256, "at": now, "changed_at": now,
            "by_id": actor.account_id, "connection_id": connection,
        },
    )  # fmt: skip


def begin_parts(
    *,
    house: House,
    slug: str,
    key: str,
    mode: Mode,
    name: str,
    size: int | None,
    connection: UUID,
    now: datetime,
) -> tuple[UUID, bool]:
    """Open a delivery whose parts follow; its id, and whether the key had opened it before.

    Raises `KeyReused` when the key stands for a delivery of another mode, size or name, and what `receive` raises.
    """
    key, kept = checked_key(key), kept_name(name, default="kiriman.ndjson")
    with transaction.atomic():
        dataset = store.dataset_row(slug, lock=True)
        before = store.arrival_with_key(dataset, key)
        if before is not None:
            if (before.mode, before.file_name, before.connection_id) != (mode.value, kept, connection):
                raise KeyReused
            if size is not None and before.size not in (None, size):
                raise KeyReused
            return before.pk, True
        store.admit(dataset, size or 0, house.limits, now)
        facts = {
            "id": new_id(), "way": Way.PUSH.value, "mode": mode.value, "stage": Stage.RECEIVING.value,
            "file_name": kept, "size": size, "key": key, "at": now, "changed_at": now, "connection_id": connection,
        }  # fmt: skip
        return store.add_arrival(dataset, facts).pk, False


def add_part(
    *, house: House, arrival: UUID, connection: UUID, part: bytes, offset: int, sha256: str, now: datetime
) -> int:
    """Put a part behind what is here; how many bytes there are now.

    A part that is here already is not written twice: whoever lost the answer may send it again. Raises `PartMissing`
    with the offset to go on from, `PartBroken`, `WrongStage`, `DeliveryTooLarge`, `QuotaReached`.
    """
    with transaction.atomic():
        row = _own(arrival, connection)
        if row.stage != Stage.RECEIVING:
            raise WrongStage(stage=STAGE_WORDS[Stage(row.stage)])
        end = offset + len(part)
        if part and end <= row.received and house.arrivals.holds(row.pk, row.file_name, part, offset):
            return row.received
        if offset != row.received or (row.size is not None and end > row.size):
            raise PartMissing(offset=row.received)
        if row.size is None or end > house.limits.file_bytes:
            store.admit(row.dataset, end - row.received if row.size is None else end, house.limits, now)
        received = house.arrivals.append(row.pk, row.file_name, part, offset=offset, sha256=sha256)
        store.change(row, now, received=received)
        return received


def finish_parts(*, house: House, arrival: UUID, connection: UUID, sha256: str, now: datetime) -> bool:
    """All parts are here: the check may begin. False when it had begun before. Raises `PartMissing`, `Invalid`."""
    with transaction.atomic():
        row = _own(arrival, connection)
        if row.stage != Stage.RECEIVING:
            return False
        if row.size is not None and row.received != row.size:
            raise PartMissing(offset=row.received)
        if not row.received:
            raise Invalid("Belum ada isi yang dikirim.", field="offset")
        found = house.arrivals.digest(row.pk, row.file_name)
        if sha256 and sha256.lower() != found:
            raise Invalid(
                "SHA-256 seluruh berkas tidak cocok: yang diterima {found}. Kirim ulang dengan kunci baru.",
                field="sha256",
                found=found,
            )
        store.move(row, Stage.READING, now, size=row.received, sha256=found)
        return True


def _own(arrival: UUID, connection: UUID) -> Arrival:
    """The arrival of this very connection, locked. Raises `NotFound` for those of others as for none."""
    row = store.lock_arrival(arrival)
    if row.connection_id != connection:
        raise NotFound
    return row


def cancel(*, house: House, arrival: UUID, actor: Actor, now: datetime) -> None:
    """Stop an arrival; its file goes. A check that runs is stopped, unless it has just stored the version."""
    with transaction.atomic():
        row = store.lock_arrival(arrival)
        may_deliver(actor, row.dataset)
        store.move(row, Stage.CANCELLED, now, swept_at=now, report=None)
    house.arrivals.remove(arrival)


def cancel_parts(*, house: House, arrival: UUID, connection: UUID, now: datetime) -> None:
    """The same for a program, by its own key."""
    with transaction.atomic():
        row = _own(arrival, connection)
        if row.stage == Stage.CANCELLED:
            return
        store.move(row, Stage.CANCELLED, now, swept_at=now, report=None)
    house.arrivals.remove(arrival)


def note_use(*, connection: UUID, now: datetime) -> None:
    """When a key was used last, so that its owner sees which ones nobody needs any more."""
    store.used_now(connection, now)
