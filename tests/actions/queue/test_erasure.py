"""Erasing salts: the record stays as it was, and its entries open to nothing."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.ledger.actions import advance, examine
from pendopo.ledger.domain.commitment import commit
from pendopo.ledger.files import Archive
from pendopo.ledger.queries import tree
from pendopo.queue import actions, store
from tests.actions.survey.test_dump import dump
from tests.town import MONDAY_NINE, build_town

#: A week ago: the command knows today.
NOW = MONDAY_NINE - timedelta(days=7)
DAY = NOW.date()


@pytest.fixture
def ticket(transactional_db, tmp_path):
    town = build_town()
    return actions.take_number(actions.request_of(service_id=town.services[0].pk), now=NOW).ticket


@pytest.fixture
def archive(ticket, tmp_path):
    """The record with the ticket's entry, signed and public."""
    archive = Archive("mpp.example.go.id", tmp_path / "data", tmp_path / "memory")
    advance("layanan", archive, NOW)
    return archive


def test_with_its_salt_an_entry_opens_and_without_it_nothing_is_left_that_opens_it(ticket, archive):
    salt = store.salts([ticket.id])[ticket.id]
    (entry,) = [json.loads(leaf) for leaf in tree.leaves("layanan", 0, 1)]
    assert entry["c"] == commit("ticket", salt, ticket.id.bytes)
    call_command("erase_salts", clock.now().date().isoformat(), stdout=io.StringIO())
    rows = [row for table in dump().values() for row in table]
    assert not any(salt.hex().encode() in row or salt in row for row in rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('queue_ticketsalt')")
        assert cursor.fetchone() == (0,)
    assert [json.loads(leaf) for leaf in tree.leaves("layanan", 0, 1)] == [entry]
    assert examine("layanan", archive, NOW) == []


def test_tickets_of_today_keep_their_salt(ticket):
    with pytest.raises(Invalid):
        actions.erase_salts(before=DAY + timedelta(days=1), today=DAY)
    assert actions.erase_salts(before=DAY, today=DAY) == 0
    assert store.salts([ticket.id])


def test_one_holder_can_have_one_salt_erased(ticket):
    assert actions.erase_salt(ticket.id)
    assert store.salts([ticket.id]) == {}
    assert not actions.erase_salt(ticket.id)
