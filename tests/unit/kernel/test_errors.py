"""How refusals are put into words, in the source language and in another."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pendopo.kernel.errors import Invalid
from pendopo.queue.domain.errors import Closed, QuotaExhausted

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC).astimezone(JAKARTA)
ENGLISH = {
    "Tulis paling banyak {limit} huruf.": "Write {limit} letters at most.",
    "Buka lagi {day} pukul {opens_at:%H.%M} {zone}.": "Opens again on {day} at {opens_at:%H:%M} {zone}.",
    "Senin": "Monday",
}


def english(text: str) -> str:
    return ENGLISH.get(text, text)


def test_a_reason_is_translated_before_its_facts_are_put_in() -> None:
    refusal = Invalid("Tulis paling banyak {limit} huruf.", field="label", limit=120)
    assert str(refusal) == "Tulis paling banyak 120 huruf."
    assert refusal.told(english) == "Write 120 letters at most."


def test_braces_that_somebody_typed_are_left_as_they_are() -> None:
    assert str(Invalid("Kata {word} tidak dikenal.", word="{0}{field}")) == "Kata {0}{field} tidak dikenal."


def test_a_closed_line_says_when_the_door_opens_again() -> None:
    refusal = Closed(MONDAY_MORNING, service="KTP-el")
    assert str(refusal) == (
        "Layanan KTP-el sedang tidak membuka nomor antrean. Buka lagi Senin pukul 08.00 WIB."
    )
    assert refusal.told(english).endswith("Opens again on Monday at 08:00 WIB.")


def test_nothing_is_said_about_the_next_day_when_none_is_in_sight() -> None:
    assert str(QuotaExhausted(None, service="KTP-el", quota=20)) == (
        "Nomor antrean KTP-el hari ini sudah habis (20 nomor)."
    )
