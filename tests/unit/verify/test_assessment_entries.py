"""The verifier knows the entries of assessments exactly as the program writes them, though neither knows the other."""

import json

import pytest

from pendopo.ledger.domain.canonical import EntryFault
from pendopo.ledger.domain.entries import TYPES, write_entry

HEX = "ab" * 32
LEVEL = {
    "assessment": "kota-uji-2026",
    "framework": HEX,
    "indicator": "35-1",
    "level": 0,
    "version": 3,
    "d": "2026-11-21",
    "x": HEX,
    "by": HEX,
}
INDEX = {
    "assessment": "kota-uji-2026",
    "framework": HEX,
    "number": 1,
    "index": "2.59",
    "snapshot": HEX,
    "d": "2026-11-21",
    "by": HEX,
}
ENTRIES = [
    LEVEL | {"t": "claim/1"},
    LEVEL | {"t": "score/1", "round": "dokumen"},
    {
        "t": "review/1",
        "assessment": "kota-uji-2026",
        "indicator": "12",
        "round": "internal",
        "act": "returned",
        "d": "2026-11-21",
        "x": HEX,
        "by": HEX,
    },
    INDEX | {"t": "approval/1", "round": "mandiri", "indicators": 47},
    INDEX | {"t": "publication/1"},
    {"t": "evidence/1", "file": HEX, "bytes": 12, "name": HEX, "d": "2026-11-21"},
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["t"])
def test_both_accept_an_entry_and_refuse_it_with_any_field_missing_or_strange(verifier, entry):
    written = write_entry("spbe", entry)
    verifier.check_type("spbe", json.loads(written), 0)
    for name in entry.keys() - {"t"}:
        for changed in ({key: value for key, value in entry.items() if key != name}, entry | {name: ["x"]}):
            with pytest.raises(EntryFault):
                write_entry("spbe", changed)
            with pytest.raises(verifier.DoesNotHold):
                verifier.check_type("spbe", changed, 0)


def test_every_type_of_the_log_is_tried_here():
    assert {entry["t"] for entry in ENTRIES} <= set(TYPES["spbe"])
