"""Requests that wait together are done together, and each gets its own result."""

import asyncio
import threading
import time
from collections.abc import Sequence

import pytest

from pendopo.webapi import batching
from pendopo.webapi.batching import Batch


class Counting:
    """A run that notes what came together and answers with the double; slow enough for others to come."""

    def __init__(self, seconds: float = 0.02) -> None:
        self.runs: list[list[int]] = []
        self._seconds = seconds
        self._alone = threading.Lock()

    def __call__(self, items: Sequence[int]) -> list[int | Exception]:
        assert self._alone.acquire(blocking=False), "two runs at the same time"
        time.sleep(self._seconds)
        self.runs.append(list(items))
        self._alone.release()
        return [ValueError(item) if item < 0 else 2 * item for item in items]


def test_those_who_come_during_a_run_go_together_in_the_next():
    run = Counting()

    async def crowd() -> list[int]:
        batch = Batch(run)
        return await asyncio.gather(*(batch.submit(number) for number in range(20)))

    assert asyncio.run(crowd()) == [2 * number for number in range(20)]
    assert [number for items in run.runs for number in items] == list(range(20))
    assert len(run.runs) <= 2


def test_a_run_has_a_longest_size():
    run = Counting(0.001)

    async def crowd() -> list[int]:
        batch = Batch(run, limit=8)
        return await asyncio.gather(*(batch.submit(number) for number in range(30)))

    assert asyncio.run(crowd()) == [2 * number for number in range(30)]
    assert max(map(len, run.runs)) == 8


def test_who_comes_alone_does_not_wait_for_others(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batching, "GATHER_SECONDS", 3600)
    run = Counting(0)

    async def alone() -> None:
        batch = Batch(run)
        for number in range(50):
            await batch.submit(number)

    asyncio.run(asyncio.wait_for(alone(), 60))
    assert {len(one) for one in run.runs} == {1}


def test_a_refusal_reaches_its_own_caller_only():
    async def crowd() -> list[object]:
        batch = Batch(Counting())
        return await asyncio.gather(*(batch.submit(number) for number in (1, -2, 3)), return_exceptions=True)

    first, second, third = asyncio.run(crowd())
    assert (first, third) == (2, 6)
    assert isinstance(second, ValueError)


def test_a_run_that_fails_tells_everybody_and_the_next_goes_on():
    broken = [True]

    def run(items: Sequence[int]) -> list[int]:
        if broken:
            broken.clear()
            raise RuntimeError("no database")
        return list(items)

    async def crowd() -> int:
        batch = Batch(run)
        with pytest.raises(RuntimeError):
            await batch.submit(1)
        return await batch.submit(2)

    assert asyncio.run(crowd()) == 2


def test_a_caller_who_has_gone_away_does_not_hold_up_the_others():
    async def crowd() -> int:
        batch = Batch(Counting())
        gone = asyncio.ensure_future(batch.submit(1))
        stays = asyncio.ensure_future(batch.submit(2))
        await asyncio.sleep(0.005)
        gone.cancel()
        return await stays

    assert asyncio.run(crowd()) == 4
