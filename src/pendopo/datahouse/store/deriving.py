"""Data sets whose newest version is the answer to a question."""

from django.db.models import F

from pendopo.datahouse.models import Version


def derived_daily() -> list[tuple[str, str]]:
    """Those that are made anew every day: short name, and agency as "government/agency"."""
    rows = Version.objects.filter(number=F("dataset__newest"), report__derived__daily=True)
    found = rows.values_list("dataset__slug", "dataset__agency__government__code", "dataset__agency__slug")
    return [(slug, f"{government}/{agency}") for slug, government, agency in found.order_by("dataset__slug")]
