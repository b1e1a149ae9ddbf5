"""The content that we ship is complete, and says where it comes from."""

from collections import Counter as Tally
from pathlib import Path

import pytest

from pendopo.directory.content import read_folder
from pendopo.directory.domain.content import Content, OfficeContent, RegionContent
from pendopo.directory.domain.search import Entry, find
from pendopo.directory.domain.standard import PUBLISHED, Component

CONTENT = Path(__file__).parents[3] / "content"


@pytest.fixture(scope="module")
def content() -> Content:
    return read_folder(CONTENT)


@pytest.fixture(scope="module")
def regions(content: Content) -> dict[str, RegionContent]:
    return {region.code: region for file in content.regions for region in file.part}


@pytest.fixture(scope="module")
def gajah_mada(content: Content) -> OfficeContent:
    return next(file.part for file in content.offices if file.part.slug == "mpp-gajah-mada")


def levels_below(regions: dict[str, RegionContent], code: str) -> Tally[str]:
    return Tally(region.level for region in regions.values() if region.code.startswith(f"{code}."))


def test_all_345_regions_are_there(regions: dict[str, RegionContent]) -> None:
    assert len(regions) == 345


def test_the_city_has_3_kecamatan_and_18_kelurahan(regions: dict[str, RegionContent]) -> None:
    assert levels_below(regions, "35.76") == {"kecamatan": 3, "kelurahan": 18}


def test_the_regency_has_18_kecamatan_299_desa_and_5_kelurahan(regions: dict[str, RegionContent]) -> None:
    assert levels_below(regions, "35.16") == {"kecamatan": 18, "desa": 299, "kelurahan": 5}


def test_every_region_lies_in_one_that_is_there(regions: dict[str, RegionContent]) -> None:
    assert {region.code for region in regions.values() if region.parent is None} == {"35.16", "35.76"}
    assert all(region.parent in regions for region in regions.values() if region.parent)


def test_kranggan_and_balongsari_have_their_official_codes(regions: dict[str, RegionContent]) -> None:
    assert regions["35.76.03"].name == "Kranggan"
    assert regions["35.76.02.1008"].name == "Balongsari"


def test_both_governments_have_their_agencies(content: Content) -> None:
    assert {file.part.code for file in content.towns} == {"35.16", "35.76"}
    for file in content.towns:
        assert len([agency for agency in file.part.agencies if agency.kind == "perangkat-daerah"]) >= 25


def test_every_service_publishes_six_components_and_has_the_legal_base(content: Content) -> None:
    for office in content.offices:
        for service in office.part.services:
            present = {part.component for part in service.components}
            assert present >= set(PUBLISHED) | {Component.LEGAL_BASE}, service.slug


def test_every_service_of_the_city_has_all_fourteen_components(gajah_mada: OfficeContent) -> None:
    assert all(len(service.components) == 14 for service in gajah_mada.services)


def test_letters_are_unique_and_cannot_be_read_as_digits(content: Content) -> None:
    for office in content.offices:
        letters = [service.letter for service in office.part.services]
        assert len(set(letters)) == len(letters)
        assert not {"I", "O"} & set(letters)


def test_everything_names_its_source(content: Content) -> None:
    for town in content.towns:
        assert town.part.source
    for office in content.offices:
        assert office.part.origin.source
        for service in office.part.services:
            assert service.source
            assert all(part.source for part in service.components)
    assert all(holiday.source for year in content.holidays for holiday in year.part)


def test_every_service_can_be_had_at_a_counter(content: Content) -> None:
    for office in content.offices:
        given = {slug for counter in office.part.counters for slug in counter.services}
        assert given == {service.slug for service in office.part.services}


def test_every_region_list_is_described(content: Content) -> None:
    described = (CONTENT / "regions" / "README.md").read_text()
    assert all(Path(file.path).name in described for file in content.regions)


def test_the_hall_of_the_city_keeps_the_hours_that_were_found(gajah_mada: OfficeContent) -> None:
    monday = gajah_mada.hours.days[1]
    assert [(span.opens.hour, span.closes.hour) for span in monday] == [(8, 14)]
    identity_card = next(service for service in gajah_mada.services if service.slug == "ktp-el")
    assert [(span.opens.hour, span.closes.hour) for span in identity_card.hours.days[7]] == [(8, 11)]
    assert 5 in gajah_mada.example_days


def test_civil_registration_is_free(gajah_mada: OfficeContent) -> None:
    registry = [service for service in gajah_mada.services if service.agency == "dispendukcapil"]
    fees = {part.items for one in registry for part in one.components if part.component is Component.FEE}
    assert fees == {("Gratis",)}


def test_holidays_that_move_are_estimates_where_no_decree_was_found(content: Content) -> None:
    sure = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}
    for year in content.holidays:
        for holiday in year.part:
            fixed = (holiday.day.month, holiday.day.day) in sure or "Yesus" in holiday.name
            assert holiday.example is (holiday.day.year == 2027 and not fixed), holiday.name


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("KTP", "ktp-el"),
        ("bikin e-KTP", "ktp-el"),
        ("ktp hilang", "ktp-el"),
        ("ktp digital", "ikd"),
        ("ktp anak", "kia"),
        ("pecah KK", "kartu-keluarga"),
        ("akte kelahiran", "akta-kelahiran"),
        ("orang meninggal", "akta-kematian"),
        ("pindah rumah", "pindah-datang"),
        ("ijin usaha", "nib-oss"),
        ("kartu kuning", "kartu-pencari-kerja"),
        ("pasport", "paspor"),
        ("pajek motor", "pajak-kendaraan"),
        ("sertipikat tanah", "pertanahan"),
        ("perpanjang SIM C", "perpanjangan-sim"),
        ("surat kelakuan baik", "skck"),
        ("bpjs kesehatan", "bpjs-kesehatan"),
        ("klaim JHT", "bpjs-ketenagakerjaan"),
        ("bayar PBB", "pembayaran-pbb"),
        ("mau mengeluh, lapor", "konsultasi-pengaduan"),
        ("juru bahasa isyarat", "layanan-disabilitas"),
    ],
)
def test_people_find_each_service_by_their_own_words(
    gajah_mada: OfficeContent, words: str, slug: str
) -> None:
    entries = [
        Entry(number, service.name, service.search_words, service.summary)
        for number, service in enumerate(gajah_mada.services)
    ]
    found = [gajah_mada.services[number].slug for number in find(words, entries)]
    assert found[:1] == [slug], found
