"""The preparation of `./pendopo serve`, in a process of its own so that the launcher stays small."""

import sys

import django

from pendopo.project.launcher.loading import loading


def main(words: list[str]) -> None:
    """Check the settings, refuse pending migrations (or run them with `--migrate`), collect static files."""
    with loading():
        django.setup()
        from django.core.management import call_command

        from pendopo.project.launcher import prepare

    call_command("check", deploy=True, fail_level="ERROR")
    if "--migrate" in words:
        prepare.migrate()
    elif pending := prepare.pending_migrations():
        sys.exit(
            f"pendopo: the database lacks {len(pending)} migrations ({', '.join(pending[:5])}, ...). Make a "
            "backup, then start with --migrate."
        )
    prepare.collect_static()


if __name__ == "__main__":
    main(sys.argv[1:])
