"""What the database itself refuses, whoever writes."""

import copy
from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.directory.models import (
    Counter,
    Government,
    Holiday,
    OfficeHours,
    Region,
    Service,
    ServiceHours,
    SpecialDay,
    StandardComponent,
)
from tests.actions.once import once_a_module
from tests.town import build_town

pytestmark = pytest.mark.django_db


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def service(town, **fields):
    given = {"letter": "Z", "slug": "baru", "name": "Baru", "summary": "Baru", "promise_minutes": 30} | fields
    return Service.objects.create(office=town.office, agency=town.services[0].agency, **given)


def test_the_set_up_itself_is_accepted(town):
    service(town)
    StandardComponent.objects.create(service=town.services[0], number=1, text="KTP-el")
    connection.check_constraints()


@pytest.mark.parametrize(
    "write",
    [
        lambda town: service(town, letter="z"),
        lambda town: service(town, letter=""),
        lambda town: service(town, letter="A1"),
        lambda town: service(town, letter=town.services[0].letter),
        lambda town: service(town, slug=town.services[0].slug),
        lambda town: service(town, daily_quota=-1),
        lambda town: service(town, promise_minutes=0),
        lambda town: service(town, promise_minutes=481),
        lambda town: StandardComponent.objects.create(service=town.services[0], number=15, text="x"),
        lambda town: StandardComponent.objects.create(service=town.services[0], number=1, text=""),
        lambda town: [
            StandardComponent.objects.create(service=town.services[0], number=1, text="x") for _ in "12"
        ],
        lambda town: OfficeHours.objects.create(
            office=town.office, weekday=6, opens=time(14), closes=time(8)
        ),
        lambda town: OfficeHours.objects.create(
            office=town.office, weekday=8, opens=time(8), closes=time(14)
        ),
        lambda town: OfficeHours.objects.create(office=town.office, weekday=1, opens=time(8), closes=time(9)),
        lambda town: ServiceHours.objects.create(service=town.services[0], weekday=1, opens=time(8)),
        lambda town: [ServiceHours.objects.create(service=town.services[0], weekday=1) for _ in "12"],
        lambda town: SpecialDay.objects.create(office=town.office, day=date(2026, 12, 1), reason=""),
        lambda town: [
            SpecialDay.objects.create(office=town.office, day=date(2026, 12, 1), reason="x") for _ in "12"
        ],
        lambda town: Counter.objects.create(office=town.office, number=1, name="Loket 1", floor="1"),
        lambda town: Counter.objects.create(office=town.office, number=0, name="Loket 0", floor="1"),
        lambda town: Government.objects.create(code="3576", name="Kota", level="kota"),
        lambda town: Region.objects.create(code="35.99.01", name="Tanpa induk", level="kecamatan"),
        lambda town: Region.objects.create(code="35.9", name="Salah kode", level="kabupaten/kota"),
        lambda town: [Holiday.objects.create(day=date(2026, 12, 1), name="Libur") for _ in "12"],
    ],
)
def test_the_database_refuses(town, write):
    with pytest.raises(IntegrityError):
        written_now(write, town)


def written_now(write, town):
    """Write, and ask for the constraints that would wait for the commit."""
    with transaction.atomic():
        write(town)
        connection.check_constraints()
