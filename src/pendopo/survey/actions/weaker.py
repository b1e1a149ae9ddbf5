"""Answers that nobody needed a code for: the one place where they are kept."""

from collections.abc import Mapping
from datetime import datetime

from pendopo.directory.queries import rules_of
from pendopo.kernel.days import Month
from pendopo.kernel.errors import NotFound
from pendopo.survey import store
from pendopo.survey.domain.answers import read_answers, read_profile
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.own_answers import read_own
from pendopo.survey.queries import asked_besides, current_framework


def keep_weaker(
    *,
    service_id: int,
    answer_class: AnswerClass,
    answers: Mapping[str, int | None],
    own: Mapping[str, int | None] | None,
    profile: Mapping[str, str] | None,
    now: datetime,
    month: Month | None = None,
) -> Month:
    """Keep an answer inside the caller's transaction, for `month` or the present one; for which month it counts.

    Nothing is appended to the public record now: the sums of the class go there when the month is over. Raises
    `NotFound` or `Invalid`.
    """
    rules = rules_of([service_id]).get(service_id)
    if rules is None:
        raise NotFound
    month = month or Month.of(rules.day(now))
    framework = current_framework()
    scores = read_answers(framework, answers)
    told = read_profile(framework, profile)
    asked = asked_besides(service_id, month)
    chosen = read_own([each.question for each in asked], own)
    store.lock_answers()
    store.add_weaker_answer(service_id, str(month), scores, answer_class)
    store.count_profile(service_id, str(month), told)
    numbers = {each.question.code: each.id for each in asked}
    store.count_questions(
        service_id, str(month), answer_class, {numbers[code]: option for code, option in chosen.items()}
    )
    return month
