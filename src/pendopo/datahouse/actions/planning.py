"""The Daftar Data of a year: which data there will be, from whom, how often, and which of them are Data Prioritas.

The Forum Satu Data decides (Perpres 39/2019, Pasal 20 and 21); the Walidata writes it down.
"""

from datetime import date, datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import store
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.names import checked_slug
from pendopo.datahouse.domain.opening import RESERVED
from pendopo.directory.queries import agencies_of
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid


def plan_dataset(
    *,
    actor: Actor,
    now: datetime,
    government_id: int,
    year: int,
    slug: str,
    agency_id: int,
    title: str,
    frequency: Frequency,
    first_release: date,
    priority: bool,
) -> None:
    """Put a data set on the list of a year; one that does not exist yet is planned. Doing it again changes the entry.

    A data set keeps its agency. Raises `Forbidden`, `Invalid`, `NameRefused`.
    """
    require_permission(actor, Permission.PUBLISH_DATA, Place(government_id=government_id))
    slug, title = checked_slug(slug.strip()), " ".join(title.split())
    if slug in RESERVED:
        raise Invalid("Nama ini dipakai sistem. Pilih nama lain.", field="nama")
    if agency_id not in {one.id for one in agencies_of(government_id)}:
        raise Invalid("Pilih instansi dari daftar.", field="instansi")
    if not 3 <= len(title) <= 160:
        raise Invalid("Beri judul 3 sampai 160 huruf.", field="judul")
    if not 2020 <= year <= 2100 or first_release.year != year:
        raise Invalid("Pilih tanggal rilis pertama dalam tahun {year}.", field="rilis", year=year)
    with transaction.atomic():
        row = store.planned(slug=slug, agency_id=agency_id, title=title, now=now)
        if row.agency_id != agency_id:
            raise Invalid("Nama ini sudah dipakai kumpulan data instansi lain.", field="nama")
        store.set_plan(row, frequency, year if priority else None)
        store.list_dataset(row, year, priority, first_release, at=now, by=actor.account_id)


def unlist_dataset(*, actor: Actor, government_id: int, year: int, slug: str) -> None:
    """Take a data set off the list of a year; the data set itself stays. Raises `Forbidden`, `UnknownDataset`."""
    require_permission(actor, Permission.PUBLISH_DATA, Place(government_id=government_id))
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.PUBLISH_DATA, store.place_of(row))
        store.unlist_dataset(row, year)
