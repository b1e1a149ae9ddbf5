"""A new data set: its name and what it is about, before the first file comes."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.names import checked_slug
from pendopo.datahouse.domain.opening import RESERVED, DatasetExists, Opening
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.store.arrivals import add_dataset
from pendopo.directory.queries import agencies_of, governments
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid


def open_dataset(*, wanted: Opening, actor: Actor, now: datetime) -> str:
    """Make the data set, in the state "rencana"; its short name.

    What its owner proposes about access takes effect when the Walidata has approved it; until then it is limited.
    Raises `Invalid` with the field, `NameRefused`, `DatasetExists`, `Forbidden`.
    """
    government = _government_of(wanted.agency_id)
    require(actor, Permission.DELIVER_DATA, Place(government_id=government, agency_id=wanted.agency_id))
    title = " ".join(wanted.title.split())
    if not 3 <= len(title) <= 160:
        raise Invalid("Tulis nama kumpulan data, 3 sampai 160 huruf.", field="nama")
    if len(wanted.summary.strip()) < 20:
        raise Invalid(
            "Jelaskan isi kumpulan data dalam satu atau dua kalimat, sedikitnya 20 huruf.", field="ringkasan"
        )
    slug = checked_slug(wanted.slug.strip() or _slug_of(title))
    if slug in RESERVED:
        raise DatasetExists(slug=slug, field="singkat")
    facts = {
        "slug": slug, "agency_id": wanted.agency_id, "title": title, "summary": wanted.summary.strip(),
        "frequency": Frequency(wanted.frequency).value, "proposed_access": Access(wanted.access).value,
        "made_at": now, "modified_at": now,
    }  # fmt: skip
    try:
        with transaction.atomic():
            add_dataset(facts)
    except IntegrityError:
        raise DatasetExists(slug=slug, field="singkat") from None
    return slug


def _slug_of(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    plain = plain if plain[:1].isalpha() else f"data-{plain}"
    return plain[:60].rpartition("-")[0] if len(plain) > 60 else plain


def _government_of(agency_id: int) -> int:
    for one in governments():
        if any(agency.id == agency_id for agency in agencies_of(one.id)):
            return one.id
    raise Invalid("Pilih instansi dari daftar.", field="instansi")
