"""Two ways for a simulated minute to pass: with the clock on the wall, or at once, for days that are over."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from pendopo.kernel import clock

_LOOK_SECONDS = 0.25


class WallClock:
    """Simulated minutes follow real time at a speed that may change at any moment; 0 stops them."""

    is_live = True

    def __init__(self, speed: Callable[[], int]) -> None:
        self._speed = speed
        self._minute = 0.0
        self._since = time.monotonic()

    def wait_until(self, minute: float) -> None:
        """Return when the simulated day has come to `minute`."""
        while self._pass_time() < minute:
            time.sleep(_LOOK_SECONDS if self._present_speed == 0 else self._pause(minute))

    def now(self) -> datetime:
        """The real moment: what happens live is stamped with the real time."""
        return clock.now()

    def _pass_time(self) -> float:
        self._present_speed = self._speed()
        moment = time.monotonic()
        self._minute += (moment - self._since) / 60 * self._present_speed
        self._since = moment
        return self._minute

    def _pause(self, minute: float) -> float:
        return max(0.0, min(_LOOK_SECONDS, (minute - self._minute) * 60 / self._present_speed))


class PastClock:
    """A day that is over: nothing waits, and each event carries the moment at which it would have happened."""

    is_live = False

    def __init__(self, opening: datetime) -> None:
        self._opening = opening
        self._minute = 0.0

    def wait_until(self, minute: float) -> None:
        self._minute = max(self._minute, minute)

    def now(self) -> datetime:
        return self._opening + timedelta(minutes=self._minute)
