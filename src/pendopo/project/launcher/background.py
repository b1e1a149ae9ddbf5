"""The process that runs background tasks: procrastinate, on the same PostgreSQL as everything else."""

import django

#: Seconds that running tasks get when the process is told to stop; what is cut off stays in the queue.
GRACE_SECONDS = 4


def main() -> None:
    """Work until SIGTERM."""
    django.setup()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(concurrency=2, shutdown_graceful_timeout=GRACE_SECONDS)


if __name__ == "__main__":
    main()
