"""Sums of answers without a code: what of them stands in the public record, and when.

Without a code nobody can check a single answer, so only sums are recorded: of one service, month and class, after
the month is over. A new version comes only when it differs by so many answers that the difference of two versions
shows no single person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.survey.domain.channels import AnswerClass, has_code
from pendopo.survey.domain.tally import Tally, element_sum

#: Classes of which sums are recorded.
WEAKER = tuple(each for each in AnswerClass if not has_code(each))


@dataclass(frozen=True)
class ClassSums:
    """Answers of one class, their number and the sums by element."""

    service_id: int
    period: str
    answer_class: AnswerClass
    answers: int
    elements: tuple[str, ...]
    answered: tuple[int, ...]
    sums: tuple[int, ...]


def sums_of(tally: Tally, elements: Iterable[str]) -> ClassSums:
    """The sums of a tally."""
    codes = tuple(elements)
    found = [element_sum(tally.counts[code]) for code in codes]
    return ClassSums(
        tally.service_id,
        str(tally.month),
        AnswerClass(tally.answer_class),
        tally.respondents,
        codes,
        tuple(each.answered for each in found),
        tuple(each.sum for each in found),
    )


def no_sums(service_id: int, period: str, answer_class: AnswerClass, elements: Iterable[str]) -> ClassSums:
    """Nothing is left: an import was taken back."""
    codes = tuple(elements)
    return ClassSums(service_id, period, answer_class, 0, codes, (0,) * len(codes), (0,) * len(codes))


def may_be_recorded(now: ClassSums, before: ClassSums | None, minimum: int) -> bool:
    """Whether a version is due. `before` is the last one; `minimum` the fewest answers that are shown anywhere."""
    if before is None:
        return now.answers >= max(minimum, 1)
    if now == before:
        return False
    return now.answers == 0 or abs(now.answers - before.answers) >= max(minimum, 1)
