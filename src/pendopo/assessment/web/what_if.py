"""What would raise the index: change levels on paper, see the figures, and the fewest steps to the next predicate.

The page works by a form; a script does the same arithmetic in the browser while one chooses (`whatif.js`).
"""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.assessment import queries
from pendopo.assessment.domain.framework import Framework, Item, PredicateFrom
from pendopo.assessment.domain.whatif import Step, gain_of_step
from pendopo.assessment.wording import level_words, short_title
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import Invalid

#: Weakest points that are shown; the rest is in the table below.
MOST_WEAK = 8


@needs(Permission.TAKE_PART_IN_ASSESSMENT)
@never_cache
@require_safe
def what_if_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/penilaian/<assessment>/andaikan/?t-12=3: the form, with what the chosen levels would do."""
    page = queries.what_if_page(slug, request.actor, _changes(request))
    framework, change = page.sheet.framework, page.change
    changed = {code: level for code, level in _changes(request).items() if page.levels[code] != level}
    facts = {
        "here": page.sheet.here,
        "before": figure(change.before.index),
        "after": figure(change.after.index),
        "predicate_before": change.before.predicate.name,
        "predicate_after": change.after.predicate.name,
        "gain": _signed(change.gain, framework),
        "changed": len(changed),
        "missing": len(change.before.missing),
        "weakest": [_step(framework, step) for step in page.weakest[:MOST_WEAK]],
        "target": page.target,
        "following": page.following,
        "following_steps": [_step(framework, step) for step in page.following.steps]
        if page.following
        else [],
        "following_query": _query(page.following.steps) if page.following else "",
        "following_index": figure(page.following.result.index) if page.following else "",
        "lacking": figure(half_up(page.following.lacking, framework.decimals)) if page.following else "",
        "rows": [_row(framework, item, page.levels[item.code], changed) for item in page.items],
        "plan": json.dumps(plan_of(framework, page.levels)),
    }
    return render(request, "assessment/staff/what_if.html", facts)


def _changes(request: HttpRequest) -> dict[str, int]:
    """The levels in the address: "t-12=3". Empty ones count as not written."""
    found = {}
    for name, value in request.GET.items():
        if name.startswith("t-") and value:
            if not (value.isascii() and value.isdigit() and len(value) < 3):
                raise Invalid(_("Pilih tingkat sebagai bilangan bulat."), field=name)
            found[name.removeprefix("t-")] = int(value)
    return found


def _row(framework: Framework, item: Item, level: int, changed: Mapping[str, int]) -> dict[str, Any]:
    chosen = changed.get(item.code, level)
    return {
        "code": item.code,
        "title": short_title(item),
        "level": level,
        "is_changed": item.code in changed,
        "gain": _signed(gain_of_step(framework, item), framework, 4),
        "options": [
            {"value": n, "label": level_words(framework, item, n), "chosen": n == chosen}
            for n in range(framework.lowest, framework.highest + 1)
        ],
    }


def _step(framework: Framework, step: Step) -> dict[str, Any]:
    return {
        "code": step.item.code,
        "title": short_title(step.item),
        "from": step.level,
        "to": step.target,
        "gain": _signed(step.gain, framework, 4),
        "query": _query([step]),
    }


def _query(steps: Iterable[Step]) -> str:
    return "&".join(f"t-{step.item.code}={step.target}" for step in steps)


def _signed(points: Fraction, framework: Framework, most: int = 0) -> str:
    """ "+0,05"; with `most`, as many places as are needed, up to that."""
    text = half_up(abs(points), most or framework.decimals)
    if most:
        text = text.rstrip("0").rstrip(".")
    sign = "−" if points < 0 else "+"
    return f"{sign}{figure(text)}"


def plan_of(framework: Framework, levels: Mapping[str, int]) -> dict[str, Any]:
    """All that the script needs to compute the index exactly: whole numbers only.

    Weights on one denominator; bounds of predicates as [numerator, denominator, whether it belongs to the band].
    """
    common = lcm(*(item.weight.denominator for item in framework.items))
    return {
        "weights": {item.code: int(item.weight * common) for item in framework.items},
        "levels": dict(levels),
        "decimals": framework.decimals,
        "rounded": framework.predicate_from is PredicateFrom.ROUNDED,
        "predicates": [
            {
                "name": one.name,
                "lowest": [one.lowest.numerator, one.lowest.denominator, one.lowest_included],
                "highest": [one.highest.numerator, one.highest.denominator, one.highest_included],
            }
            for one in framework.predicates
        ],
    }
