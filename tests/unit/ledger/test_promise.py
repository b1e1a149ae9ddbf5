"""The text of a promise: one way to write it, everything else is refused."""

from datetime import UTC, datetime

import pytest

from pendopo.ledger.domain.promise import Promise, PromiseFault, read_promise, write_promise

PROMISE = Promise(
    "mpp.contoh.go.id/skm-janji",
    "mpp.contoh.go.id/log/skm",
    bytes(range(32)),
    datetime(2026, 11, 24, 17, tzinfo=UTC),
)
TEXT = (
    "mpp.contoh.go.id/skm-janji\n"
    "mpp.contoh.go.id/log/skm\n"
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    "before 2026-11-24T17:00:00Z\n"
)


def test_a_promise_is_written_in_four_lines_and_read_again():
    assert write_promise(PROMISE) == TEXT
    assert read_promise(TEXT) == PROMISE


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "more\n",
        TEXT.replace("AAEC", "AA C"),
        TEXT.replace("AAECAw", "AAEC"),
        TEXT.replace("before ", ""),
        TEXT.replace("Z\n", "+07:00\n"),
        TEXT.replace("11-24", "11-31"),
        TEXT.replace("T17", "T7"),
        TEXT.replace("Hh8=", "Hh9="),
        TEXT.replace("mpp.contoh.go.id/skm-janji", ""),
    ],
)
def test_any_other_text_is_no_promise(text):
    with pytest.raises(PromiseFault):
        read_promise(text)


def test_a_promise_needs_a_whole_hash_and_a_zone():
    with pytest.raises(ValueError, match="32"):
        write_promise(Promise("a", "b", b"short", PROMISE.before))
    with pytest.raises(ValueError, match="zone"):
        write_promise(Promise("a", "b", bytes(32), datetime(2026, 11, 24)))
