"""The figures of answers, for the people who work with them: `/ruang-kerja/survei/hasil/`."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.policy_gate import needs
from pendopo.design.wording import figure, percent
from pendopo.kernel import clock
from pendopo.kernel.days import local_day
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import Forbidden
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.tally import same_share
from pendopo.survey.queries import ScopeView
from pendopo.survey.queries.reading import GroupFigures, ReadingPage, readable_scopes, reading_page
from pendopo.survey.wording import class_means, class_words, period_words, sign_words
from pendopo.survey.wording.charts import distribution, element_chart, index_chart, score_kinds
from pendopo.survey.wording.choices import period_choices, read_period, scope_choices


@dataclass(frozen=True)
class Row:
    """A part of the whole in words; `href` leads to its own figures, and is empty where it may not be opened."""

    name: str
    href: str
    counts: str
    ikm: str
    grade: str
    hint: str = ""


@needs(Permission.READ_SURVEYS)
@never_cache
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """The figures of one scope and period, with the trend, the distribution and what should be looked into."""
    scopes = readable_scopes(request.actor)
    scope = chosen_scope(scopes, request.GET.get("lingkup", ""))
    today = local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))
    period = read_period(request.GET.get("periode", ""), today)
    page = reading_page(scope, period)
    return render(
        request, "survey/staff/reading.html", _facts(page, scopes, request.GET.get("unsur", ""), today=today)
    )


def chosen_scope(scopes: tuple[ScopeView, ...], key: str) -> ScopeView:
    """The scope that was asked for, or the widest one. Raises `Forbidden` for one that is not among them."""
    found = [each for each in scopes if key in ("", each.key)]
    if not found:
        raise Forbidden
    return found[0]


def _facts(
    page: ReadingPage, scopes: tuple[ScopeView, ...], element: str, *, today: object
) -> dict[str, object]:
    framework, index = page.framework, page.whole.index
    lowest = index.lowest if index else ()
    element = element if element in framework.codes else (lowest[0] if lowest else framework.codes[0])
    trend = [(Period.parse(each.key), each.totals, each.index) for each in page.trend]
    share = same_share(page.whole.totals)
    open_to = {each.key for each in scopes}
    return {
        "page": page,
        "period_words": period_words(page.period),
        "scopes": scope_choices(scopes),
        "periods": period_choices(today),  # type: ignore[arg-type]
        "chosen_period": str(page.period),
        "index": index,
        "elements": [
            {"value": each.code, "label": f"{each.code} {gettext(each.name)}"} for each in framework.elements
        ],
        "element": element,
        "element_name": gettext(framework.element(element).name),
        "index_chart": index_chart(trend, framework),
        "element_chart": element_chart(trend, framework, element),
        # Fewer answers are not published, and a report holds published figures only.
        "has_report": page.whole.totals.respondents >= settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        "lowest": [_lowest(page, code) for code in lowest],
        "distribution": distribution(framework, page.whole.totals, lowest),
        "kinds": score_kinds(),
        "classes": [_class_row(each) for each in page.classes],
        "tables": [
            (title, rows)
            for title, rows in (
                (gettext("Tiap instansi"), _rows(page, page.agencies, open_to)),
                (gettext("Tiap kantor"), _rows(page, page.offices, open_to)),
                (
                    gettext("Tiap layanan"),
                    _rows(page, page.services, open_to) if page.scope.sort != "layanan" else [],
                ),
            )
            if rows
        ],
        "response": percent(half_up(page.response * 100, 1)) if page.response is not None else "",
        "same": percent(half_up(share * 100, 0)) if share is not None else "",
        "signs": [sign_words(sign) for sign in page.signs],
    }


def _lowest(page: ReadingPage, code: str) -> dict[str, str]:
    mean = page.whole.totals.mean(code)
    return {
        "code": code,
        "name": gettext(page.framework.element(code).name),
        "mean": figure(half_up(mean, 2)) if mean is not None else "",
    }


def _class_row(group: GroupFigures) -> Row:
    return _row(class_words([group.key]), "", group, class_means([group.key]))


def _rows(page: ReadingPage, groups: tuple[GroupFigures, ...], open_to: set[str]) -> list[Row]:
    """One row a group; a link only where this person may open the group's own figures."""
    return [
        _row(each.name, f"?lingkup={each.key}&periode={page.period}" if each.key in open_to else "", each)
        for each in groups
    ]


def _row(name: str, href: str, group: GroupFigures, hint: str = "") -> Row:
    return Row(
        name,
        href,
        _counts(group),
        figure(group.index.ikm) if group.index else "–",
        group.index.band.grade if group.index else "",
        hint,
    )


def _counts(group: GroupFigures) -> str:
    answers = figure(group.totals.respondents)
    if not group.served:
        return gettext("{answers} jawaban").format(answers=answers)
    return gettext("{answers} jawaban, {served} kunjungan selesai").format(
        answers=answers, served=figure(group.served)
    )
