"""The survey report of a period, and the sheet for the notice board, as PDF.

The same figures on the same day make the same bytes: no clock, no random identifiers, the fonts of Typst only.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from django.utils import translation

from pendopo.design.wording import figure, long_day, percent
from pendopo.directory.queries import governments, office_by_id
from pendopo.documents.typesetting import qr_image, set_pdf
from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.index import Index
from pendopo.survey.exports.report_tables import Cell, Table, report_tables, weakest
from pendopo.survey.queries.follow_ups import FollowUpView
from pendopo.survey.queries.public import NO_PROFILE, PublicIndex
from pendopo.survey.wording import period_words
from pendopo.survey.wording.promises import promise_card

_FOLDER = Path(__file__).parent
#: Fields of the profile that the notice board shows, as the customary sheet does.
_ON_THE_BOARD = ("jenis-kelamin", "pendidikan")


def report_pdf(
    found: PublicIndex, index: Index, follow_ups: Sequence[FollowUpView], *, address: str, today: date
) -> bytes:
    """The report, A4. `address` is the page where everybody finds figures and record; `today` stands on it."""
    with translation.override("id"):
        tables = report_tables(found, index)
        content = _facts(found, index, address) | {
            "today": long_day(today),
            "profile": [_written(table) for table in tables.profile],
            "classes": _written(tables.classes),
            "elements": _written(tables.elements),
            "bars": [half_up(each.mean / 4 * 100, 1) if each.mean else "0" for each in index.elements],
            "distribution": _written(tables.distribution),
            "parts": [_written(table) for table in tables.parts],
            "trend": _written(tables.trend),
            "weakest": [[code, name, figure(str(mean))] for code, name, mean in weakest(found, index)],
            "follow_ups": [asdict(promise_card(each)) for each in follow_ups],
            "questions": [
                [each.code, each.question, [[option.score, option.text] for option in each.options]]
                for each in found.framework.elements
            ],
        }
        source = (_FOLDER / "report.typ").read_text()
    return set_pdf(source, content, {"address.svg": qr_image(address)})


def notice_pdf(found: PublicIndex, index: Index, *, address: str, paper: str) -> bytes:
    """The sheet for the notice board; `paper` is "a4" or "a3"."""
    with translation.override("id"):
        profile = [
            _written(table)
            for table, (code, _) in zip(
                report_tables(found, index).profile,
                [(code, columns) for code, columns in found.profile if columns],
                strict=True,
            )
            if code in _ON_THE_BOARD
        ]
        content = _facts(found, index, address) | {"paper": paper, "profile": profile}
        source = (_FOLDER / "notice.typ").read_text()
    return set_pdf(source, content, {"address.svg": qr_image(address)})


def _facts(found: PublicIndex, index: Index, address: str) -> dict[str, object]:
    """What stands on both."""
    names = {each.id: each.name for each in governments()}
    government = names[found.scope.scope.government_id]
    # A service's name says little without its office.
    office = office_by_id(found.scope.services[0].office_id).name if found.scope.sort == "layanan" else ""
    answered = found.whole.totals.respondents if found.whole.totals else 0
    return {
        "scope": found.scope.name,
        "place": f"{office}, {government}" if office else government,
        "is_government": found.scope.sort == "pemda",
        "period": period_words(found.period),
        "regulation": found.framework.title,
        "ikm": figure(index.ikm),
        "index": figure(half_up(index.exact, 3)),
        "grade": index.band.grade,
        "performance": index.band.performance,
        "respondents": figure(answered),
        "left_out": figure(found.whole.left_out) if found.whole.left_out else "",
        "least": found.least,
        "served": figure(found.served) if found.served else "",
        "needed": figure(found.sample.needed) if found.sample else "",
        "enough": bool(found.sample and found.sample.enough),
        "with_code": figure(found.with_code),
        "issued": figure(found.issued) if found.issued else "",
        "response": percent(half_up(_share(found), 1)) if found.served else "",
        "unasked": NO_PROFILE,
        "address": address.partition("://")[2],
        "bands": _bands(found),
    }


def _share(found: PublicIndex) -> Fraction:
    return Fraction(100 * found.with_code, found.served)


def _bands(found: PublicIndex) -> list[list[str]]:
    """The quality table: grade, performance, lowest and highest IKM."""
    rows, highest = [], Decimal(100)
    for band in found.framework.bands:
        lowest = Decimal(half_up(band.lowest, 2))
        rows.append([band.grade, band.performance, f"{figure(str(lowest))}–{figure(f'{highest:.2f}')}"])
        highest = lowest - Decimal("0.01")
    return rows


def _written(table: Table) -> dict[str, object]:
    return {
        "title": table.title,
        "heading": list(table.heading),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> str:
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else figure(str(cell))
