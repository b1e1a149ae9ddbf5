"""Codes of phones, answers and published indexes."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from pendopo.survey.domain.answers import GivenAnswer
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.codes import code_hash
from pendopo.survey.domain.figures import Measured
from pendopo.survey.domain.index import ElementSum
from pendopo.survey.domain.record import IssuedBatch
from pendopo.survey.models import IssuedCodes, PublishedIndex

#: So many answers come together before they stay where they lie.
ANSWER_BATCH = 20


@dataclass(frozen=True)
class Version:
    """A version of an index that stands in the public record."""

    version: int
    measured: Measured


def add_issued(service_id: int, day: date, code_hash: bytes) -> None:
    """Put the hash into the day's sorted set.

    When the set has just been logged, nothing is written and the next round opens the next part.
    """
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                """
                INSERT INTO survey_issued AS mine (service_id, day, part, hashes, logged)
                SELECT %(service)s, %(day)s, coalesce(max(part), 0) + 1, ARRAY[%(hash)s::bytea], false
                  FROM survey_issued WHERE service_id = %(service)s AND day = %(day)s AND logged
                ON CONFLICT (service_id, day, part) DO UPDATE SET hashes = ARRAY(
                    SELECT DISTINCT h FROM unnest(mine.hashes || excluded.hashes) AS h ORDER BY h)
                WHERE NOT mine.logged
                """,
                {"service": service_id, "day": day, "hash": code_hash},
            )
            if cursor.rowcount:
                return


def lock_answers() -> None:
    """One writer of answers at a time, until the transaction ends: the open batch is rewritten as a whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('survey_answer'::regclass::oid::int, 0)")


def given_answer(token: bytes) -> GivenAnswer | None:
    """The answer that used the code with this secret, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT q, nonce FROM survey_answer WHERE code_hash = %s", [code_hash(token)])
        row = cursor.fetchone()
    return GivenAnswer(tuple(row[0]), token, bytes(row[1])) if row else None


def add_answer(service_id: int, period: str, given: GivenAnswer, answer_class: AnswerClass) -> None:
    """Keep an answer that used a code. Call `lock_answers` first."""
    _add(service_id, period, answer_class, given.scores, (code_hash(given.token), given.token, given.nonce))


def add_weaker_answer(service_id: int, period: str, scores: Sequence[int], answer_class: AnswerClass) -> None:
    """Keep an answer that nobody needed a code for. Call `lock_answers` first."""
    _add(service_id, period, answer_class, scores, (None, None, None))


def _add(
    service_id: int,
    period: str,
    answer_class: AnswerClass,
    scores: Sequence[int],
    code: tuple[bytes | None, bytes | None, bytes | None],
) -> None:
    """Put an answer among the open ones and write all open ones anew, sorted by random id.

    Needs the lock: this statement has to see the rows of whoever had it before.
    """
    row = [uuid.uuid4(), service_id, period, answer_class.value, list(scores), *code]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH reopened AS (
                     DELETE FROM survey_answer WHERE NOT settled
                     RETURNING id, service_id, period, answer_class, q, code_hash, token, nonce
                 ),
                 batch AS (
                     SELECT * FROM reopened
                     UNION ALL
                     SELECT %s::uuid, %s::bigint, %s, %s, %s::smallint[], %s::bytea, %s::bytea, %s::bytea
                 )
            INSERT INTO survey_answer (id, service_id, period, answer_class, q, code_hash, token, nonce, settled)
            SELECT *, count(*) OVER () >= %s FROM batch ORDER BY id
            """,
            [*row, ANSWER_BATCH],
        )


def count_profile(service_id: int, period: str, profile: Mapping[str, str]) -> None:
    """Add one to the band that was told for each field."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO survey_profile_count AS counted (service_id, period, field, band, count)
            SELECT %s, %s, field, band, 1 FROM unnest(%s::text[], %s::text[]) AS told (field, band)
            ON CONFLICT (service_id, period, field, band) DO UPDATE SET count = counted.count + 1
            """,
            [service_id, period, list(profile.keys()), list(profile.values())],
        )


def lock_publication() -> None:
    """One publisher at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('survey_published_index'::regclass::oid::int, 0)")


def take_unlogged(until: date) -> list[IssuedBatch]:
    """The codes issued until that day that are not yet recorded; from now on they count as recorded."""
    waiting = IssuedCodes.objects.select_for_update().filter(logged=False, day__lte=until)
    batches = []
    for row in waiting.order_by("day", "service_id", "part"):
        batches.append(IssuedBatch(row.service_id, row.day, row.part, [bytes(each) for each in row.hashes]))
        row.logged = True
        row.save(update_fields=["logged"])
    return batches


def last_published(service_id: int, period: str) -> Version | None:
    """The newest recorded version of an index."""
    row = PublishedIndex.objects.filter(service_id=service_id, period=period).order_by("-version").first()
    if row is None:
        return None
    pairs = zip(row.elements, row.answered, row.sums, strict=True)
    tallies = {code: ElementSum(answered, total) for code, answered, total in pairs}
    return Version(row.version, Measured(row.answers, row.issued, tallies))


def add_published(service_id: int, period: str, version: int, measured: Measured, hundredths: int) -> None:
    """Keep a version of an index as it goes into the public record."""
    tallies = sorted(measured.tallies.items())
    PublishedIndex.objects.create(
        service_id=service_id,
        period=period,
        version=version,
        answers=measured.answers,
        issued=measured.issued,
        elements=[code for code, _ in tallies],
        answered=[tally.answered for _, tally in tallies],
        sums=[tally.sum for _, tally in tallies],
        hundredths=hundredths,
    )
