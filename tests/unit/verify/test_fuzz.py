"""Mutations at random; `python -m tests.unit.verify.fuzz 1000000` does the same a million times."""

import random

from tests.unit.verify import fuzz


def test_no_mutated_note_or_proof_is_accepted_and_no_error_escapes() -> None:
    refused, wrong = fuzz.run(15_000, random.randrange(2**32))
    assert wrong == []
    assert refused > 12_000
