"""Answers on paper, typed in by two people who do not see each other's work until they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.surveys import OwnQuestion

MOST_SHEETS = 99_999


@dataclass(frozen=True)
class PaperColumn:
    """One question on the sheet, answered by the number of an option; 0 or nothing is "not answered"."""

    code: str
    name: str
    options: tuple[str, ...]
    sort: str

    def read(self, text: str) -> int:
        """The option in a form's field. Raises `Invalid`."""
        text = text.strip()
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) == 1 and int(text) <= len(self.options)):
            raise Invalid(
                "{name}: tulis 1 sampai {most}, atau 0 bila tidak dijawab.",
                field=self.code,
                name=self.name,
                most=len(self.options),
            )
        return int(text)


ELEMENT, OWN, PROFILE = "unsur", "tambahan", "profil"


def paper_columns(framework: Framework, own: Sequence[OwnQuestion]) -> tuple[PaperColumn, ...]:
    """What a sheet holds, in its order: the elements, own questions, the profile."""
    elements = (
        PaperColumn(each.code, each.name, tuple(option.text for option in each.options), ELEMENT)
        for each in framework.elements
    )
    besides = (PaperColumn(each.code, each.text, each.options, OWN) for each in own)
    profile = (
        PaperColumn(
            each.code,
            each.question,
            tuple(text for code, text in each.bands if code != each.unanswered),
            PROFILE,
        )
        for each in framework.profile
    )
    return (*elements, *besides, *profile)


def check_typed(columns: Sequence[PaperColumn], typed: Mapping[str, int]) -> dict[str, int]:
    """The sheet with every column. Raises `Invalid` when nothing about the service was answered."""
    whole = {column.code: typed.get(column.code, 0) for column in columns}
    if not any(whole[column.code] for column in columns if column.sort == ELEMENT):
        raise Invalid(
            "Lembar ini tidak menjawab satu unsur pun. Lembar kosong tidak diketik.", field=columns[0].code
        )
    return whole


def differences(first: Mapping[str, int], second: Mapping[str, int]) -> tuple[str, ...]:
    """The columns in which two people typed different things."""
    return tuple(code for code in second if first.get(code, 0) != second[code])


def elements_of(framework: Framework, typed: Mapping[str, int]) -> dict[str, int | None]:
    """The nine scores, None for "not answered"."""
    return {code: typed.get(code) or None for code in framework.codes}


def profile_of(framework: Framework, typed: Mapping[str, int]) -> dict[str, str]:
    """The bands that the numbers on the sheet mean."""
    told: dict[str, str] = {}
    for field in framework.profile:
        bands = [code for code, _ in field.bands if code != field.unanswered]
        number = typed.get(field.code, 0)
        told[field.code] = bands[number - 1] if 1 <= number <= len(bands) else field.unanswered
    return told
