"""What is taken for personal data, with made-up numbers only."""

import pytest

from pendopo.datahouse.domain.personal import heading_kind, is_nik, is_nip, is_signature


@pytest.mark.parametrize("text", ["3576014101909999", "NIK: 3516071712859999.", "3576010101000001"])
def test_a_number_that_is_built_like_a_nik_is_one(text: str) -> None:
    assert is_nik(text)


@pytest.mark.parametrize(
    "text",
    [
        "357601410190999",  # 15 digits
        "35760141019099991",  # 17 digits
        "3576013202909999",  # the 32nd of a month
        "3576010113909999",  # the 13th month
        "3576014101900000",  # serials begin at 0001
        "0076014101909999",  # no province
        "3576013002909999",  # 30 February
    ],
)
def test_another_number_of_many_digits_is_none(text: str) -> None:
    assert not is_nik(text)


def test_a_nip_carries_a_birthday_and_a_month() -> None:
    assert is_nip("198501012010011999")
    assert is_nip("NIP 19850101 201001 1 999")
    assert not is_nip("198513012010011999")
    assert not is_nip("198501012010131999")
    assert not is_nip("198501012010013999")


@pytest.mark.parametrize("text", ["2976014101909999", "9976014101909999", "5476014101909999"])
def test_a_province_that_does_not_exist_makes_no_nik(text: str) -> None:
    assert not is_nik(text)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("nama", "nama"),
        ("nama_petugas", "nama"),
        ("nama_kelurahan", None),
        ("nama_barang", None),
        ("tgl_lahir", "lahir"),
        ("tanggal_lahir_ibu", "lahir"),
        ("kelahiran", None),
        ("alamat_rumah", "alamat"),
        ("alamat", "alamat"),
        ("alamat_puskesmas", None),
    ],
)
def test_a_heading_says_whether_it_is_about_people(heading: str, kind: str | None) -> None:
    assert heading_kind(heading) == kind


@pytest.mark.parametrize(
    "text", ["NIP. 19850101 201001 1 999", "Mengetahui,", "Plt. Kepala Dinas Kesehatan", "Pembina Tk. I"]
)
def test_the_end_of_a_printed_table_names_who_signed(text: str) -> None:
    assert is_signature(text)


@pytest.mark.parametrize("text", ["Jumlah", "Kecamatan Magersari", "Kepala keluarga", "NIP tidak ada"])
def test_other_words_at_the_end_are_no_signature(text: str) -> None:
    assert not is_signature(text)
