"""What the data house does by itself, in the worker: long checks, releases, fetches, its own figures, neighbours.

Every process that starts Django learns of all tasks and few run any, so a task loads its action when it runs: the
engines behind it take a second to load.
"""

from pendopo.datahouse.tasks import arrivals, feeding, neighbours, pulls, releases

__all__ = ["arrivals", "feeding", "neighbours", "pulls", "releases"]
