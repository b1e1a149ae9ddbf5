"""A small town for tests: one office, its services and counters. Plain functions, no fixtures hidden in classes."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from pendopo.directory.models import Agency, Counter, Government, Office, OfficeHours, Service
from pendopo.directory.queries import forget
from pendopo.kernel.actor import Actor, Grant, Role

#: Monday 23 November 2026, 09.00 WIB.
MONDAY_NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """What the tests need to name."""

    office: Office
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]

    @property
    def officer(self) -> Actor:
        """Somebody who may call numbers at this office."""
        return Actor(account_id=1, name="Sari", grants=(Grant(Role.OFFICER, office_id=self.office.pk),))

    @property
    def supervisor(self) -> Actor:
        return Actor(account_id=2, name="Budi", grants=(Grant(Role.SUPERVISOR, office_id=self.office.pk),))


def build_town(*, services: int = 2, counters: int = 2, slug: str = "mpp-uji", **service_fields: Any) -> Town:
    """An office open on weekdays 08.00-14.00 WIB; every counter gives every service."""
    government, _ = Government.objects.get_or_create(
        code="35.76", defaults={"name": "Kota Uji", "level": "kota"}
    )
    agency, _ = Agency.objects.get_or_create(
        government=government, slug="dinas-uji", defaults={"name": "Dinas Uji"}
    )
    office = Office.objects.create(
        government=government, slug=slug, name="MPP Uji", address="Jl. Uji 1", zone="Asia/Jakarta"
    )
    for weekday in range(1, 6):
        OfficeHours.objects.create(office=office, weekday=weekday, opens=time(8), closes=time(14))
    made = tuple(
        Service.objects.create(
            office=office,
            agency=agency,
            letter="ABCDEFGHIJ"[index],
            slug=f"layanan-{index + 1}",
            name=f"Layanan {index + 1}",
            summary="Layanan untuk pengujian.",
            **({"daily_quota": None, "promise_minutes": 30} | service_fields),
        )
        for index in range(services)
    )
    desks = tuple(
        Counter.objects.create(office=office, number=number, name=f"Loket {number}", floor="Lantai 2")
        for number in range(1, counters + 1)
    )
    for desk in desks:
        desk.services.set(made)
    forget()
    return Town(office, made, desks)
