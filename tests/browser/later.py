"""A web process some days later: the same database, folder and host name; the survey's days in between are closed.

python -m tests.browser.later DAYS --port PORT
"""

import sys
from datetime import timedelta

from pendopo.kernel import clock
from pendopo.project.launcher.loading import loading


def main(words: list[str]) -> None:
    """Move the clock that every entry point reads, let the record do its work, serve."""
    moved, today = timedelta(days=int(words[0])), clock.now
    clock.now = lambda: today() + moved  # type: ignore[assignment]
    import django

    with loading():
        django.setup()
    from django.conf import settings
    from django.db import connection

    from pendopo.ledger.actions import advance
    from pendopo.ledger.files import archive_of
    from pendopo.project.launcher import web
    from pendopo.survey.actions import publish_indexes

    publish_indexes(day=clock.now().date(), minimum=10)
    while advance("skm", archive_of(settings.ENV), clock.now()).entries:
        pass
    connection.close()
    web.main(words[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
