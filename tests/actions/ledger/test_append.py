"""Entries leave with the transaction of the change that they record, and the quiet log hides their order."""

import pytest
from django.db import connection, transaction

from pendopo.ledger.actions import append, clause
from pendopo.ledger.domain.canonical import EntryFault, canonical
from tests.actions.ledger_rows import physical_batches, quiet_entries

TAKEN = {"t": "ticket.taken/1", "service": 1, "d": "2026-11-23", "m": 541, "c": "ab" * 32}


def answer(number):
    return {
        "t": "skm.answer/1",
        "service": 1,
        "period": "2026-11",
        "q": [4] * 9,
        "tok": f"{number:032x}",
        "r": "0" * 32,
    }


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_entries_are_kept_as_canonical_bytes_with_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        append("layanan", [TAKEN, TAKEN | {"m": 542}])
    with connection.cursor() as cursor:
        cursor.execute("SELECT log, leaf FROM ledger_outbox ORDER BY id")
        rows = [(log, bytes(leaf)) for log, leaf in cursor.fetchall()]
    assert rows == [("layanan", canonical(TAKEN)), ("layanan", canonical(TAKEN | {"m": 542}))]


@pytest.mark.django_db
@pytest.mark.parametrize("entries", [[], [TAKEN], [TAKEN, TAKEN | {"m": 542}]])
def test_a_statement_can_take_its_entries_along(entries, django_assert_num_queries):
    with django_assert_num_queries(1), connection.cursor() as cursor:
        record = clause("layanan", entries)
        cursor.execute(f"WITH {record.sql} change AS (SELECT 1) SELECT * FROM change", record.values)
    with connection.cursor() as cursor:
        cursor.execute("SELECT log, leaf FROM ledger_outbox ORDER BY id")
        rows = [(log, bytes(leaf)) for log, leaf in cursor.fetchall()]
    assert rows == [("layanan", canonical(entry)) for entry in entries]


@pytest.mark.django_db
def test_a_statement_takes_no_bad_entry_and_none_of_the_quiet_log():
    with pytest.raises(EntryFault):
        clause("layanan", [TAKEN | {"m": 5000}])
    with pytest.raises(RuntimeError, match="together"):
        clause("skm", [answer(1)])


@pytest.mark.django_db
def test_one_bad_entry_keeps_all_out():
    with pytest.raises(EntryFault):
        append("layanan", [TAKEN, TAKEN | {"m": 5000}])
    assert count("ledger_outbox") == 0


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_recorded():
    with pytest.raises(RuntimeError, match="transaction"):
        append("layanan", [TAKEN])
    with pytest.raises(RuntimeError, match="transaction"):
        clause("layanan", [TAKEN])
    assert count("ledger_outbox") == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_recorded():
    with transaction.atomic():
        append("skm", [answer(1)])
        transaction.set_rollback(True)
    assert quiet_entries() == []


@pytest.mark.django_db(transaction=True)
def test_rows_of_the_quiet_log_tell_only_their_batch():
    for number in range(47):
        with transaction.atomic():
            append("skm", [answer(number)])
    batches = physical_batches("ledger_quiet_outbox", "key")
    assert sorted(batches) == [(7, True), (20, True), (20, True)]
    assert sorted(int(entry["tok"], 16) for entry in quiet_entries()) == list(range(47))


@pytest.mark.django_db
def test_the_quiet_log_is_a_table_of_its_own_without_time_or_serial():
    append("skm", [answer(1)])
    assert count("ledger_outbox") == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, column_default FROM information_schema.columns"
            " WHERE table_name = 'ledger_quiet_outbox' ORDER BY column_name"
        )
        assert cursor.fetchall() == [
            ("closing", "smallint", None),
            ("key", "uuid", None),
            ("leaf", "bytea", None),
            ("settled", "boolean", None),
        ]
