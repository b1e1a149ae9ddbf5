"""The published satisfaction index of a government, an agency, an office or a service."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.design.wording import figure, month, percent
from pendopo.directory.queries import offices
from pendopo.kernel import clock
from pendopo.kernel.decimals import half_up
from pendopo.portal.queries import (
    SatisfactionPage,
    agency_satisfaction,
    government_satisfaction,
    office_satisfaction,
)
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import Period
from pendopo.survey.queries.public import NO_PROFILE, PublicColumn, PublicFigures, PublicIndex
from pendopo.survey.wording import class_means, class_words, period_words, reason_words
from pendopo.survey.wording.charts import distribution, index_chart, score_kinds
from pendopo.survey.wording.choices import period_choices
from pendopo.survey.wording.promises import promise_card

#: The highest mean of an element.
_BEST = 4


@dataclass(frozen=True)
class Bar:
    """A row of the bars: see components/bars.html."""

    name: str
    share: str
    text: str
    lowest: bool = False


@dataclass(frozen=True)
class Row:
    """A part of the whole, in words."""

    name: str
    href: str
    note: str
    ikm: str
    grade: str


@public
@require_safe
def satisfaction(request: HttpRequest, office: str) -> HttpResponse:
    """/kepuasan/<office>/: the figures of an office, or of one of its services (`layanan`)."""
    return _answer(
        request,
        office_satisfaction(
            office,
            period=_asked(request),
            letter=request.GET.get("layanan", ""),
            minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
            now=clock.now(),
        ),
    )


@public
@require_safe
def agency(request: HttpRequest, agency: str) -> HttpResponse:
    """/kepuasan/instansi/<agency>/: the figures of an agency, at all offices."""
    return _answer(request, _of_site(request, lambda **facts: agency_satisfaction(agency, **facts)))


@public
@require_safe
def government(request: HttpRequest) -> HttpResponse:
    """/kepuasan/: the figures of the whole government, its offices and its agencies."""
    return _answer(request, _of_site(request, government_satisfaction))


def _of_site(request: HttpRequest, query: Callable[..., SatisfactionPage]) -> SatisfactionPage:
    return query(
        site=settings.ENV["PENDOPO_OFFICE"],
        period=_asked(request),
        minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        now=clock.now(),
    )


def _asked(request: HttpRequest) -> Period | None:
    asked = request.GET.get("periode", "")
    return Period.parse(asked) if asked else None


def _answer(request: HttpRequest, page: SatisfactionPage) -> HttpResponse:
    return render(request, "portal/satisfaction.html", _facts(page))


def _facts(page: SatisfactionPage) -> dict[str, object]:
    found = page.index
    index = found.whole.index
    totals = found.whole.totals
    return {
        "found": found,
        "office": page.office,
        "is_service": found.scope.sort == "layanan",
        "letter": page.letters.get(found.scope.key, "") if found.scope.sort == "layanan" else "",
        "period": period_words(found.period),
        "chosen": str(found.period),
        "is_month": found.period.count == 1,
        "periods": period_choices(page.today),
        "minimum": found.least,
        "index": index,
        "bars": _element_bars(index) if index else [],
        "distribution": distribution(found.framework, totals, index.lowest) if totals and index else [],
        "kinds": score_kinds(),
        "trend": _trend(found),
        "tables": _tables(page),
        "classes": [_class_row(column) for column in found.classes] if len(found.classes) > 1 else [],
        "profile": [
            (question, _shares(found, code, columns)) for code, question, columns in _fields(found) if columns
        ],
        "cards": [promise_card(each) for each in page.follow_ups],
        "comments": page.comments,
        "quotes": [(each, month(each.month.first)) for each in page.comments.comments],
        "withheld": [(reason_words(reason), count) for reason, count in page.comments.withheld],
        "crumbs": _crumbs(page),
    }


def _crumbs(page: SatisfactionPage) -> list[dict[str, str]]:
    crumbs = []
    if page.office is not None:
        crumbs.append({"href": reverse("portal:office", args=[page.office.slug]), "text": page.office.name})
    if page.index.scope.sort != "pemda":
        crumbs.append(
            {"href": reverse("portal:government"), "text": gettext("Indeks seluruh pemerintah daerah")}
        )
    return crumbs


def _trend(found: PublicIndex) -> object:
    """The line of the periods that have figures; one alone is no trend."""
    trend = [(Period.parse(each.name), each.totals, each.index) for each in found.trend]
    return (
        index_chart(trend, found.framework) if sum(index is not None for _, _, index in trend) > 1 else None
    )


def _element_bars(index: Index) -> list[Bar]:
    return [
        Bar(
            gettext(one.name),
            half_up(one.mean / _BEST * 100, 1),
            figure(half_up(one.mean, 2)),
            one.code in index.lowest,
        )
        for one in index.elements
        if one.mean is not None
    ]


def _tables(page: SatisfactionPage) -> list[tuple[str, list[Row], int]]:
    """The parts of the whole: title, rows, and how many parts nobody has answered about."""
    slugs = {f"kantor-{place.id}": place.slug for place in offices()}
    period = page.index.period
    groups = (
        (gettext("Tiap kantor"), page.index.offices),
        (gettext("Tiap instansi"), page.index.agencies),
        (gettext("Tiap layanan"), page.index.services if page.index.scope.sort != "layanan" else ()),
    )
    tables = []
    for title, figures in groups:
        rows = [_row(each, _href(page, each.key, slugs, period)) for each in figures if each.answers]
        if figures:
            tables.append((title, rows, len(figures) - len(rows)))
    return tables


def _href(page: SatisfactionPage, key: str, offices_by_key: dict[str, str], period: Period) -> str:
    if key in offices_by_key:
        return f"{reverse('portal:satisfaction', args=[offices_by_key[key]])}?periode={period}"
    if key in page.slugs:
        return f"{reverse('portal:agency', args=[page.slugs[key]])}?periode={period}"
    if page.office is None:
        return ""
    address = reverse("portal:satisfaction", args=[page.office.slug])
    return f"{address}?periode={period}&layanan={page.letters[key]}"


def _row(group: PublicFigures, href: str) -> Row:
    return Row(
        group.name,
        href,
        gettext("{answers} jawaban").format(answers=figure(group.answers)),
        figure(group.index.ikm) if group.index else "",
        group.index.band.grade if group.index else "",
    )


def _class_row(column: PublicColumn) -> Row:
    note = gettext("{answers} jawaban").format(answers=figure(column.answers))
    means = class_means(column.names)
    return Row(
        class_words(column.names),
        "",
        f"{note}. {means}" if means else note,
        figure(column.index.ikm) if column.index else "",
        column.index.band.grade if column.index else "",
    )


def _fields(found: PublicIndex) -> list[tuple[str, str, tuple[PublicColumn, ...]]]:
    questions = {field.code: gettext(field.question) for field in found.framework.profile}
    return [(code, questions[code], columns) for code, columns in found.profile]


def _shares(found: PublicIndex, code: str, columns: tuple[PublicColumn, ...]) -> list[Bar]:
    field = next(field for field in found.framework.profile if field.code == code)
    words = {band: gettext(text) for band, text in field.bands} | {NO_PROFILE: gettext("Tidak ditanya")}
    whole = sum(column.answers for column in columns)
    return [
        Bar(
            " / ".join(words[name] for name in column.names),
            half_up(Fraction(100 * column.answers, whole), 1),
            f"{figure(column.answers)} ({percent(half_up(Fraction(100 * column.answers, whole), 0))})",
        )
        for column in columns
    ]
