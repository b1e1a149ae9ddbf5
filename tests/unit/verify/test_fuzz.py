"""Mutations at random; `python -m tests.unit.verify.fuzz 1000000` does the same a million times with both verifiers."""

import random

from tests.unit.verify import fuzz


def test_no_mutated_note_or_proof_is_accepted_and_no_error_escapes() -> None:
    found = fuzz.run(15_000, random.randrange(2**32), browser=False)
    assert found.faults() == []
    assert found.refused > 12_000


def test_the_verifier_of_the_browser_says_the_same() -> None:
    found = fuzz.run(fuzz.PORTION, random.randrange(2**32))
    assert found.faults() == []
    assert found.refused > 0.8 * fuzz.PORTION
