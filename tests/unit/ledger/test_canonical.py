"""The written form of an entry, held against an independent implementation of RFC 8785."""

import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pendopo.ledger.domain.canonical import LARGEST, EntryFault, canonical, parse_canonical

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(
    lambda text: unicodedata.normalize("NFC", text)
)
keys = st.text(st.characters(max_codepoint=127), max_size=12)
values = st.recursive(
    st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)
entries = st.dictionaries(keys, values, max_size=6)


@given(entries)
def test_it_is_rfc_8785(entry):
    assert canonical(entry) == rfc8785.dumps(entry)


@given(entries)
def test_reading_gives_back_what_was_written(entry):
    assert parse_canonical(canonical(entry)) == entry


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "float"),
        (None, "NoneType"),
        (2**53, "beyond"),
        (-(2**53), "beyond"),
        ("e\u0301", "NFC"),
        ("\ud800", "half a character"),
        (b"bytes", "bytes"),
        ({"\u00e9": 1}, "not ASCII"),
        ({1: 1}, "not ASCII"),
        ([[1.0]], r"entry.a\[0\]\[0\]"),
        ("x" * 65_536, "more than 65535"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(value, reason):
    with pytest.raises(EntryFault, match=reason):
        canonical({"a": value})


@pytest.mark.parametrize(
    "leaf",
    [
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1.0}',
        b'{"a":"\\u0041"}',
        b"[1]",
        b'{"a":1,"a":1}',
        b"{",
        b'{"a":NaN}',
        b"\xff",
    ],
)
def test_bytes_in_any_other_form_are_refused(leaf):
    with pytest.raises(EntryFault):
        parse_canonical(leaf)


def test_the_longest_entry_still_fits():
    assert len(canonical({"a": "x" * (65_535 - 8)})) == 65_535
