"""A framework as a workbook: to read it, and as the template for one's own. The same bytes each time."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter  # type: ignore[import-untyped]

from pendopo.assessment.domain import sheets
from pendopo.assessment.domain.framework import Framework, Indicator
from pendopo.assessment.domain.index import exact_text
from pendopo.assessment.domain.sheets import LEVEL_COLUMN, Columns

Row = Mapping[str, object]
#: The clock of the file: the content says which version it is, and the bytes shall not differ.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_YES_NO = {True: "true", False: "false"}


def framework_workbook(framework: Framework) -> bytes:
    """The workbook of a framework. Read back, it gives the same framework, as a draft."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": framework.title, "created": _MADE})
    head, wrap = (
        book.add_format({"bold": True, "bg_color": "#e6efee"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for columns, rows, widths in _sheets(framework):
        sheet = book.add_worksheet(columns.sheet)
        keys = list(dict.fromkeys([*columns.columns.values(), *(key for row in rows for key in row)]))
        labels = {key: label for label, key in columns.columns.items()}
        for place, key in enumerate(keys):
            word = f"{columns.level_word} {key.removeprefix(LEVEL_COLUMN)}".strip()
            sheet.write_string(0, place, labels.get(key, word), head)
            sheet.set_column(place, place, widths.get(key, 14))
            for line, row in enumerate(rows, start=1):
                if row.get(key) not in (None, ""):
                    sheet.write_string(line, place, str(row[key]), wrap)
        sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _sheets(framework: Framework) -> Iterable[tuple[Columns, Sequence[Row], Mapping[str, int]]]:
    yield _head_sheet(framework)
    yield sheets.INDICATORS, [_indicator(one) for one in framework.indicators], {"title": 50, "question": 40}
    yield sheets.NODES, [
        {"id": node.id, "kind": node.kind, "number": node.number, "title": node.title,
         "weight": exact_text(node.weight), "parent": node.parent, "description": node.description}
        for node in framework.nodes
    ], {"title": 50}  # fmt: skip
    yield sheets.PREDICATES, [
        {"name": one.name, "min": exact_text(one.lowest), "min_inclusive": _YES_NO[one.lowest_included],
         "max": exact_text(one.highest), "max_inclusive": _YES_NO[one.highest_included], "label": one.label}
        for one in framework.predicates
    ], {}  # fmt: skip
    yield sheets.LADDERS, [
        {"id": ladder.id, "name": ladder.name, "n": level.number, "level": level.name, "description": level.description}
        for ladder in framework.ladders.values() for level in ladder.levels
    ], {"description": 50}  # fmt: skip
    yield sheets.EVIDENCE, [
        {"ladder": ladder.id, "n": level.number, "id": need.id, "text": need.text, "kind": need.kind,
         "must_have": ", ".join(need.must_have)}
        for ladder in framework.ladders.values() for level in ladder.levels for need in level.evidence
    ], {"text": 60}  # fmt: skip
    yield sheets.ROUNDS, [
        {"id": one.id, "name": one.name, "role": one.role, "order": one.order}
        for one in framework.rounds
    ], {"name": 30}  # fmt: skip
    yield sheets.CASES, [
        {"id": case.id, "source": case.source, "index": case.index, "predicate": case.predicate}
        | {LEVEL_COLUMN + code: level for code, level in case.levels.items()}
        for case in framework.golden
    ], {"source": 40}  # fmt: skip
    yield sheets.LEGAL, [
        {"kind": one.kind, "number": one.number, "year": one.year, "title": one.title, "url": one.url}
        for one in framework.legal_basis
    ], {"title": 60}  # fmt: skip
    yield (
        sheets.SOURCES,
        [{"what": one.what, "where": one.where} for one in framework.sources],
        {"what": 60, "where": 60},
    )


def _head_sheet(framework: Framework) -> tuple[Columns, Sequence[Row], Mapping[str, int]]:
    """The first sheet lies on its side: a name and what it is in every row."""
    values = {
        "id": framework.id,
        "version": framework.version,
        "title.id": framework.title,
        "title.en": framework.title_en,
        "valid_from": framework.valid_from,
        "valid_to": framework.valid_to,
        "first_year": framework.first_year,
        "last_year": framework.last_year,
        "supersedes": framework.supersedes,
        "locale": framework.locale,
        "licence": framework.licence,
        "status": "draft",
        "checksum": "",
        "verification.numbers": framework.verification.numbers,
        "verification.criteria": framework.verification.criteria,
        "verification.note": framework.verification.note,
        "notes": "\n".join(framework.notes),
        "scale.min": framework.lowest,
        "scale.max": framework.highest,
        "scoring.method": "weighted_sum",
        "scoring.weight_unit": "percent",
        "scoring.index_decimals": framework.decimals,
        "scoring.rounding": "half_up",
        "scoring.missing_rule": framework.missing_rule,
        "scoring.level_rule": "cumulative",
        "scoring.predicate_from": framework.predicate_from,
    }
    shown = Columns(sheets.HEAD.sheet, "", {"nama": "label", "isi": "value"})
    rows = [{"label": label, "value": values[key]} for label, key in sheets.HEAD.columns.items()]
    return shown, rows, {"label": 30, "value": 90}


def _indicator(one: Indicator) -> Row:
    plain = {
        "number": one.number,
        "parent": one.parent,
        "title": one.title,
        "weight": exact_text(one.weight),
        "repeat": one.repeat if one.repeat > 1 else "",
        "ladder": one.ladder,
        "question": one.question,
        "explanation": one.explanation,
        "assessment_note": one.note,
        "steward": one.steward,
        "related_indicators": ", ".join(map(str, one.related)),
    }
    levels = {
        f"{LEVEL_COLUMN}{level.number}": "\n".join(criterion.text for criterion in level.criteria)
        for level in one.levels
    }
    return plain | levels
