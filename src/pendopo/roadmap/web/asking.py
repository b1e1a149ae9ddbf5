"""The form that asks the optimizer: read from what was typed, and written anew from an earlier plan."""

import re
from collections.abc import Mapping
from fractions import Fraction

from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import Invalid
from pendopo.roadmap.domain.plans import Wish
from pendopo.roadmap.queries import PlanView, RoadmapView


def read_wish(posted: Mapping[str, str], here: RoadmapView) -> Wish:
    """What was asked for. Raises `Invalid` at the first figure that cannot be read."""
    picked = {
        name.removeprefix("pilih-"): value
        for name, value in posted.items()
        if name.startswith("pilih-") and value
    }
    seconds = posted.get("detik", "").strip()
    return Wish(
        title=posted.get("judul", ""),
        targets=_targets(posted, here),
        budgets=_budgets(posted, here),
        pace=posted.get("tempo") == "1",
        pinned={code: int(value) for code, value in picked.items() if value.isdigit()},
        forbidden=frozenset(code for code, value in picked.items() if value == "jangan"),
        seconds=int(seconds) if seconds.isdigit() and len(seconds) < 4 else 0,
    )


def _targets(posted: Mapping[str, str], here: RoadmapView) -> dict[int, str]:
    found = {}
    for year in here.years:
        text = posted.get(f"target-{year}", "").strip().replace(",", ".")
        if text and not re.fullmatch(r"\d(\.\d{1,4})?", text):
            raise Invalid(
                "Tulis target {year} sebagai indeks, misalnya 2,60.", field=f"target-{year}", year=year
            )
        if text:
            found[year] = text
    if not found:
        raise Invalid("Isi target sedikitnya untuk satu tahun.", field=f"target-{here.last_year}")
    return found


def _budgets(posted: Mapping[str, str], here: RoadmapView) -> dict[int, int]:
    found = {}
    for year in here.years:
        text = re.sub(r"^Rp\s*|[. ]", "", posted.get(f"anggaran-{year}", "").strip())
        if text and not re.fullmatch(r"[0-9]{1,15}", text):
            raise Invalid(
                "Tulis anggaran {year} dalam rupiah, misalnya 1.500.000.000, atau kosongkan bila tidak dibatasi.",
                field=f"anggaran-{year}",
                year=year,
            )
        if text:
            found[year] = int(text)
    return found


def typed_of(plan: PlanView) -> dict[str, str]:
    """What has to be typed to ask the same once more."""
    problem, unit = plan.problem, plan.problem.measure.unit
    typed = {"judul": plan.title, "detik": str(plan.seconds)}
    if problem.hold_before:
        typed["tempo"] = "1"
    for year, units in problem.targets.items():
        whole, places = half_up(Fraction(units, unit), 4).split(".")
        typed[f"target-{year}"] = f"{whole},{places[:2]}{places[2:].rstrip('0')}"
    for year, limit in problem.budgets.items():
        typed[f"anggaran-{year}"] = f"{limit:,}".replace(",", ".")
    typed |= {f"pilih-{code}": str(year) for code, year in plan.pinned.items()}
    return typed | {f"pilih-{code}": "jangan" for code in problem.forbidden}
