"""Numbers under a rush: unique, without gaps, none lost, whatever comes at the same time."""

import random
import threading
import time
from collections import Counter

from pendopo.ledger.domain.commitment import commit
from tests.concurrency.crowd import Reply, books_of, numbers_of, take, together
from tests.servers import Site, Town, Web


def numbers_told(replies: list[Reply]) -> dict[int, list[int]]:
    """The numbers that clients were told, by service, in order."""
    told: dict[int, list[int]] = {}
    for reply in replies:
        told.setdefault(reply.body["service"], []).append(int(reply.body["number"].partition("-")[2]))
    return {service: sorted(numbers) for service, numbers in told.items()}


def hold_books_sound(site: Site, town: Town, replies: list[Reply]) -> None:
    """Every reply is on the books, every number was told once, and all books say the same."""
    rows = site.rows(
        "SELECT id::text, letter || '-' || lpad(sequence::text, 3, '0') FROM queue_ticket WHERE office_id = %s",
        town.office_id,
    )
    assert {reply.body["id"]: reply.body["number"] for reply in replies} == dict(rows)
    told = numbers_told(replies)
    for service in town.services:
        count = len(told[service])
        assert told[service] == list(range(1, count + 1)) == numbers_of(site, service)
        assert set(books_of(site, service).values()) == {count}


def test_two_thousand_numbers_by_sixty_four_clients_over_three_services_and_two_processes(
    site: Site, web: Web
):
    town = site.town(services=3)
    wishes = [take(town.services[place % 3], priority=place % 10 == 0) for place in range(2_000)]
    random.Random(7).shuffle(wishes)
    replies = together(web, wishes)
    assert Counter(reply.status for reply in replies) == {201: 2_000}
    hold_books_sound(site, town, replies)


def test_numbers_follow_the_order_of_the_events_and_every_commitment_opens_with_its_salt(
    site: Site, web: Web
):
    town = site.town()
    together(web, [take(town.services[0]) for _ in range(200)])
    rows = site.rows(
        "SELECT t.id, t.sequence, s.salt FROM queue_ticketevent e JOIN queue_ticket t ON t.id = e.ticket_id "
        "JOIN queue_ticketsalt s ON s.ticket_id = t.id WHERE e.office_id = %s ORDER BY e.id",
        town.office_id,
    )
    assert [sequence for _, sequence, _ in rows] == list(range(1, 201))
    entries = site.rows(
        "SELECT convert_from(leaf, 'UTF8')::json ->> 'c' FROM ledger_outbox "
        "WHERE convert_from(leaf, 'UTF8')::json ->> 'service' = %s::text ORDER BY id",
        town.services[0],
    )
    assert [row[0] for row in entries] == [commit("ticket", bytes(salt), id_.bytes) for id_, _, salt in rows]


def test_a_process_killed_in_the_middle_loses_no_number_that_was_answered(site: Site):
    town = site.town(services=3)
    wishes = [take(town.services[place % 3], key=f"{town.office}-{place}") for place in range(2_000)]
    with site.serving(2) as web:
        killer = threading.Thread(target=_kill_when_half_are_taken, args=(site, town, web))
        killer.start()
        replies = together(web, wishes)
        killer.join()
        assert [process.poll() for process in web.processes] == [-9, None]
    assert any(reply.tries > 1 for reply in replies), "nobody was interrupted: the kill came too late"
    assert {reply.status for reply in replies} <= {200, 201}
    hold_books_sound(site, town, replies)


def _kill_when_half_are_taken(site: Site, town: Town, web: Web) -> None:
    with site.database() as connection:
        count = "SELECT count(*) FROM queue_ticket WHERE office_id = %s"
        while connection.execute(count, [town.office_id]).fetchone()[0] < 700:
            time.sleep(0.01)
    web.kill(0)


def test_one_key_sent_sixty_four_times_at_once_gets_one_ticket(site: Site, web: Web):
    town = site.town()
    replies = together(web, [take(town.services[0], key=f"{town.office}-sama")] * 64)
    assert Counter(reply.status for reply in replies) == {201: 1, 200: 63}
    assert len({reply.body["id"] for reply in replies}) == 1
    assert set(books_of(site, town.services[0]).values()) == {1}


def test_a_phone_that_asks_many_times_at_once_holds_one_open_ticket(site: Site, web: Web):
    town = site.town()
    replies = together(web, [take(town.services[0], holder=f"gawai-{town.office}")] * 64)
    assert Counter(reply.status for reply in replies) == {201: 1, 409: 63}
    assert {reply.body["code"] for reply in replies if reply.status == 409} == {"already-holding"}
    assert numbers_of(site, town.services[0]) == [1]


def test_a_quota_of_fifty_gives_exactly_fifty_numbers_to_two_hundred_people(site: Site, web: Web):
    town = site.town(daily_quota=50)
    replies = together(web, [take(town.services[0]) for _ in range(200)])
    assert Counter(reply.status for reply in replies) == {201: 50, 409: 150}
    assert {reply.body["code"] for reply in replies if reply.status == 409} == {"quota-exhausted"}
    assert numbers_of(site, town.services[0]) == list(range(1, 51))
