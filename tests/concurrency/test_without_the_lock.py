"""What happens when the lock is left out: the tests beside this one would notice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import IntegrityError, connections, transaction

from pendopo.directory.queries import rules_of
from pendopo.ledger.actions import Clause
from pendopo.queue import actions, store
from pendopo.queue.domain.taking import Known, LineState, Taken, decide
from pendopo.queue.rows import rows
from tests.servers import Site
from tests.town import MONDAY_NINE, build_town


def test_two_clients_that_read_the_highest_number_and_add_one_get_the_same_number(site: Site):
    both_have_looked = threading.Barrier(2)

    def take(_: int) -> int:
        with psycopg.connect(site.database_url) as connection:
            (highest,) = connection.execute("SELECT coalesce(max(number), 0) FROM naive").fetchone()
            both_have_looked.wait(30)
            connection.execute("INSERT INTO naive (number) VALUES (%s)", [highest + 1])
        return highest + 1

    site.rows("CREATE TABLE naive (number int)")
    try:
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(take, range(2))) == [1, 1]
        assert site.rows("SELECT number FROM naive") == [(1,), (1,)]
    finally:
        site.rows("DROP TABLE naive")


@pytest.mark.django_db(transaction=True)
def test_two_of_our_own_transactions_without_the_lock_collide_and_only_the_constraint_saves_the_number():
    town = build_town()
    service = town.services[0].pk
    line = (service, rules_of([service])[service].day(MONDAY_NINE))
    with transaction.atomic():
        store.lock_lines([line])  # the line is there; from now on nobody locks it
    both_have_looked = threading.Barrier(2)

    def take_unlocked() -> None:
        request = actions.request_of(service_id=service)
        with transaction.atomic():
            ((issued,),) = rows("SELECT issued FROM queue_line WHERE service_id = %s AND day = %s", line)
            both_have_looked.wait(30)
            lines = {line: LineState(issued=issued)}
            (taken,) = decide([request], rules_of([service]), lines, Known({}, {}), now=MONDAY_NINE)
            assert isinstance(taken, Taken)
            store.add_tickets([(request, taken.ticket)], Clause())

    def attempt(_: int) -> str:
        try:
            take_unlocked()
        except IntegrityError as fault:
            return type(fault).__name__
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2))) == ["IntegrityError", "taken"]
