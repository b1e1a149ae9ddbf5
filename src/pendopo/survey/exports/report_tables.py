"""What a survey report says, once for paper and for spreadsheets: tables of words and exact figures.

Made from the published figures only (`queries/public.py`), so a report gives no small group away. The order is that
of the reports which PermenPANRB 14/2017 asks for: respondents, method, elements, services, weakest, follow-up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import dropwhile

from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.tally import NO_SCORES
from pendopo.survey.queries.public import NO_PROFILE, PublicColumn, PublicFigures, PublicIndex
from pendopo.survey.wording import class_words, period_words

#: Words, a count, a figure with its decimals; None where there is nothing to show.
Cell = str | int | Decimal | None
HIDDEN = "disembunyikan"


@dataclass(frozen=True)
class Table:
    """A table with its heading; a row has as many cells as the heading."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class ReportTables:
    """All tables of a report; empty ones are left out where nothing may be shown."""

    profile: tuple[Table, ...]
    classes: Table
    elements: Table
    distribution: Table
    parts: tuple[Table, ...]
    trend: Table


def report_tables(found: PublicIndex, index: Index) -> ReportTables:
    """The tables of a scope and period with a published index."""
    return ReportTables(
        profile=tuple(_profile(found, code, columns) for code, columns in found.profile if columns),
        classes=_classes(found.classes),
        elements=_elements(found, index),
        distribution=_distribution(found),
        parts=tuple(
            _parts(title, figures)
            for title, figures in (
                ("Kantor", found.offices),
                ("Instansi", found.agencies),
                ("Layanan", found.services if found.scope.sort != "layanan" else ()),
            )
            if figures
        ),
        trend=_trend(found.trend),
    )


def weakest(found: PublicIndex, index: Index) -> tuple[tuple[str, str, Decimal], ...]:
    """The three elements with the lowest means, worst first: code, name, mean."""
    by_code = {each.code: each for each in index.elements}
    chosen = [by_code[code] for code in index.lowest]
    return tuple((each.code, each.name, _decimal(each.mean or Fraction(), 3)) for each in chosen)


def _profile(found: PublicIndex, code: str, columns: Sequence[PublicColumn]) -> Table:
    field = next(field for field in found.framework.profile if field.code == code)
    words = dict(field.bands) | {NO_PROFILE: "Tidak ditanya"}
    whole = sum(column.answers for column in columns)
    return Table(
        field.question,
        (field.question, "Orang", "Persen"),
        tuple(
            (
                " / ".join(words[name] for name in column.names),
                column.answers,
                _decimal(Fraction(100 * column.answers, whole), 1),
            )
            for column in columns
        ),
    )


def _classes(columns: Iterable[PublicColumn]) -> Table:
    rows = tuple((class_words(column.names), column.answers, *_grade(column.index)) for column in columns)
    return Table("Cara menjawab", ("Cara", "Jawaban", "IKM", "Mutu"), rows)


def _elements(found: PublicIndex, index: Index) -> Table:
    """Sums and counts stand beside the means, so that everybody can compute the index again."""
    rows = []
    for each in index.elements:
        if each.mean is None or each.weighted is None:
            rows.append((each.code, each.name, 0, None, None, None, None))
            continue
        ikm = half_up(each.mean * found.framework.conversion, 2)
        grade = found.framework.band(Fraction(ikm)).grade
        mean, weighted = _decimal(each.mean, 3), _decimal(each.weighted, 3)
        rows.append((each.code, each.name, each.answered, each.sum, mean, weighted, grade))
    heading = ("Kode", "Unsur", "Menjawab", "Jumlah nilai", "Rata-rata", "Tertimbang", "Mutu")
    return Table("Nilai tiap unsur", heading, tuple(rows))


def _distribution(found: PublicIndex) -> Table:
    counts = found.whole.totals.counts if found.whole.totals else {}
    return Table(
        "Sebaran jawaban",
        ("Kode", "Unsur", "Tidak menjawab", "1", "2", "3", "4"),
        tuple((each.code, each.name, *counts.get(each.code, NO_SCORES)) for each in found.framework.elements),
    )


def _parts(title: str, figures: Iterable[PublicFigures]) -> Table:
    """Parts that nobody answered about are counted in the last row, not listed."""
    figures = list(figures)
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.answers, *(_grade(each.index) if each.index else (HIDDEN, "")))
        for each in figures
        if each.answers
    ]
    if without := sum(not each.answers for each in figures):
        rows.append((f"{without} lainnya tanpa jawaban", 0, None, None))
    return Table(title, (title, "Jawaban", "IKM", "Mutu"), tuple(rows))


def _trend(figures: Iterable[PublicFigures]) -> Table:
    """Periods before the first answer are left out: the survey did not exist yet."""
    figures = dropwhile(lambda each: not each.answers, figures)
    return Table(
        "Perkembangan",
        ("Periode", "Jawaban", "IKM", "Mutu"),
        tuple(
            (
                period_words(Period.parse(each.name)),
                each.answers,
                *(_grade(each.index) if each.index else (HIDDEN if each.answers else None, "")),
            )
            for each in figures
        ),
    )


def _grade(index: Index | None) -> tuple[Cell, Cell]:
    return (Decimal(index.ikm), index.band.grade) if index else (None, None)


def _decimal(value: Fraction, places: int) -> Decimal:
    return Decimal(half_up(value, places))
