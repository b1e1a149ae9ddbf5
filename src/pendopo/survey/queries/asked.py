"""What is asked, and whom a code lets answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection

from pendopo.directory.queries import office_by_id, rules_of
from pendopo.kernel.days import Month
from pendopo.survey.domain.codes import CodeClass, IssuedCode, code_hash, format_code, parse_code
from pendopo.survey.domain.errors import AlreadyAnswered, UnknownCode
from pendopo.survey.domain.framework import Framework
from pendopo.survey.library import find_framework

#: The survey that is asked now. Another edition is another file beside it.
CURRENT = "permenpanrb-14-2017"


@dataclass(frozen=True)
class OpenSurvey:
    """What the holder of an unused code is asked about; `code` in its tidy written form."""

    code: str
    service_name: str
    office_name: str
    office_slug: str
    service_id: int
    period: str


@cache
def current_framework() -> Framework:
    """The framework of new answers, read once per process.

    Raises `FrameworkFault` when its file cannot be used.
    """
    return find_framework(settings.CONTENT / "survey", CURRENT)


def issued_code(hashed: bytes) -> IssuedCode | None:
    """Where the code with this hash was issued, if it was."""
    return issued_codes([hashed]).get(hashed)


def issued_codes(hashes: Collection[bytes]) -> dict[bytes, IssuedCode]:
    """Where the codes with these hashes were issued; unknown ones are not there."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT h, service_id, day, 'phone', false
              FROM survey_issued JOIN unnest(%(hashes)s::bytea[]) AS h ON h = ANY(hashes)
             WHERE hashes && %(hashes)s::bytea[]
             UNION ALL
            SELECT h, service_id, day, 'slip',
                   EXISTS (SELECT FROM unnest(void) AS t WHERE sha256('skm-token/1'::bytea || t) = h)
              FROM survey_slips JOIN unnest(%(hashes)s::bytea[]) AS h ON h = ANY(hashes)
             WHERE hashes && %(hashes)s::bytea[]
             ORDER BY 3 DESC
            """,
            {"hashes": list(hashes)},
        )
        return {
            bytes(hashed): IssuedCode(service, day, CodeClass(kind), void)
            for hashed, service, day, kind, void in cursor.fetchall()
        }


def answered_codes(hashes: Collection[bytes]) -> set[bytes]:
    """Which of the codes with these hashes were used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code_hash FROM survey_answer WHERE code_hash = ANY(%s)", [list(hashes)])
        return {bytes(row[0]) for row in cursor.fetchall()}


def open_survey(typed: str, *, now: datetime, valid_days: int) -> OpenSurvey:
    """The survey that a typed code opens.

    Raises `CodeMistyped`, `UnknownCode`, `AlreadyAnswered`, `CodeExpired`, `SlipVoid` or `SlipTooEarly`.
    """
    secret = parse_code(typed)
    hashed = code_hash(secret)
    issued = issued_code(hashed)
    if issued is None:
        raise UnknownCode
    if answered_codes([hashed]):
        raise AlreadyAnswered
    rules = rules_of([issued.service_id])[issued.service_id]
    issued.check_valid(rules.day(now), valid_days)
    place = office_by_id(rules.office_id)
    return OpenSurvey(
        format_code(secret), rules.name, place.name, place.slug, rules.service_id, str(Month.of(issued.day))
    )
