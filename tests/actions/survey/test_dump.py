"""Ten whole visits, from the number to the answer: a dump of everything joins no answer to a ticket."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from pendopo.queue import actions as queue
from pendopo.survey.actions import record_answer
from pendopo.survey.domain.codes import code_hash, parse_code
from tests.town import MONDAY_NINE, build_town

NINE = {f"U{number}": 4 for number in range(1, 10)}
#: The tables of the survey; all others tell of visits or of the town.
QUIET = re.compile(r"^(survey_|ledger_quiet_outbox)")
LONG = re.compile(rb"[0-9a-zA-Z]{6,}")


@pytest.fixture
def visits(transactional_db):
    """Ten people are called in the order of their numbers, served, and answer at once. Their codes, in that order."""
    town = build_town(services=1, counters=1)
    codes = []
    for number in range(10):
        now = MONDAY_NINE + timedelta(minutes=number)
        wish = queue.request_of(service_id=town.services[0].pk)
        ticket = queue.take_number(wish, now=now).ticket
        queue.call_next(town.counters[0].pk, actor=town.officer, now=now)
        queue.finish(ticket.id, actor=town.officer, now=now)
        code = queue.give_survey_code(ticket.id)
        record_answer(code=code, answers=NINE, nonce=None, profile=None, now=now)
        codes.append((ticket.id, code))
    return codes


def dump():
    """Every row of every table as COPY writes it, by table, in the order of a dump."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = {}
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows[table] = b"".join(bytes(part) for part in copy).splitlines()
    return rows


def words(rows):
    """Everything in the rows that could join: longer words with a digit, also those inside binary values."""
    found = {word for row in rows for word in LONG.findall(row)}
    for word in list(found):
        if re.fullmatch(rb"x([0-9a-f]{2})+", word):
            found |= {word[1:], *LONG.findall(bytes.fromhex(word[1:].decode()))}
    return {word for word in found if re.search(rb"[0-9]", word)}


def test_answers_and_visits_share_no_value(visits):
    tables = dump()
    survey = {word for table, rows in tables.items() if QUIET.match(table) for word in words(rows)}
    rest = {word for table, rows in tables.items() if not QUIET.match(table) for word in words(rows)}
    for ticket_id, code in visits:
        secret = parse_code(code)
        assert ticket_id.hex[:8].encode() in rest
        assert secret.hex().encode() in survey
        assert code_hash(secret).hex().encode() in survey
    assert survey & rest == set()


def test_answers_do_not_lie_in_the_order_of_the_tickets(visits):
    arrived = [parse_code(code).hex().encode() for _, code in visits]
    lying = [next(one for one in arrived if one in row) for row in dump()["survey_answer"]]
    assert sorted(lying) == sorted(arrived)
    assert lying != arrived  # by chance equal once in 3.6 million runs


def test_profiles_and_issued_codes_are_rows_of_counts_and_sets(visits):
    tables = dump()
    assert len(tables["survey_issued"]) == 1
    assert all(b"10" in row.split(b"\t") for row in tables["survey_profile_count"])
