"""Content comes into the tables whole, once, and again only when a file has changed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pendopo.directory import queries
from pendopo.directory.actions import load_content
from pendopo.directory.domain.content import ContentRefused
from pendopo.directory.models import (
    Agency,
    Counter,
    Holiday,
    Office,
    OfficeHours,
    Region,
    Service,
    ServiceHours,
    StandardComponent,
)

pytestmark = pytest.mark.django_db

OFFICE = "offices/mpp-gajah-mada.yaml"
TABLES = (
    Agency,
    Counter,
    Counter.services.through,
    Holiday,
    Office,
    OfficeHours,
    Region,
    Service,
    ServiceHours,
    StandardComponent,
)


@pytest.fixture
def loaded(folder):
    """The copy, after it was loaded."""
    load_content(folder)
    return folder


def sizes():
    return {table.__name__: table.objects.count() for table in TABLES}


def change(folder, old, new, path=OFFICE):
    file = folder / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_everything_of_the_files_is_in_the_tables(loaded):
    assert Region.objects.count() == 345
    assert Office.objects.count() == 2
    office = queries.office("mpp-gajah-mada")
    assert (office.government_code, office.floors) == ("35.76", ("Lantai 1", "Lantai 2"))
    assert len(queries.services_of(office.id)) == 19
    assert len(queries.counters_of(office.id)) == 14


def test_loading_twice_leaves_the_same_rows(loaded):
    before, numbers = sizes(), dict(Service.objects.values_list("slug", "pk"))
    assert load_content(loaded) == []
    load_content(loaded, force=True)
    assert sizes() == before
    assert dict(Service.objects.values_list("slug", "pk")) == numbers


def test_a_restart_keeps_what_staff_edited(loaded):
    Service.objects.filter(slug="paspor").update(daily_quota=7)
    load_content(loaded)
    assert Service.objects.get(slug="paspor").daily_quota == 7


def test_only_a_changed_file_is_loaded_again(loaded):
    change(loaded, "name: Paspor", "name: Paspor RI")
    assert load_content(loaded) == [OFFICE]
    assert Service.objects.get(slug="paspor").name == "Paspor RI"


def test_two_services_may_exchange_their_letters(loaded):
    change(loaded, "letter: A\n", "letter: X\n")
    change(loaded, "letter: B\n", "letter: A\n")
    change(loaded, "letter: X\n", "letter: B\n")
    load_content(loaded)
    letters = dict(Service.objects.filter(office__slug="mpp-gajah-mada").values_list("slug", "letter"))
    assert (letters["ktp-el"], letters["kartu-keluarga"]) == ("B", "A")


def test_a_service_that_is_no_longer_named_stays(loaded):
    change(loaded, "  - {number: 14,", "  - {number: 15,")
    load_content(loaded)
    assert Counter.objects.filter(office__slug="mpp-gajah-mada", number__in=(14, 15)).count() == 2


def test_a_faulty_file_is_refused_and_nothing_is_loaded(folder):
    change(folder, "letter: B\n", "letter: bb\n")
    with pytest.raises(ContentRefused) as refusal:
        load_content(folder)
    assert OFFICE in str(refusal.value)
    assert set(sizes().values()) == {0}


def test_the_command_names_the_fault_by_file_and_line(folder):
    line = (folder / OFFICE).read_text().split("letter: B\n")[0].count("\n") + 1
    change(folder, "letter: B\n", "letter: bb\n")
    with pytest.raises(CommandError, match=rf"{OFFICE}:{line}:13: letter: “bb”"):
        call_command("load_content", str(folder))


def test_the_command_lists_what_it_loaded(folder):
    said = StringIO()
    call_command("load_content", str(folder), stdout=said)
    assert OFFICE in said.getvalue()
    call_command("load_content", str(folder), stdout=said)
    assert said.getvalue().endswith("Nothing has changed since the last load.\n")
