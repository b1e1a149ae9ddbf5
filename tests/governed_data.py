"""People and a data set on its way to publication, for tests."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pendopo.accounts.models import Account, RoleAssignment
from pendopo.datahouse import actions
from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import Access
from pendopo.directory.models import Agency, Government
from pendopo.directory.queries import forget
from pendopo.kernel.actor import Actor, Grant, Role

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SCHEMA = {
    "fields": [{"name": "kecamatan"}, {"name": "kunjungan", "type": "integer"}, {"name": "catatan"}],
    "primaryKey": "kecamatan",
}
ROWS = "kecamatan,kunjungan,catatan\nMagersari,120,ramai\nKranggan,75,=1+1\n"
SAID = Description(
    title="Kunjungan puskesmas per kecamatan",
    summary="Jumlah kunjungan ke puskesmas menurut kecamatan, dicatat setiap bulan oleh petugas loket.",
    access=Access.OPEN,
    licence="CC-BY-4.0",
    frequency=Frequency.MONTHLY,
    theme="kesehatan",
    tags=("puskesmas",),
    metadata={
        "tujuan": "Merencanakan jadwal petugas.", "cara_pengumpulan_data": "catatan administrasi",
        "penanggung_jawab": "Kepala Bidang Pelayanan Kesehatan", "referensi_waktu": "Oktober 2026",
        "cakupan_wilayah": "Seluruh Kota Uji",
    },
    columns={
        "kecamatan": {"definisi": "Nama kecamatan tempat puskesmas", "standar": "belum berstandar"},
        "kunjungan": {"definisi": "Banyaknya kunjungan", "satuan": "kunjungan", "standar": "belum berstandar"},
        "catatan": {"definisi": "Catatan petugas", "standar": "belum berstandar"},
    },
)  # fmt: skip


@dataclass
class GovernedHouse:
    """A city with dinkes, its people, and a lake; every call is some minutes after the one before."""

    lake: Path
    inbox: Path
    people: dict[str, Actor]
    minutes: int = 0

    def now(self) -> datetime:
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)

    def deliver(
        self, rows: str = ROWS, *, schema: dict[str, Any] | None = None, slug: str = "kunjungan"
    ) -> None:
        """Dinkes delivers a file."""
        path = self.inbox / "kiriman.csv"
        path.write_text(rows)
        actions.deliver(
            file=path, slug=slug, agency="35.76/dinkes", schema_text=json.dumps(schema or SCHEMA), mode=Mode.REPLACE,
            rejected_to=None, folder=self.lake, actor=self.people["produsen"], now=self.now(),
        )  # fmt: skip

    def act(self, who: str, verb: str, slug: str = "kunjungan", **given: Any) -> Any:
        """Somebody does one step."""
        return getattr(actions, verb)(actor=self.people[who], now=self.now(), slug=slug, **given)

    def describe(self, slug: str = "kunjungan", **other: Any) -> None:
        """Dinkes writes what the data are about."""
        self.act("produsen", "describe", slug, said=replace(SAID, **other))

    def approved(self, **other: Any) -> None:
        """Delivered, described, submitted, checked and approved."""
        self.deliver()
        self.describe(**other)
        self.act("produsen", "submit")
        self.act("walidata", "begin_check")
        self.act("walidata", "approve")

    def publish(self, slug: str = "kunjungan") -> int:
        """The Walidata publishes."""
        return int(self.act("walidata", "publish", slug, folder=self.lake))


def governed_house(inbox: Path, lake: Path | None = None) -> GovernedHouse:
    """Call with a database. The roles of its people are kept, so that they can also sign in; one site has them once."""
    city, _ = Government.objects.get_or_create(code="35.76", defaults={"name": "Kota Uji", "level": "kota"})
    agencies = {
        slug: Agency.objects.get_or_create(
            government=city, slug=slug, defaults={"name": f"Dinas {slug}", "short_name": slug.title()}
        )[0]
        for slug in ("dinkes", "kominfo")
    }
    forget()
    grants = {
        "produsen": Grant(Role.DATA_PRODUCER, city.pk, agencies["dinkes"].pk),
        "produsen-lain": Grant(Role.DATA_PRODUCER, city.pk, agencies["kominfo"].pk),
        "pendukung": Grant(Role.AGENCY_STEWARD, city.pk, agencies["dinkes"].pk),
        "walidata": Grant(Role.DATA_STEWARD, city.pk),
        "pembina": Grant(Role.DATA_ADVISOR, city.pk),
    }
    people = {}
    for name, grant in grants.items():
        account, _ = Account.objects.get_or_create(
            username=f"{name}-uji", defaults={"display_name": name.title(), "government_id": city.pk}
        )
        RoleAssignment.objects.get_or_create(
            account=account,
            role=grant.role.value,
            government_id=grant.government_id,
            agency_id=grant.agency_id,
        )
        people[name] = Actor(account.pk, name.title(), (grant,))
    return GovernedHouse(lake or inbox / "lake", inbox, people)
