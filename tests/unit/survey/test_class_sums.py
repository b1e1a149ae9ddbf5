"""When sums of answers without a code go into the public record."""

import pytest

from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.class_sums import WEAKER, ClassSums, may_be_recorded, no_sums

CODES = ("U1", "U2")


def sums(answers: int, total: int = 30) -> ClassSums:
    return ClassSums(1, "2026-10", AnswerClass.PAPER, answers, CODES, (answers, answers), (total, total))


@pytest.mark.parametrize(
    ("now", "before", "due"),
    [
        (sums(9), None, False),
        (sums(10), None, True),
        (sums(10), sums(10), False),
        (sums(10, 29), sums(10), False),
        (sums(19), sums(10), False),
        (sums(20), sums(10), True),
        (no_sums(1, "2026-10", AnswerClass.PAPER, CODES), sums(10), True),
        (no_sums(1, "2026-10", AnswerClass.PAPER, CODES), None, False),
    ],
)
def test_a_version_is_due_when_no_difference_shows_a_single_person(now, before, due):
    assert may_be_recorded(now, before, 10) is due


def test_answers_with_a_code_have_entries_of_their_own():
    assert set(WEAKER) == set(AnswerClass) - {AnswerClass.PHONE, AnswerClass.SLIP}
