"""The result as a workbook, in the column order of the national result table."""

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter

from pendopo.assessment.domain.framework import Node
from pendopo.assessment.domain.report import Report, Row, in_reading_order, kind_word

#: The national table's columns; then what it leaves out.
COLUMNS = ("Domain/Aspek/Indikator", "Deskripsi", "Bobot", "Bobot Aspek", "TK Final", "Indeks Akhir")
WIDTHS = (24, 60, 10, 13, 10, 13)


def result_xlsx(report: Report) -> bytes:
    """Sheet "Hasil": the national table. "Babak": levels of each round. "Penjelasan": words and evidence."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The day of the content, not of the clock: the same result makes the same bytes.
    book.set_properties({"title": report.title, "created": datetime.combine(report.day, time())})
    formats = _formats(book)
    _result(book, report, formats)
    _rounds(book, report, formats)
    _words(book, report, formats)
    book.close()
    return written.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    line = {"border": 1, "border_color": "#9AA7B1", "valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({**line, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F4A"}),
        "group": book.add_format({**line, "bold": True, "bg_color": "#DCE9E7"}),
        "group_figure": book.add_format({**line, "bold": True, "bg_color": "#DCE9E7", "num_format": "0.00"}),
        "text": book.add_format(line),
        "figure": book.add_format({**line, "num_format": "0.00##"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True}),
    }


def _result(book: Any, report: Report, formats: dict[str, Any]) -> None:
    page = book.add_worksheet("Hasil")
    _sheet_of(page, COLUMNS, WIDTHS, formats)
    line = 1
    for node in in_reading_order(report.framework):
        line = _group(page, line, report, node, formats)
        for row in report.rows_of(node):
            _item(page, line, node, row, formats)
            line += 1
    total = ("Indeks", report.result.predicate.name, 100, "", "", float(report.result.index))
    for column, value in enumerate(total):
        page.write(line, column, value, formats["group_figure" if column == 5 else "group"])
    if report.example:
        page.write(
            line + 2, 0, "Contoh: tingkat dalam tabel ini karangan, bukan hasil penilaian.", formats["note"]
        )


def _group(page: Any, line: int, report: Report, node: Node, formats: dict[str, Any]) -> int:
    index = report.index_of(node)
    weight = float(node.weight)
    own = weight if node.kind == report.framework.kinds[-1] else ""
    cells = (f"{kind_word(node)} {node.number}", node.title, weight, own, "", float(index) if index else "")
    for column, value in enumerate(cells):
        page.write(line, column, value, formats["group_figure" if column == 5 else "group"])
    return line + 1


def _item(page: Any, line: int, node: Node, row: Row, formats: dict[str, Any]) -> None:
    share = row.share()
    cells = (
        f"Indikator {row.item.code}",
        row.item.title,
        float(row.item.weight),
        float(node.weight),
        "" if row.level is None else row.level,
        "" if share is None else float(share),
    )
    for column, value in enumerate(cells):
        page.write(line, column, value, formats["figure" if column in (2, 3, 5) else "text"])


def _rounds(book: Any, report: Report, formats: dict[str, Any]) -> None:
    page = book.add_worksheet("Babak")
    heads = ("Indikator", "Nama indikator", "Perangkat daerah", *(round.label for round in report.rounds))
    _sheet_of(page, heads, (10, 60, 34, *(14 for _ in report.rounds)), formats)
    for line, row in enumerate(report.rows, 1):
        levels = [row.levels.get(round, "") for round in report.rounds]
        for column, value in enumerate((row.item.code, row.item.title, row.agency, *levels)):
            page.write(line, column, value, formats["text"])


def _words(book: Any, report: Report, formats: dict[str, Any]) -> None:
    page = book.add_worksheet("Penjelasan")
    heads = ("Indikator", "Fakta", "Analisis", "Justifikasi", "Data dukung", "Catatan asesor")
    _sheet_of(page, heads, (10, 50, 50, 50, 50, 50), formats)
    for line, row in enumerate(report.rows, 1):
        words = row.content
        proof = "\n".join(
            " · ".join(filter(None, (one.title, one.passage, one.name))) for one in row.evidence
        )
        remarks = "\n".join(
            f"{round.label}: {said.justification}"
            for round, said in row.remarks.items()
            if said.justification
        )
        cells = (row.item.code, words.fact, words.analysis, words.justification, proof, remarks)
        for column, value in enumerate(cells):
            page.write_string(line, column, str(value)[:32_000], formats["text"])


def _sheet_of(page: Any, heads: tuple[str, ...], widths: tuple[int, ...], formats: dict[str, Any]) -> None:
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        page.set_column(column, column, width)
        page.write(0, column, head, formats["head"])
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
