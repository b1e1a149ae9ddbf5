"""Which processes make a site."""

from pendopo.project.launcher.processes import Worker


def site_workers(host: str, port: int, web_processes: int) -> list[Worker]:
    """The web processes, and the one that runs background tasks."""
    return [*web_workers(host, port, web_processes), background_worker()]


def web_workers(host: str, port: int, web_processes: int) -> list[Worker]:
    """Web processes that share one port."""
    words = ["pendopo.project.launcher.web", "--host", host, "--port", str(port)]
    return [
        Worker(f"web process {number + 1}", words, tells_when_ready=True) for number in range(web_processes)
    ]


def background_worker() -> Worker:
    """The process that runs background tasks and keeps the record."""
    return Worker("background worker", ["pendopo.project.launcher.background"])
