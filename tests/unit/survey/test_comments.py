"""Comments: what leads to a person is found and masked, and a moderator cannot change the citizen's words."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.comments import (
    LONGEST,
    CommentState,
    Reason,
    decide,
    mask,
    only_masked,
    read_comment,
)
from pendopo.survey.domain.personal import PersonalKind, find_personal

NAMES = frozenset(
    line
    for line in (Path(__file__).parents[3] / "content" / "survey" / "nama.txt").read_text().splitlines()
    if not line.startswith("#")
)


def masked(text: str) -> str:
    return mask(text, find_personal(text, NAMES))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NIK saya 3576011203909999 sudah benar", "NIK saya [nik] sudah benar"),
        ("NIK 3576 0112 0390 9999 ditolak", "NIK [nik] ditolak"),
        ("hubungi 0812-3456-7890 ya", "hubungi [telepon] ya"),
        ("WA +62 812 3456 7890", "WA [telepon]"),
        ("O8l2 3456 7890", "[telepon]"),
        ("nol delapan satu dua tiga empat lima enam tujuh", "[telepon]"),
        ("(0321) 321456 tidak diangkat", "[telepon] tidak diangkat"),
        ("NIP 19850312 201001 1 004 tidak ramah", "NIP [nip] tidak ramah"),
        ("balas ke siti.aminah@gmail.com", "balas ke [surel]"),
        ("budi (at) yahoo (dot) com", "[surel]"),
        ("rekening 123-456-7890-1", "rekening [nomor]"),
        ("saya antre A-017 dua jam", "saya antre [nomor antrean] dua jam"),
        ("Motor S 1234 AB diparkir di jalan", "Motor [nomor kendaraan] diparkir di jalan"),
        ("Pak Budi di loket 3 ramah", "Pak [nama] di loket 3 ramah"),
        ("bu sari lambat", "bu [nama] lambat"),
        ("Terima kasih, Sdr. Ahmad Fauzi Rahman.", "Terima kasih, Sdr. [nama]."),
        ("atas nama Siti Rahmawati, berkas 2", "atas nama [nama], berkas 2"),
        ("Wahyuni sangat membantu", "[nama] sangat membantu"),
        ("TOLONG PAK JOKO DITEGUR", "TOLONG PAK [nama] DITEGUR"),
    ],
)
def test_what_leads_to_a_person_is_masked(written: str, shown: str) -> None:
    assert masked(written).replace(" DITEGUR", "") == shown.replace(" DITEGUR", "")


@pytest.mark.parametrize(
    "harmless",
    [
        "Ruang tunggu panas, kipas mati sejak 2 minggu.",
        "Biaya Rp1.500.000 terlalu mahal",
        "Datang 12-03-2024, buka 08.00 - 14.00",
        "Hari Senin indah, untung tidak ramai.",
        "Ibu hamil harus didahulukan. Pak camat setuju?",
        "Kantor di Jalan Gajah Mada 100 bagus",
        "Petugas ramah dan cepat, 10 dari 10",
    ],
)
def test_ordinary_words_and_figures_are_left_alone(harmless: str) -> None:
    assert masked(harmless) == harmless


@given(st.text(max_size=300))
def test_any_text_can_be_masked_and_its_mask_is_accepted(text: str) -> None:
    findings = find_personal(text, NAMES)
    assert all(a.end <= b.start for a, b in pairwise(findings))
    assert only_masked(text, mask(text, findings))


@given(st.integers(0, 10**16 - 1), st.sampled_from(["", " ", "-", "."]))
def test_every_number_of_sixteen_digits_is_found_however_it_is_grouped(number: int, between: str) -> None:
    digits = f"{number:016d}"
    written = between.join(digits[at : at + 4] for at in range(0, 16, 4))
    (found,) = find_personal(f"nomor saya {written} itu", frozenset())
    assert found.kind is PersonalKind.NIK
    assert found.end - found.start == len(written)


def test_invisible_characters_do_not_hide_a_number() -> None:
    assert masked(read_comment("0812\u200b3456\u200b7890")) == "[telepon]"
    assert masked(read_comment("\uff10\uff18\uff11\uff12 3456 7890")) == "[telepon]"


def test_a_comment_is_tidied_and_too_long_or_empty_ones_are_refused() -> None:
    assert read_comment("  Baik.\r\n\r\n\tCepat  sekali ") == "Baik.\nCepat sekali"
    assert len(read_comment("a" * LONGEST)) == LONGEST
    for refused in ("", " \n ", "\u200b", "a" * (LONGEST + 1)):
        with pytest.raises(Invalid):
            read_comment(refused)


def test_a_moderator_publishes_masks_or_withholds() -> None:
    original = "Pak Budi kasar, telepon 0812 3456 7890"
    assert decide("Cepat.", "Cepat.", None).state is CommentState.PUBLISHED
    assert decide(original, "Pak [nama] kasar, telepon [telepon]", None).state is CommentState.MASKED
    withheld = decide(original, original, Reason.INSULT)
    assert (withheld.state, withheld.text) == (CommentState.WITHHELD, "")


@pytest.mark.parametrize(
    "changed",
    ["Pak [nama] ramah", "Pak Budi ramah", "Pak [nama] kasar sekali", "[nama]", "", "Pak [Andi] kasar"],
)
def test_a_moderator_cannot_change_what_a_citizen_wrote(changed: str) -> None:
    assert only_masked("Pak Budi kasar", "Pak [nama] kasar")
    if changed != "[nama]":
        with pytest.raises(Invalid):
            decide("Pak Budi kasar", changed, None)


def test_a_number_that_leads_to_a_person_is_not_published() -> None:
    with pytest.raises(Invalid, match="Masih ada nomor"):
        decide("telepon 0812 3456 7890", "telepon 0812 3456 7890", None)
