"""Known types of entries, and only these, with exactly their fields."""

import pytest

from pendopo.ledger.domain.canonical import EntryFault
from pendopo.ledger.domain.commitment import commit
from pendopo.ledger.domain.entries import write_entry
from pendopo.ledger.domain.merkle import leaf_hash

TAKEN = {"t": "ticket.taken/1", "service": 3, "d": "2026-11-23", "m": 541, "c": "ab" * 32}
ANSWER = {
    "t": "skm.answer/1",
    "service": 3,
    "period": "2026-11",
    "q": [4, 4, 4, 4, 4, 4, 4, 0, 1],
    "tok": "0" * 32,
    "r": "f" * 32,
}


def test_a_known_entry_is_written_in_canonical_form():
    written = write_entry("layanan", TAKEN)
    assert written == b'{"c":"' + b"ab" * 32 + b'","d":"2026-11-23","m":541,"service":3,"t":"ticket.taken/1"}'


@pytest.mark.parametrize(
    ("log", "entry", "reason"),
    [
        ("layanan", TAKEN | {"t": "ticket.eaten/1"}, "does not know"),
        ("layanan", TAKEN | {"t": ["ticket.taken/1"]}, "does not know"),
        ("layanan", ANSWER, "does not know"),
        ("weather", TAKEN, "no log"),
        ("layanan", TAKEN | {"name": "Sari"}, "name unknown"),
        ("layanan", {key: TAKEN[key] for key in ("t", "service", "d", "m")}, "c missing"),
        ("layanan", TAKEN | {"m": 1440}, "m does not fit"),
        ("layanan", TAKEN | {"m": True}, "m does not fit"),
        ("layanan", TAKEN | {"d": "2026-02-30"}, "d does not fit"),
        ("layanan", TAKEN | {"d": "20261123"}, "d does not fit"),
        ("layanan", TAKEN | {"c": "AB" * 32}, "c does not fit"),
        ("skm", ANSWER | {"q": [4] * 8}, "q does not fit"),
        ("skm", ANSWER | {"q": [4] * 8 + [5]}, "q does not fit"),
        ("skm", ANSWER | {"q": "444444444"}, "q does not fit"),
        ("skm", ANSWER | {"period": "2026-13"}, "period does not fit"),
    ],
)
def test_anything_else_is_refused(log, entry, reason):
    write_entry("layanan", TAKEN)
    write_entry("skm", ANSWER)
    with pytest.raises(EntryFault, match=reason):
        write_entry(log, entry)


def test_a_fingerprint_is_the_leaf_hash_of_rfc_6962():
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_a_commitment_depends_on_every_part_and_on_where_parts_end():
    salt = bytes(range(32))
    same = commit("ticket", salt, b"value")
    assert same == commit("ticket", salt, b"value")
    others = [
        commit("ticketv", salt, b"alue"),
        commit("ticket", bytes(32), b"value"),
        commit("ticket", salt, b"valu"),
    ]
    assert same not in others
    assert len(same) == 64


def test_a_short_salt_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        commit("ticket", b"short", b"value")
