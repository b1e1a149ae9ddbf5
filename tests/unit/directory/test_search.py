"""People find a service by their own words, with slips of the thumb."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.directory.domain.search import Entry, distance, find, words_of

KTP = Entry(1, "KTP-el (kartu tanda penduduk)", ("e-ktp", "kartu penduduk"), "Membuat KTP pertama kali")
KK = Entry(2, "Kartu keluarga (KK)", ("pecah kk",), "Menambah anggota keluarga")
BIRTH = Entry(3, "Akta kelahiran", ("akte lahir", "surat lahir"), "Mencatat kelahiran anak")
PASSPORT = Entry(4, "Paspor", ("passport", "imigrasi"), "Ke luar negeri, umrah, haji")
LICENCE = Entry(5, "Perpanjangan SIM", ("surat izin mengemudi",), "Memperpanjang SIM")
ALL = (KTP, KK, BIRTH, PASSPORT, LICENCE)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("KTP", KTP),
        ("e-ktp", KTP),
        ("EKTP", KTP),
        ("kartu penduduk", KTP),
        ("saya mau bikin ktp baru", KTP),
        ("kk", KK),
        ("kartu keluraga", KK),
        ("kartukeluarga", KK),
        ("akte lahir", BIRTH),
        ("AKTE  KELAHIRAN!", BIRTH),
        ("pasport", PASSPORT),
        ("pspor", PASSPORT),
        ("páspor", PASSPORT),
        ("umroh", PASSPORT),
        ("perpanjang sim", LICENCE),
        ("memperpanjang SIM C", LICENCE),
    ],
)
def test_everyday_words_find_the_service(query: str, first: Entry) -> None:
    assert find(query, ALL)[:1] == [first.id]


def test_nothing_fits_means_nothing_is_found() -> None:
    assert find("xylofon", ALL) == []


@pytest.mark.parametrize("query", ["", "   ", "?!"])
def test_an_empty_question_hides_nothing(query: str) -> None:
    assert find(query, ALL) == [entry.id for entry in ALL]


def test_short_words_must_be_exact() -> None:
    assert find("kx", ALL) == []


def test_services_that_hold_all_words_go_alone() -> None:
    assert find("kartu keluarga", ALL) == [KK.id]


def test_words_are_compared_without_accents_hyphens_and_capitals() -> None:
    assert words_of("É-KTP, (Kartu)") == ["e", "ktp", "kartu"]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("paspor", "paspor", 0),
        ("paspor", "pasport", 1),
        ("pasopr", "paspor", 1),
        ("pas", "paspor", 2),
        ("", "a", 1),
    ],
)
def test_slips_are_counted_up_to_the_limit(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 1) == slips


WORD = st.text(alphabet="abkt", max_size=8)


@given(WORD, WORD)
def test_slips_are_the_same_in_both_directions(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)


@given(st.text(max_size=400))
def test_any_text_is_answered_with_known_ids(query: str) -> None:
    assert set(find(query, ALL)) <= {entry.id for entry in ALL}
