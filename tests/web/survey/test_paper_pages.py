"""Two people type one sheet."""

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import Grant, Role
from pendopo.kernel.days import Month
from pendopo.survey.queries import paper_state
from pendopo.survey.queries.tallies import tallies
from tests.web.survey.staff import signed_in, typist_in

NINE = {f"U{number}": "3" for number in range(1, 10)}


@pytest.fixture
def month():
    return Month.of(clock.now().astimezone().date())


@pytest.fixture
def people(settings, town):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return typist_in(town), typist_in(town, "budi")


def page_of(town, month):
    return f"/ruang-kerja/survei/kertas/{town.services[0].pk}/{month}/"


def waiting(town, month):
    return [sheet.id for sheet in paper_state(town.services[0].pk, month).waiting]


def test_a_sheet_typed_twice_alike_counts(people, town, month):
    first, second = people
    page = page_of(town, month)
    chosen = first.get("/ruang-kerja/survei/kertas/", {"layanan": town.services[0].pk, "bulan": str(month)})
    assert chosen["Location"] == page
    assert first.post(page, {"nomor": "1", "usia": "3"} | NINE)["Location"] == page + "?lembar=1"
    assert "Lembar 1 tersimpan" in first.get(page + "?lembar=1").content.decode()
    (sheet,) = waiting(town, month)
    check = f"/ruang-kerja/survei/kertas/periksa/{sheet}/"
    assert "Anda ketik sendiri" in first.get(check).content.decode()
    assert first.post(check, {"usia": "3"} | NINE).status_code == 422
    shown = second.get(check).content.decode()
    assert 'value="3"' not in shown
    assert second.post(check, {"usia": "3"} | NINE)["Location"] == page + "?dihitung=1"
    assert [each.answer_class for each in tallies(service_ids=None, months=[month])] == ["paper"]
    assert "sudah dihitung" in second.get(check).content.decode()


def test_differences_are_shown_with_what_the_first_person_typed_and_then_settled(people, town, month):
    first, second = people
    first.post(page_of(town, month), {"nomor": "7"} | NINE)
    (sheet,) = waiting(town, month)
    check = f"/ruang-kerja/survei/kertas/periksa/{sheet}/"
    answer = second.post(check, NINE | {"U4": "1"})
    assert answer.status_code == 409
    assert "1 jawaban berbeda dari petugas pertama" in answer.content.decode()
    assert "Petugas pertama mengetik 3." in answer.content.decode()
    assert tallies(service_ids=None, months=[month]) == []
    second.post(check, NINE | {"U4": "1", "tetapkan": "1"})
    (tally,) = tallies(service_ids=None, months=[month])
    assert tally.counts["U4"][1] == 1


def test_what_does_not_fit_is_named_at_its_field_and_nothing_is_lost(people, town, month):
    first, _ = people
    page = page_of(town, month)
    answer = first.post(page, {"nomor": "2"} | NINE | {"U3": "5"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#U3"' in text
    assert "tulis 1 sampai 4, atau 0 bila tidak dijawab" in text
    assert text.count('value="3"') >= 8
    for wrong in ({"nomor": ""} | NINE, {"nomor": "1"}, {"nomor": "0"} | NINE):
        assert first.post(page, wrong).status_code == 422
    first.post(page, {"nomor": "2"} | NINE)
    assert "nomor 2" in first.post(page, {"nomor": "2"} | NINE).content.decode()


def test_a_wrong_sheet_is_taken_back_by_who_typed_it(people, town, month):
    first, second = people
    first.post(page_of(town, month), {"nomor": "1"} | NINE)
    (sheet,) = waiting(town, month)
    assert second.post(f"/ruang-kerja/survei/kertas/buang/{sheet}/").status_code == 404
    first.post(f"/ruang-kerja/survei/kertas/buang/{sheet}/")
    assert waiting(town, month) == []


def test_the_sheet_to_print_is_a_pdf(people, town, month):
    answer = people[0].get(page_of(town, month) + "lembar.pdf")
    assert answer.content.startswith(b"%PDF-")


def test_people_of_the_counter_type_nothing(settings, town, month):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    officer = signed_in("sari", Grant(Role.OFFICER, office_id=town.office.pk))
    for page in ("/ruang-kerja/survei/kertas/", page_of(town, month), page_of(town, month) + "lembar.pdf"):
        assert officer.get(page).status_code == 403
