"""Surveys: whom they are about, how long they run, what they ask besides the framework, and which one applies.

Without any survey of its own every service has the standing survey of its government: the nine elements, month
by month, always open. A survey adds a period to report on and, while it is open, questions of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pendopo.kernel.days import Month
from pendopo.kernel.errors import DomainError, Invalid, Kind
from pendopo.survey.domain.framework import Element, Framework, Option
from pendopo.survey.domain.periods import LENGTHS as LENGTHS
from pendopo.survey.domain.periods import Period

LONGEST_TITLE, LONGEST_TEXT, LONGEST_OPTION = 120, 200, 80
#: More would make people stop half-way.
MOST_ELEMENTS, MOST_QUESTIONS = 5, 5
#: An own element is answered on the scale of the framework.
ELEMENT_OPTIONS, LEAST_OPTIONS, MOST_OPTIONS = 4, 2, 6


class State(StrEnum):
    """A draft can be changed; an open survey is asked within its period; a closed one is only read."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Overlaps(DomainError):
    """Another survey of the same scope covers a month of this one."""

    code = "survey-overlaps"
    kind = Kind.CONFLICT
    message = (
        "Survei “{title}” ({period}) sudah mencakup bulan yang sama untuk lingkup ini. "
        "Ubah periodenya, atau tutup dan pakai survei itu."
    )


class NotDraft(DomainError):
    """The survey was opened; what people are being asked cannot change under their hands."""

    code = "survey-not-draft"
    kind = Kind.CONFLICT
    message = "Survei ini sudah dibuka, sehingga tidak dapat diubah lagi. Buat survei baru untuk periode berikutnya."


class NotOpen(DomainError):
    """Only an open survey can be closed."""

    code = "survey-not-open"
    kind = Kind.CONFLICT
    message = "Survei ini tidak sedang dibuka. Muat ulang halaman untuk melihat keadaannya."


@dataclass(frozen=True)
class Target:
    """A service with everything above it: what a scope is compared with."""

    government_id: int
    agency_id: int
    office_id: int
    service_id: int


@dataclass(frozen=True)
class Scope:
    """A whole government, or one agency, office or service of it."""

    government_id: int
    agency_id: int | None = None
    office_id: int | None = None
    service_id: int | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.agency_id, self.office_id, self.service_id)) > 1:
            raise Invalid("Pilih satu lingkup saja.", field="lingkup")

    def covers(self, target: Target) -> bool:
        """Whether the service belongs to it."""
        return self.government_id == target.government_id and all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.agency_id, target.agency_id),
                (self.office_id, target.office_id),
                (self.service_id, target.service_id),
            )
        )

    @property
    def rank(self) -> int:
        """The narrower, the higher: a service before an agency, that before an office, that before all."""
        places = (self.service_id, self.agency_id, self.office_id)
        return next((3 - at for at, one in enumerate(places) if one is not None), 0)


@dataclass(frozen=True)
class OwnQuestion:
    """What a survey asks besides the framework.

    With `in_index` it is an element of its own: four options from worst to best, and the survey's own index gives
    every element the weight 1/n. Otherwise it is only counted.
    """

    code: str
    in_index: bool
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Design:
    """What somebody wants to survey."""

    scope: Scope
    title: str
    period: Period
    framework: str
    questions: tuple[OwnQuestion, ...] = ()


@dataclass(frozen=True)
class Survey:
    """A survey as it stands."""

    id: int
    design: Design
    state: State

    def asks(self, target: Target, month: Month) -> bool:
        """Whether people of that service are asked this survey's questions in that month."""
        return self.state is State.OPEN and month in self.design.period and self.design.scope.covers(target)


def check_design(design: Design, frameworks: Iterable[str]) -> None:
    """Raise `Invalid` unless the survey can be asked."""
    if not 0 < len(design.title) <= LONGEST_TITLE:
        raise Invalid("Tulis judul survei, paling banyak {most} huruf.", field="judul", most=LONGEST_TITLE)
    if design.framework not in set(frameworks):
        raise Invalid("Pilih kerangka survei dari daftar.", field="kerangka")
    codes = [question.code for question in design.questions]
    if len(set(codes)) != len(codes):
        raise Invalid("Setiap pertanyaan tambahan memerlukan kode yang berbeda.", field="pertanyaan")


def number_questions(
    wanted: Sequence[tuple[bool, str, Sequence[str]]], elements: int
) -> tuple[OwnQuestion, ...]:
    """Own questions with their codes: elements go on after the framework's (U10, U11), others are T1, T2.

    Raises `Invalid` naming the question by its place, `field` "pertanyaan-N".
    """
    made: list[OwnQuestion] = []
    for place, (in_index, text, options) in enumerate(wanted, 1):
        _check_question(place, in_index, text, options)
        before = sum(question.in_index is in_index for question in made)
        if before >= (MOST_ELEMENTS if in_index else MOST_QUESTIONS):
            raise Invalid(
                "Paling banyak {elements} unsur tambahan dan {questions} pertanyaan tambahan.",
                field=f"pertanyaan-{place}",
                elements=MOST_ELEMENTS,
                questions=MOST_QUESTIONS,
            )
        code = f"U{elements + before + 1}" if in_index else f"T{before + 1}"
        made.append(OwnQuestion(code, in_index, text, tuple(options)))
    return tuple(made)


def _check_question(place: int, in_index: bool, text: str, options: Sequence[str]) -> None:
    field = f"pertanyaan-{place}"
    if not 0 < len(text) <= LONGEST_TEXT:
        raise Invalid(
            "Tulis pertanyaan ke-{place}, paling banyak {most} huruf.",
            field=field,
            place=place,
            most=LONGEST_TEXT,
        )
    fits = all(0 < len(option) <= LONGEST_OPTION for option in options)
    if in_index and not (fits and len(options) == ELEMENT_OPTIONS):
        raise Invalid(
            "Unsur tambahan ke-{place} memerlukan tepat empat pilihan, satu per baris, dari terburuk ke terbaik.",
            field=field,
            place=place,
        )
    if not in_index and not (fits and LEAST_OPTIONS <= len(options) <= MOST_OPTIONS):
        raise Invalid(
            "Pertanyaan ke-{place} memerlukan dua sampai enam pilihan, satu per baris.",
            field=field,
            place=place,
        )
    if len({option.casefold() for option in options}) != len(options):
        raise Invalid("Pilihan pada pertanyaan ke-{place} harus berbeda-beda.", field=field, place=place)


def overlapping(design: Design, others: Iterable[Survey]) -> Survey | None:
    """A survey of exactly the same scope, open or closed, that covers one of its months."""
    return next(
        (
            other
            for other in others
            if other.state is not State.DRAFT
            and other.design.scope == design.scope
            and other.design.period.overlaps(design.period)
        ),
        None,
    )


def check_apart(design: Design, others: Iterable[Survey]) -> None:
    """Raise `Overlaps` naming the survey that is in the way."""
    if other := overlapping(design, others):
        raise Overlaps(title=other.design.title, period=str(other.design.period))


def survey_of(target: Target, month: Month, surveys: Iterable[Survey]) -> Survey | None:
    """The survey whose questions people of that service get: the narrowest open one; None: the standing survey."""
    asked = [survey for survey in surveys if survey.asks(target, month)]
    return max(asked, key=lambda survey: (survey.design.scope.rank, survey.id), default=None)


def with_own(framework: Framework, questions: Iterable[OwnQuestion]) -> Framework:
    """The framework with a survey's own elements behind its own; every element then weighs 1/n."""
    own = tuple(
        Element(
            code=each.code,
            name=each.text,
            question=each.text,
            hint="",
            missing="",
            options=tuple(Option(score, text) for score, text in enumerate(each.options, 1)),
            confidence="own",
        )
        for each in questions
        if each.in_index
    )
    return replace(framework, elements=(*framework.elements, *own))
