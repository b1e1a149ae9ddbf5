"""The work of a year on a database whose commits are on the disk: saving, the whole form, the index."""

import os
import statistics
from collections.abc import Callable
from typing import Any

from bench.figures import figure, milliseconds
from tests.servers import Site

#: Saves that are measured; the first ones only warm up.
SAVES, WARM = 300, 20


def year_figures(site: Site) -> list[dict[str, Any]]:
    """What goes through PostgreSQL, with the number of queries of each."""
    os.environ |= site.environment
    import django

    django.setup()
    from bench.assessment_whatif import what_if_figures
    from pendopo.assessment import actions, queries
    from pendopo.assessment.domain.answers import Content
    from pendopo.assessment.domain.rounds import RoundName
    from tests.assessment_year import JUNE, build_year

    year = build_year()
    codes = [item.code for item in year.framework.items]
    versions = dict.fromkeys(codes, 0)

    def save() -> None:
        code = codes[sum(versions.values()) % len(codes)]
        year.save(code, who="entri", based_on=versions[code], level=1, fact="Peraturan Bupati Nomor 1." * 8)
        versions[code] += 1

    milliseconds(save, WARM)
    one = milliseconds(save, SAVES)

    def save_all() -> None:
        wishes = {
            code: actions.Wish(Content(level=1, fact="Peraturan Bupati Nomor 2." * 8), versions[code])
            for code in codes
        }
        actions.save_answers(
            actor=year.people["entri"], now=JUNE, slug=year.slug, round=RoundName.SELF, answers=wishes
        )
        versions.update({code: version + 1 for code, version in versions.items()})

    milliseconds(save_all, 2)
    many = milliseconds(save_all, 20)
    form = milliseconds(lambda: queries.sheet(year.slug, year.people["entri"]), 40)
    sheet = queries.sheet(year.slug, year.people["entri"])
    again = milliseconds(sheet.result, 200)
    return [
        figure("one answer saved, ms (median)", statistics.median(one)),
        figure("one answer saved, ms (p95)", one[int(len(one) * 0.95)], 20),
        figure("one answer saved, queries", counted(save), 10),
        figure("47 answers saved at once, ms (median)", statistics.median(many), 60),
        figure("47 answers saved at once, queries", counted(save_all), 12),
        figure("whole form, ms (median)", statistics.median(form), 50),
        figure("whole form, queries", counted(lambda: queries.sheet(year.slug, year.people["entri"])), 10),
        figure("index from the loaded form, ms (median)", statistics.median(again), 2),
        *what_if_figures(year.slug, "sekda"),
    ]


def counted(work: Callable[[], object]) -> int:
    """The queries that `work` makes, transaction statements left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        work()
    words = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(words) for query in caught.captured_queries)
