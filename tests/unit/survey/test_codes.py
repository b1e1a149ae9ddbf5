"""Survey codes forgive how they are typed, and notice every slip."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.codes import (
    ALPHABET,
    CHECK_SYMBOLS,
    CodeMistyped,
    code_hash,
    format_code,
    new_secret,
    parse_code,
    parse_commitment,
)

secrets = st.binary(min_size=16, max_size=16)
SECRET = bytes.fromhex("959fea8e2c81d68b66c1ace913b19c00")
CODE = "4NKZ-N8WB-41TT-5PDG-DCX4-9V37-00Y"


def test_a_known_code_and_its_hash():
    assert format_code(SECRET) == CODE
    assert parse_code(CODE) == SECRET
    assert code_hash(SECRET).hex() == "5759b0ce217938ace49b6bf33a61e7739b0d8b8f72e0d1a275b85c9193466ce9"


@given(secrets)
def test_every_code_reads_back(secret):
    assert parse_code(format_code(secret)) == secret


@given(secrets)
def test_spaces_hyphens_lower_case_and_look_alikes_are_forgiven(secret):
    typed = format_code(secret).lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    assert parse_code(f"  {typed}\n") == secret


@settings(max_examples=30)
@given(secrets)
def test_every_single_wrong_character_is_noticed(secret):
    code = format_code(secret).replace("-", "")
    for place, right in enumerate(code):
        for wrong in CHECK_SYMBOLS if place == 26 else ALPHABET:
            if wrong != right:
                with pytest.raises(CodeMistyped):
                    parse_code(code[:place] + wrong + code[place + 1 :])


@given(secrets)
def test_every_swap_of_neighbours_is_noticed(secret):
    code = format_code(secret).replace("-", "")
    for place in range(26):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            with pytest.raises(CodeMistyped):
                parse_code(swapped)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Tulis kode survei"),
        ("   ", "Tulis kode survei"),
        (CODE[:-1], "27 karakter; yang Anda tulis 26"),
        (CODE + "2", "27 karakter; yang Anda tulis 28"),
        ("x" * 40_000, "27 karakter; yang Anda tulis 40000"),
        (CODE.replace("N8WB", "N8W!"), "“!” tidak dipakai"),
        (CODE.replace("N8WB", "N8WU"), "karakter ke-8"),
        (CODE.replace("N8WB", "8NWB"), "keliru atau tertukar"),
        ("8" + CODE[1:], "keliru atau tertukar"),
    ],
)
def test_the_refusal_says_which_mistake_was_made(typed, reason):
    with pytest.raises(CodeMistyped, match=re.escape(reason)) as refusal:
        parse_code(typed)
    assert refusal.value.code == "invalid"
    assert refusal.value.facts["field"] == "code"
    assert reason in str(refusal.value)


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_secret_or_a_refusal(typed):
    with suppress(CodeMistyped):
        assert len(parse_code(typed)) == 16


def test_secrets_are_fresh():
    assert len({new_secret() for _ in range(100)}) == 100


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "ab" * 33, " " + "a" * 63])
def test_a_commitment_is_64_hex_characters(text):
    assert parse_commitment("AB" * 32) == b"\xab" * 32
    with pytest.raises(Invalid):
        parse_commitment(text)
