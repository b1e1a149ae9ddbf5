"""Fills the data house of a demo that is open already, in a process of its own: nobody waits for it at the door."""

import django


def main() -> None:
    """Published data sets, one that waits, the Daftar Data of the year, the demo's own figures; what is there stays."""
    django.setup()
    from django.conf import settings

    from pendopo.directory import queries
    from pendopo.kernel import clock
    from pendopo.project.launcher import example_data, example_feed

    office = queries.office(settings.ENV["PENDOPO_OFFICE"])
    example_data.build(settings.CONTENT, settings.PENDOPO_LAKE, office=office, now=clock.now())
    example_feed.build(
        settings.PENDOPO_LAKE,
        agency=settings.ENV["PENDOPO_WALIDATA"],
        least=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        now=clock.now(),
    )


if __name__ == "__main__":
    main()
