"""What a dump of the survey's tables tells: sets and batches, no order, no time, no way back to a visit."""

from datetime import date

import pytest
from django.db import connection

from pendopo.survey.actions import issue_code, record_answer
from pendopo.survey.domain.codes import code_hash, parse_code
from tests.actions.ledger_rows import physical_batches
from tests.town import MONDAY_NINE, build_town

NINE = {f"U{number}": 4 for number in range(1, 10)}
TABLES = (
    "survey_issued",
    "survey_answer",
    "survey_profile_count",
    "survey_published_index",
    "ledger_quiet_outbox",
)


@pytest.fixture
def codes(transactional_db):
    """Ten codes, issued and answered one after the other, each in its own transaction."""
    town = build_town()
    issued = []
    for _ in range(10):
        code = issue_code(service_id=town.services[0].pk, day=date(2026, 11, 23), commitment=None)
        record_answer(code=code, answers=NINE, nonce=None, profile={"usia": "17-25"}, now=MONDAY_NINE)
        issued.append(code)
    return issued


def test_issued_codes_are_one_sorted_set_per_service_and_day(codes):
    with connection.cursor() as cursor:
        cursor.execute("SELECT hashes FROM survey_issued")
        [(hashes,)] = cursor.fetchall()
    assert [bytes(each) for each in hashes] == sorted(code_hash(parse_code(code)) for code in codes)


@pytest.mark.parametrize(("table", "key"), [("survey_answer", "id"), ("ledger_quiet_outbox", "key")])
def test_ten_answers_lie_in_the_order_of_random_keys_written_by_one_transaction(codes, table, key):
    assert physical_batches(table, key) == [(10, True)]


def test_the_order_in_a_dump_is_not_the_order_of_arrival(codes):
    arrived = [parse_code(code) for code in codes]
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM survey_answer ORDER BY ctid")
        lying = [bytes(row[0]) for row in cursor.fetchall()]
    assert sorted(lying) == sorted(arrived)
    assert lying != arrived  # by chance equal once in 3.6 million runs


@pytest.mark.parametrize("table", TABLES)
def test_no_column_holds_a_time_or_a_serial_number(db, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, column_default, is_identity FROM information_schema.columns"
            " WHERE table_name = %s",
            [table],
        )
        columns = cursor.fetchall()
    assert columns
    for name, kind, default, identity in columns:
        assert "time" not in kind, name
        assert default is None, name
        assert identity == "NO", name


def test_nothing_of_the_survey_refers_to_a_ticket(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
             WHERE contype = 'f'
               AND (conrelid::regclass::text LIKE 'survey_%' OR confrelid::regclass::text LIKE 'survey_%')
            """
        )
        found = cursor.fetchall()
    assert {target for table, target in found if table == "survey_answer"} == {
        "directory_service",
        "survey_import",
    }
    assert {target for _, target in found if not target.startswith("survey_")} == {
        "directory_service",
        "directory_office",
        "directory_agency",
        "directory_government",
    }
