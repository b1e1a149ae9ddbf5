"""Answers to a survey's own questions."""

from collections.abc import Mapping, Sequence

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.surveys import OwnQuestion


def read_own(questions: Sequence[OwnQuestion], given: Mapping[str, int | None] | None) -> dict[str, int]:
    """The chosen option of each own question, 0 where none was; whatever was not asked is left out.

    Raises `Invalid` naming the question when an option does not exist.
    """
    told = given or {}
    chosen: dict[str, int] = {}
    for question in questions:
        option = told.get(question.code) or 0
        if type(option) is not int or not 0 <= option <= len(question.options):
            raise Invalid("Pilih salah satu jawaban yang tersedia.", field=question.code)
        chosen[question.code] = option
    return chosen
