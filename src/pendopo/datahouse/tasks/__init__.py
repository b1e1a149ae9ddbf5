"""What the data house does by itself, in the worker: long checks, fetches, tidying, its own figures, neighbours."""

from pendopo.datahouse.tasks import arrivals, feeding, neighbours, pulls

__all__ = ["arrivals", "feeding", "neighbours", "pulls"]
