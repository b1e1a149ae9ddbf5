"""The process that works in the background: procrastinate for tasks, and the keeper of the public record."""

import django

from pendopo.project.launcher.loading import loading

#: Seconds that running tasks get when the process is told to stop; what is cut off stays in the queue.
GRACE_SECONDS = 4


def main() -> None:
    """Work until SIGTERM."""
    with loading():
        django.setup()
        from procrastinate.contrib.django import app

        from pendopo.assessment.files.site import site_intake
        from pendopo.project.record_keeper import RecordKeeper

    site_intake().store.sweep()  # what a killed process was receiving
    keeper = RecordKeeper()
    keeper.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
            worker_app.run_worker(concurrency=2, shutdown_graceful_timeout=GRACE_SECONDS)
    finally:
        keeper.stop()


if __name__ == "__main__":
    main()
