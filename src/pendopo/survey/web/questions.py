"""The framework's questions as the shared radio component wants them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from pendopo.survey.domain.answers import NOT_ANSWERED
from pendopo.survey.domain.framework import Element, Framework, ProfileField
from pendopo.survey.domain.surveys import OwnQuestion

SHORT = 5


@dataclass(frozen=True)
class Choice:
    """One radio button."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Question:
    """One group of radio buttons. `name` is the field and the id of its first button."""

    name: str
    legend: str
    hint: str
    options: tuple[Choice, ...]
    chosen: str = ""
    error: str = ""

    @property
    def is_short(self) -> bool:
        """Whether the options fit on a phone as radio buttons; more of them become a list."""
        return len(self.options) <= SHORT


@dataclass(frozen=True)
class Fault:
    """One line of the summary of errors."""

    href: str
    text: str


def score_question(element: Element, chosen: str, error: str = "") -> Question:
    """The question of an element: its options from worst to best, and the freedom not to answer."""
    options = tuple(Choice(str(option.score), gettext(option.text)) for option in element.options)
    return Question(
        element.code,
        gettext(element.question),
        gettext(element.hint) if element.hint else "",
        (*options, Choice(str(NOT_ANSWERED), gettext("Tidak menjawab"))),
        chosen,
        error,
    )


def profile_question(field: ProfileField, chosen: str) -> Question:
    """A voluntary question about the respondent; in a list, "not answered" comes first and is what it starts with."""
    options = tuple(Choice(code, gettext(text)) for code, text in field.bands)
    if len(options) > SHORT:
        options = (options[-1], *options[:-1])
    return Question(field.code, gettext(field.question), "", options, chosen)


def own_question(question: OwnQuestion, chosen: int | None) -> Question:
    """A survey's own question; nobody has to answer it."""
    options = tuple(Choice(str(number), text) for number, text in enumerate(question.options, 1))
    none = Choice(str(NOT_ANSWERED), gettext("Tidak menjawab"))
    return Question(question.code, question.text, "", (*options, none), "" if chosen is None else str(chosen))


def read_own_form(questions: Sequence[OwnQuestion], sent: QueryDict) -> dict[str, int]:
    """The options that were chosen, by code; whatever is no option was not chosen."""
    chosen = {}
    for question in questions:
        text = sent.get(question.code, "")
        if text in {str(number) for number in range(len(question.options) + 1)}:
            chosen[question.code] = int(text)
    return chosen


def read_score(framework: Framework, sent: str) -> int | None:
    """The score in a form's field; None for "not answered". Raises `ValueError` for anything that is no option."""
    if sent == str(NOT_ANSWERED):
        return None
    scores = {str(score): score for score in framework.scale}
    if sent not in scores:
        raise ValueError(sent)
    return scores[sent]


def read_profile_form(framework: Framework, sent: QueryDict) -> dict[str, str]:
    """The bands that were chosen; whatever is no band of ours was not chosen."""
    chosen = {field.code: sent.get(field.code, "") for field in framework.profile}
    return {
        field.code: chosen[field.code]
        for field in framework.profile
        if chosen[field.code] in dict(field.bands)
    }


def sent_text(answers: Mapping[str, int | None], code: str) -> str:
    """The value of the radio button that stands for a kept answer; empty when there is none."""
    if code not in answers:
        return ""
    score = answers[code]
    return str(NOT_ANSWERED if score is None else score)
