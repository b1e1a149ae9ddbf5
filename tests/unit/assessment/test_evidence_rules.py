"""Evidence by plain values: what may be told about it, when it holds, whom the record tells what."""

from datetime import date

import pytest

from pendopo.assessment.domain.evidence import (
    Facts,
    Fit,
    Period,
    check_address,
    check_facts,
    entry,
    fit_of,
    reminder_due,
)
from pendopo.kernel.errors import Invalid
from pendopo.ledger.domain.entries import write_entry

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts("x"), Fit.FITS),
        (Facts("x", document_date=date(2019, 3, 1)), Fit.FITS),
        (Facts("x", valid_to=date(2026, 1, 1)), Fit.FITS),
        (Facts("x", valid_to=date(2025, 12, 31)), Fit.ENDED_BEFORE),
        (Facts("x", valid_from=date(2026, 12, 31)), Fit.FITS),
        (Facts("x", document_date=date(2027, 1, 1)), Fit.BEGINS_AFTER),
        (Facts("x", document_date=date(2027, 1, 1), valid_from=date(2026, 6, 1)), Fit.FITS),
    ],
)
def test_evidence_fits_when_it_holds_on_a_day_of_the_period(facts: Facts, expected: Fit) -> None:
    assert fit_of(facts, Period.of_year(2026)) is expected


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (Facts("  "), "judul"),
        (Facts("x" * 201), "judul"),
        (Facts("x", document_number="1" * 201), "nomor"),
        (Facts("x", document_date=date(2026, 11, 24)), "tanggal"),
        (Facts("x", valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)), "sampai"),
        (Facts("x", document_date=date(2026, 2, 1), valid_to=date(2026, 1, 1)), "sampai"),
        (Facts("x", note="x" * 1001), "catatan"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: Facts, field: str) -> None:
    check_facts(Facts("x", document_date=TODAY), today=TODAY)
    with pytest.raises(Invalid) as refusal:
        check_facts(facts, today=TODAY)
    assert refusal.value.facts["field"] == field


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://x.id", "data:text/html,x", "//x.id", "https://", "http://a b", "https://u:p@x.id",
     "https://x.id/" + "a" * 1000, "https://x.id:99999999/", "https://x\u202e.id"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_taken(address: str) -> None:
    assert check_address(" https://jdih.contoh.go.id/perwali-5?unduh=1#pasal ").endswith("#pasal")
    with pytest.raises(Invalid):
        check_address(address)


@pytest.mark.parametrize(("day", "left"), [(24, 1), (30, 7), (23, None), (25, None)])
def test_reminders_come_on_the_days_that_were_promised(day: int, left: int | None) -> None:
    assert reminder_due(date(2026, 11, day), TODAY) == left


def test_the_record_commits_to_the_name_and_shows_only_the_hash() -> None:
    facts = Facts("SK rahasia", document_number="5")
    told = entry(sha256="a" * 64, size=10, facts=facts, name="sk.pdf", salt=b"s" * 32, day=TODAY)
    other = entry(sha256="a" * 64, size=10, facts=facts, name="lain.pdf", salt=b"s" * 32, day=TODAY)
    leaf = write_entry("spbe", told)
    assert b"rahasia" not in leaf
    assert b"sk.pdf" not in leaf
    assert told["name"] != other["name"]
