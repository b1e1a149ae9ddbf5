"""Figures of answers as charts: the same for staff and for citizens."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.utils.translation import gettext

from pendopo.design.charts import Figure, LineChart, StackedRow, line_chart, stacked_row
from pendopo.design.wording import figure
from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.tally import NO_SCORES, Totals
from pendopo.survey.wording.words import period_words, short_period

Trend = Sequence[tuple[Period, Totals | None, Index | None]]


def from_first(trend: Trend) -> Trend:
    """The trend from its first figure on; what was before the first survey is no gap."""
    begin = next((place for place, (_, _, index) in enumerate(trend) if index), max(len(trend) - 1, 0))
    return trend[begin:]


def index_chart(trend: Trend, framework: Framework) -> LineChart:
    """The index of each period, 25 to 100."""
    return line_chart(
        [
            Figure(
                short_period(period),
                period_words(period),
                figure(index.ikm) if index else gettext("belum cukup"),
                index.exact * framework.conversion if index else None,
            )
            for period, _, index in from_first(trend)
        ],
        low=Fraction(framework.scale[0] * framework.conversion),
        high=Fraction(framework.scale[-1] * framework.conversion),
    )


def element_chart(trend: Trend, framework: Framework, code: str) -> LineChart:
    """The mean of one element in each period, 1 to 4."""
    means = [(period, totals.mean(code) if totals else None) for period, totals, _ in from_first(trend)]
    return line_chart(
        [
            Figure(
                short_period(period),
                period_words(period),
                figure(half_up(mean, 2)) if mean is not None else gettext("belum cukup"),
                mean,
            )
            for period, mean in means
        ],
        low=Fraction(framework.scale[0]),
        high=Fraction(framework.scale[-1]),
    )


def distribution(framework: Framework, totals: Totals, lowest: Iterable[str] = ()) -> list[StackedRow]:
    """How often each score was given to each element; the last column is the mean."""
    rows = []
    for element in framework.elements:
        scores = totals.counts.get(element.code, NO_SCORES)
        mean = totals.mean(element.code)
        rows.append(
            stacked_row(
                gettext(element.name),
                [(str(score), scores[score], figure(scores[score])) for score in framework.scale],
                figure(half_up(mean, 2)) if mean is not None else "–",
                is_lowest=element.code in lowest,
            )
        )
    return rows


def score_kinds() -> list[dict[str, str]]:
    """The key of the distribution, from worst to best."""
    return [
        {"kind": "1", "text": gettext("1 (terburuk)"), "short": "1"},
        {"kind": "2", "text": "2", "short": "2"},
        {"kind": "3", "text": "3", "short": "3"},
        {"kind": "4", "text": gettext("4 (terbaik)"), "short": "4"},
    ]
