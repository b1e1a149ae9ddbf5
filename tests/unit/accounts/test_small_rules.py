"""Usernames, keys, client addresses, named places."""

import pytest

from pendopo.accounts.domain import keys
from pendopo.accounts.domain.addresses import client_address
from pendopo.accounts.domain.places import NamedPlace, chosen, grouped, name_of, within_reach
from pendopo.accounts.domain.usernames import clean_username
from pendopo.kernel.actor import Actor, Grant, Place, Role
from pendopo.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"), [(" Sari ", "sari"), ("budi.s", "budi.s"), ("loket-3", "loket-3")]
)
def test_a_username_is_kept_in_lower_case(typed: str, kept: str) -> None:
    assert clean_username(typed) == kept


@pytest.mark.parametrize("typed", ["", "s", "dua kata", "-mulai", "a" * 65, "é" * 5, "a\x00b", "sari\n@x"])
def test_a_strange_username_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        clean_username(typed)


def test_only_something_shaped_like_a_key_is_looked_up() -> None:
    assert keys.looks_like_key("pdp_" + "a" * 43)
    for text in (
        "",
        "pdp_",
        "pdp_" + "a" * 42,
        "xyz_" + "a" * 43,
        "pdp_" + "a" * 43 + "\n",
        "pdp_" + "é" * 43,
    ):
        assert not keys.looks_like_key(text)


def test_a_digest_does_not_contain_the_key() -> None:
    key = "pdp_" + "a" * 43
    assert len(keys.digest(key)) == 64
    assert key[4:] not in keys.digest(key)


@pytest.mark.parametrize(
    ("peer", "header", "trusted", "address"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", [], "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9", ["10.0.0.1"], "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9", ["10.0.0.1"], "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", ["10.0.0.1", "10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", "", ["10.0.0.1"], "10.0.0.1"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(
    peer: str, header: str, trusted: list[str], address: str
) -> None:
    assert client_address(peer, header, trusted) == address


PLACES = [
    NamedPlace(Place(), "Semua", "Tanpa batas"),
    NamedPlace(Place(1), "Kota", "Pemerintah daerah"),
    NamedPlace(Place(1, 10), "Dinas", "Instansi"),
    NamedPlace(Place(1, office_id=10), "Mal", "Kantor layanan"),
    NamedPlace(Place(2), "Kabupaten", "Pemerintah daerah"),
]


def test_an_administrator_is_offered_only_places_within_reach() -> None:
    of_the_city = Actor(account_id=1, grants=(Grant(Role.ADMINISTRATOR, 1),))
    assert [named.name for named in within_reach(of_the_city, PLACES)] == ["Kota", "Dinas", "Mal"]


def test_a_choice_leads_back_to_its_place_and_a_made_up_one_to_none() -> None:
    for named in PLACES:
        assert chosen(named.value, PLACES) == named.place
    assert chosen("9.-.-", PLACES) is None
    assert len({named.value for named in PLACES}) == len(PLACES)


def test_choices_are_grouped_by_sort() -> None:
    assert [(sort, len(choices)) for sort, choices in grouped(PLACES)] == [
        ("Tanpa batas", 1),
        ("Pemerintah daerah", 2),
        ("Instansi", 1),
        ("Kantor layanan", 1),
    ]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place(), "Semua"),
        (Place(1), "Kota"),
        (Place(agency_id=10), "Dinas"),
        (Place(office_id=10), "Mal"),
        (Place(9), "#9"),
    ],
)
def test_a_place_is_called_by_its_name(place: Place, name: str) -> None:
    assert name_of(place, PLACES) == name
