"""Reading the nine answers and the profile as they were given."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.framework import Framework

#: Stands in the row of nine for an element that the respondent chose not to judge.
NOT_ANSWERED = 0
NONCE_BYTES = 16


@dataclass(frozen=True)
class GivenAnswer:
    """One answered survey.

    Scores in the order of the elements, the code's secret T, the phone's random value.
    """

    scores: tuple[int, ...]
    token: bytes
    nonce: bytes


def read_answers(framework: Framework, given: Mapping[str, int | None]) -> tuple[int, ...]:
    """The scores in the order of the framework's elements; an explicit None is "not answered" (0).

    Every element has to be there, so that a lost field is not taken for a wish. Raises `Invalid` naming the
    element, and under `missing` all elements that are not there.
    """
    if unknown := sorted(given.keys() - set(framework.codes)):
        raise Invalid(
            "Unsur {element} tidak ada dalam survei ini.", field=f"answers.{unknown[0]}", element=unknown[0]
        )
    if missing := [code for code in framework.codes if code not in given]:
        raise Invalid(
            "Jawaban untuk {elements} belum ada.",
            field=f"answers.{missing[0]}",
            elements=", ".join(missing),
            missing=missing,
        )
    scores = tuple(_score(framework, code, given[code]) for code in framework.codes)
    if not any(scores):
        raise Invalid("Jawab sedikitnya satu pertanyaan.", field=f"answers.{framework.codes[0]}")
    return scores


def _score(framework: Framework, code: str, value: int | None) -> int:
    if value is None:
        return NOT_ANSWERED
    if type(value) is not int or value not in framework.scale:
        low, high = framework.scale[0], framework.scale[-1]
        raise Invalid(
            "Jawaban {element} harus bilangan {low} sampai {high}.",
            field=f"answers.{code}",
            element=code,
            low=low,
            high=high,
        )
    return value


def read_nonce(text: str | None) -> bytes:
    """The random value that makes the receipt's fingerprint unguessable: 32 hex characters from the phone.

    A client that cannot make one gets one made here. Raises `Invalid`.
    """
    if text is None:
        return secrets.token_bytes(NONCE_BYTES)
    if not re.fullmatch(r"[0-9a-fA-F]{32}", text):
        raise Invalid("Tulis nonce sebagai 32 karakter heksadesimal.", field="nonce")
    return bytes.fromhex(text)


def read_profile(framework: Framework, given: Mapping[str, str] | None) -> dict[str, str]:
    """The band of every profile field; what was not told counts as not answered. Raises `Invalid`."""
    told = given or {}
    fields = {field.code: field for field in framework.profile}
    if unknown := sorted(told.keys() - fields.keys()):
        raise Invalid(
            "Profil {column} tidak ditanyakan dalam survei ini.",
            field=f"profile.{unknown[0]}",
            column=unknown[0],
        )
    for code, band in told.items():
        if band not in dict(fields[code].bands):
            raise Invalid("Pilih salah satu jawaban yang tersedia.", field=f"profile.{code}")
    return {code: told.get(code, field.unanswered) for code, field in fields.items()}
