"""Reading the nine answers, the profile and the nonce."""

import pytest

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.answers import read_answers, read_nonce, read_profile
from tests.unit.survey.framework import FRAMEWORK

NINE = {f"U{number}": 4 for number in range(1, 10)}


def test_nine_answers_come_in_the_order_of_the_framework():
    backwards = dict(reversed((NINE | {"U1": 1, "U8": None}).items()))
    assert read_answers(FRAMEWORK, backwards) == (1, 4, 4, 4, 4, 4, 4, 0, 4)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({code: score for code, score in NINE.items() if code not in ("U3", "U5")}, "answers.U3"),
        (NINE | {"U10": 4}, "answers.U10"),
        (NINE | {"U2": 5}, "answers.U2"),
        (NINE | {"U2": 0}, "answers.U2"),
        (NINE | {"U2": True}, "answers.U2"),
        (NINE | {"U2": "4"}, "answers.U2"),
        (dict.fromkeys(NINE), "answers.U1"),
        ({}, "answers.U1"),
    ],
)
def test_anything_else_is_refused_at_its_place(answers, field):
    with pytest.raises(Invalid) as refusal:
        read_answers(FRAMEWORK, answers)
    assert refusal.value.facts["field"] == field


def test_all_missing_elements_are_named():
    with pytest.raises(Invalid) as refusal:
        read_answers(FRAMEWORK, {code: 4 for code in NINE if code not in ("U3", "U5")})
    assert refusal.value.facts["missing"] == ["U3", "U5"]
    assert "U3, U5" in str(refusal.value)


def test_a_profile_that_is_not_told_counts_as_unanswered():
    told = read_profile(FRAMEWORK, {"usia": "17-25"})
    assert told["usia"] == "17-25"
    assert told["pekerjaan"] == "tidak-menjawab"
    assert read_profile(FRAMEWORK, None).keys() == told.keys()


@pytest.mark.parametrize(
    ("profile", "field"), [({"nik": "3576"}, "profile.nik"), ({"usia": "99"}, "profile.usia")]
)
def test_an_unknown_profile_is_refused(profile, field):
    with pytest.raises(Invalid) as refusal:
        read_profile(FRAMEWORK, profile)
    assert refusal.value.facts["field"] == field


def test_a_nonce_is_read_or_made():
    assert read_nonce("AB" * 16) == b"\xab" * 16
    assert len(read_nonce(None)) == 16
    assert read_nonce(None) != read_nonce(None)


@pytest.mark.parametrize("text", ["", "ab", "g" * 32, "a" * 33])
def test_a_malformed_nonce_is_refused(text):
    with pytest.raises(Invalid):
        read_nonce(text)
