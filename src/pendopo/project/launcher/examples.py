"""Fills a demo that is open already, in a process of its own: nobody waits for examples at the door.

What is looked at first comes first. What is there stays, and what was interrupted begins again with the next start.
"""

import os
import sys
from pathlib import Path

import django

from pendopo.project.launcher.demo_folder import DemoFolder
from pendopo.project.launcher.loading import loading

#: The people who use the town come first.
_NICE = 5


def main(words: list[str]) -> None:
    """`python -m pendopo.project.launcher.examples FOLDER`: a year of surveys, of assessment, of plans, and data."""
    os.nice(_NICE)
    with loading():
        django.setup()
    _bring_a_year(DemoFolder(Path(words[0])))
    _assess()
    _fill_the_data_house()


def _bring_a_year(folder: DemoFolder) -> None:
    """Surveys, comments and promises of the year before, once for this folder."""
    from django.conf import settings

    from pendopo.directory import queries
    from pendopo.kernel import clock
    from pendopo.visitors.year import bring_a_year

    office, kept = queries.office(settings.ENV["PENDOPO_OFFICE"]), folder.secrets()
    if kept.get("year") != office.slug:
        bring_a_year(office, now=clock.now())
        folder.keep_secrets(folder.secrets() | {"year": office.slug})


def _assess() -> None:
    """The worked assessment, the roadmap that stands on it, and the worked inventory, once."""
    from django.conf import settings

    from pendopo.kernel import clock
    from pendopo.project.launcher import example_inventory, example_roadmap, example_year
    from pendopo.project.launcher.example_people import regency

    home = regency()
    if home is not None:
        file = settings.CONTENT / "assessments" / "kabupaten-mojokerto-contoh.yaml"
        example_year.build(file, home, now=clock.now())
        inventory = settings.CONTENT / "inventory" / "kabupaten-mojokerto-contoh.yaml"
        example_inventory.build(inventory, home, now=clock.now())
        roadmap = settings.CONTENT / "roadmap" / "contoh-kabupaten-mojokerto.yaml"
        example_roadmap.build(roadmap, home, now=clock.now())


def _fill_the_data_house() -> None:
    """Published data sets, some on their way, one late, one limited, the Daftar Data, and the demo's own figures."""
    from django.conf import settings

    from pendopo.directory import queries
    from pendopo.kernel import clock
    from pendopo.project.launcher import example_data, example_desk, example_feed, example_limited

    office = queries.office(settings.ENV["PENDOPO_OFFICE"])
    example_data.build(settings.CONTENT, settings.PENDOPO_LAKE, office=office, now=clock.now())
    example_limited.build(settings.PENDOPO_LAKE, office=office, now=clock.now())
    example_desk.build(settings.PENDOPO_LAKE, office=office, now=clock.now())
    example_feed.build(
        settings.PENDOPO_LAKE,
        agency=settings.ENV["PENDOPO_WALIDATA"],
        least=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        now=clock.now(),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
