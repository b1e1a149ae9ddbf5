"""Figures for Prometheus, read from the database, so that every process gives the same answer."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pendopo.queue.queries import tickets_by_state


class _Queue(Collector):
    """Tickets of today and yesterday by service and state."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        tickets = GaugeMetricFamily(
            "pendopo_tickets", "Tickets of the day.", labels=["service", "day", "state"]
        )
        for service, day, state, count in tickets_by_state(now=self._now):
            tickets.add_metric([str(service), day.isoformat(), state], count)
        yield tickets


def exposition(now: datetime) -> bytes:
    """The Prometheus text exposition at `now`."""
    registry = CollectorRegistry()
    registry.register(_Queue(now))
    return generate_latest(registry)
