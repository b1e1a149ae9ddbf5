"""What the data house does by itself, in the worker: checks that take long, fetches, tidying."""

from pendopo.datahouse.tasks import arrivals, pulls

__all__ = ["arrivals", "pulls"]
