"""The report as a Word document, for offices that write on from it."""

import io
from datetime import datetime, time
from typing import Any

from pendopo.assessment.domain.report import Report, Row, comma, in_reading_order, kind_word, percent_text
from pendopo.design.wording import short_day
from pendopo.documents.office import without_times


def report_docx(report: Report) -> bytes:
    """Title, result, a table per group, and every indicator with its explanation and evidence."""
    import docx

    document = docx.Document()
    _prepare(document, report)
    document.add_heading(report.title, 0)
    facts = f"{report.government} · Tahun {report.year} · {report.framework.title}"
    document.add_paragraph(facts)
    if report.example:
        warning = "Contoh: tingkat dalam laporan ini karangan, bukan hasil penilaian."
        document.add_paragraph(warning, style="Intense Quote")
    document.add_heading("Hasil", 1)
    document.add_paragraph(
        f"Indeks {comma(report.result.index)} dengan predikat {report.result.predicate.name}, menurut keadaan "
        f"{short_day(report.day)}."
    )
    _groups(document, report)
    for node in in_reading_order(report.framework):
        rows = report.rows_of(node)
        if rows:
            document.add_heading(f"{kind_word(node)} {node.number}. {node.title}", 1)
        for row in rows:
            _item(document, report, row)
    written = io.BytesIO()
    document.save(written)
    return without_times(written.getvalue())


def _prepare(document: Any, report: Report) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    moment = datetime.combine(report.day, time())
    told = document.core_properties
    told.title, told.author, told.created, told.modified = report.title, report.government, moment, moment
    document.styles["Normal"].font.size = Pt(10.5)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    # A4: the template that comes with the library is American.
    section.page_width, section.page_height = 7560310, 10692130


def _groups(document: Any, report: Report) -> None:
    table = document.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, ("Bagian", "Nama", "Bobot (%)", "Indeks"), strict=True):
        cell.text = text
    for node in in_reading_order(report.framework):
        cells = table.add_row().cells
        index = report.index_of(node)
        texts = (f"{kind_word(node)} {node.number}", node.title, percent_text(node.weight), comma(index))
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text


def _item(document: Any, report: Report, row: Row) -> None:
    document.add_heading(f"Indikator {row.item.code}. {row.item.title}", 2)
    level = "belum ada"
    if row.level is not None:
        level = f"{row.level}, {report.framework.level_name(row.item.indicator, row.level)}"
    told = [f"Bobot {percent_text(row.item.weight)}%", f"Tingkat {level}"]
    told += [f"{round.label}: {level}" for round, level in row.levels.items()]
    document.add_paragraph(" · ".join(told))
    for name, text in (
        ("Fakta", row.content.fact),
        ("Analisis", row.content.analysis),
        ("Justifikasi", row.content.justification),
        *((f"{round.label}", said.justification) for round, said in row.remarks.items()),
    ):
        if text:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}. ").bold = True
            paragraph.add_run(_printable(text))
    for one in row.evidence:
        parts = filter(None, (one.title, one.document_number, one.passage, one.name))
        document.add_paragraph(_printable(" · ".join(parts)), style="List Bullet")


def _printable(text: str) -> str:
    """XML knows no control signs besides tab and line ends."""
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= 32)
