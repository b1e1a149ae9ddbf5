"""Which processes make a site."""

from pendopo.project.launcher.processes import Worker


def site_workers(host: str, port: int, web_processes: int) -> list[Worker]:
    """The web processes, which share one port, and the one that runs background tasks."""
    words = ["pendopo.project.launcher.web", "--host", host, "--port", str(port)]
    web = [
        Worker(f"web process {number + 1}", words, tells_when_ready=True) for number in range(web_processes)
    ]
    return [*web, Worker("background worker", ["pendopo.project.launcher.background"])]
