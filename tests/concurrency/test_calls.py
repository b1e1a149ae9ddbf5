"""Many counters at once: nobody is called twice, nobody is forgotten, nobody is pushed back for ever."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

from tests.concurrency.crowd import Call, Client, Reply, take, together
from tests.servers import Site, Town, Web


def call(town: Town, counter: int) -> Call:
    """The counter's press of "next", ending whomever it holds."""
    return Call("POST", f"/counters/{counter}/next", {"close": "finish"}, town.staff)


def call_everybody(web: Web, town: Town) -> list[Reply]:
    """All counters of the town call until nobody waits; what each call brought, by counter, in order."""

    async def work(counter: int) -> list[Reply]:
        replies = []
        with closing(Client(web)) as client:
            while (reply := await client.ask(call(town, counter))).status != 204:
                replies.append(reply)
        return replies

    async def all_counters() -> list[list[Reply]]:
        return await asyncio.gather(*(work(counter) for counter in town.counters))

    return [reply for replies in asyncio.run(all_counters()) for reply in replies]


def classes_called(site: Site, line: int) -> list[bool]:
    """Whether each call of the line was a priority call, in the order of the calls."""
    found = site.rows(
        "SELECT t.priority FROM queue_ticketevent e JOIN queue_ticket t ON t.id = e.ticket_id "
        "WHERE e.service_id = %s AND e.step = 'call' ORDER BY e.id",
        line,
    )
    return [row[0] for row in found]


def has_two_in_a_row(classes: Sequence[bool]) -> bool:
    return any(one and other for one, other in pairwise(classes))


def test_sixteen_counters_never_call_the_same_ticket_and_call_everybody(site: Site, web: Web):
    town = site.town(services=3, counters=16)
    taken = together(web, [take(town.services[place % 3]) for place in range(400)])
    called = call_everybody(web, town)
    assert {reply.status for reply in called} == {200}
    assert Counter(reply.body["id"] for reply in called) == Counter(reply.body["id"] for reply in taken)
    ends = site.rows(
        "SELECT step, count(*), count(DISTINCT ticket_id) FROM queue_ticketevent WHERE office_id = %s GROUP BY step",
        town.office_id,
    )
    assert sorted(ends) == [("call", 400, 400), ("finish", 400, 400), ("take", 400, 400)]


def test_one_counter_pressed_from_many_screens_at_once_holds_one_ticket(site: Site, web: Web):
    town = site.town(counters=1)
    together(web, [take(town.services[0]) for _ in range(20)])
    press = Call("POST", f"/counters/{town.counters[0]}/next", None, town.staff)
    replies = together(web, [press] * 16, clients=16)
    assert Counter(reply.status for reply in replies) == {200: 1, 409: 15}
    assert {reply.body["code"] for reply in replies if reply.status == 409} == {"counter-busy"}


def test_priority_never_follows_priority_in_a_line_while_others_wait_too_long(site: Site, web: Web):
    town = site.town(services=2, counters=8, promise_minutes=30)
    wishes = [take(town.services[place % 2], priority=place % 4 < 2) for place in range(160)]
    random.Random(3).shuffle(wishes)
    together(web, wishes)
    for line in town.services:
        site.let_time_pass(line, timedelta(hours=2))
    assert len(call_everybody(web, town)) == 160
    for line in town.services:
        classes = classes_called(site, line)
        last_regular = max(place for place, priority in enumerate(classes) if not priority)
        assert sorted(Counter(classes).items()) == [(False, 40), (True, 40)]
        assert not has_two_in_a_row(classes[: last_regular + 1]), classes


def test_without_the_bound_priority_goes_first(site: Site, web: Web):
    town = site.town(counters=8, promise_minutes=30)
    together(web, [take(town.services[0], priority=place % 2 == 0) for place in range(60)])
    call_everybody(web, town)
    assert classes_called(site, town.services[0]) == [True] * 30 + [False] * 30


def test_of_a_cancellation_and_a_call_at_the_same_moment_exactly_one_wins(site: Site, web: Web):
    town = site.town()
    outcomes = asyncio.run(_race(web, town, rounds=40))
    assert {outcome for outcome, _ in outcomes} <= {(200, 204), (409, 200)}
    for (cancelled, _), ticket in outcomes:
        steps = [
            row[0]
            for row in site.rows(
                "SELECT step FROM queue_ticketevent WHERE ticket_id = %s ORDER BY id", ticket
            )
        ]
        assert steps == (["take", "cancel"] if cancelled == 200 else ["take", "call", "finish"])
    won = Counter(outcome for outcome, _ in outcomes)
    assert len(won) == 2, f"only one of the two ever won, so they did not race: {won}"


async def _race(web: Web, town: Town, rounds: int) -> list[tuple[tuple[int, int], str]]:
    """For one fresh ticket after the other: (status of the cancellation, status of the call), and its id."""
    chance = random.Random(11)
    outcomes = []
    press = Call("POST", f"/counters/{town.counters[0]}/next", None, town.staff)

    async def a_little_later(client: Client, wish: Call) -> Reply:
        await asyncio.sleep(chance.random() * 0.004)
        return await client.ask(wish)

    with closing(Client(web)) as holder, closing(Client(web)) as officer:
        for _ in range(rounds):
            ticket = (await holder.ask(take(town.services[0]))).body["id"]
            cancelled, called = await asyncio.gather(
                a_little_later(holder, Call("DELETE", f"/tickets/{ticket}")), a_little_later(officer, press)
            )
            outcomes.append(((cancelled.status, called.status), ticket))
            if called.status == 200:
                await officer.ask(Call("POST", f"/tickets/{ticket}/finish", None, town.staff))
    return outcomes
