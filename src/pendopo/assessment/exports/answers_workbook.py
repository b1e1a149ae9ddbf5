"""The answers of the self-assessment as a workbook to fill in and bring back (`imports/answers_workbook.py`)."""

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter

from pendopo.assessment.domain.answers import LONGEST_TEXT
from pendopo.assessment.domain.filled import HEADS, SHEET
from pendopo.assessment.domain.report import Report

_WIDTHS = (11, 60, 9, 50, 50, 50, 8)
_ABOUT = (
    "Isi kolom Tingkat, Fakta, Analisis, dan Justifikasi. Jangan mengubah kolom Indikator dan Versi.",
    "Baris yang dibiarkan seperti semula tidak diubah. Bila ada satu saja isian yang salah, tidak ada yang disimpan.",
    "Data dukung diunggah di halaman indikator, tidak lewat berkas ini.",
)


def answers_xlsx(report: Report) -> bytes:
    """One row per indicator that the person may write; `Versi` notices that somebody was faster."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": report.title, "created": datetime.combine(report.day, time())})
    kept = book.add_format({"border": 1, "valign": "top", "text_wrap": True, "bg_color": "#E7EBEE"})
    free = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    page = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F4A", "border": 1})
    for column, (name, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write(0, column, name, head)
    for line, row in enumerate(report.rows, 1):
        words = row.content
        level = "" if words.level is None else words.level
        cells = (
            row.item.code,
            row.item.title,
            level,
            words.fact,
            words.analysis,
            words.justification,
            row.version,
        )
        for column, value in enumerate(cells):
            _write(page, line, column, value, free if 2 <= column <= 5 else kept)
    _bounds(page, report)
    page.freeze_panes(1, 2)
    about = book.add_worksheet("Petunjuk")
    about.set_column(0, 0, 100)
    for line, text in enumerate((f"{report.title}: {report.government}", *_ABOUT)):
        about.write_string(line, 0, text)
    book.close()
    return written.getvalue()


def _write(page: Any, line: int, column: int, value: object, shape: Any) -> None:
    if isinstance(value, int):
        page.write_number(line, column, value, shape)
    else:
        page.write_string(line, column, str(value), shape)


def _bounds(page: Any, report: Report) -> None:
    """Excel itself says no to a level outside the scale or a text that is too long."""
    last = len(report.rows)
    lowest, highest = report.framework.lowest, report.framework.highest
    page.data_validation(
        1,
        2,
        last,
        2,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": lowest,
            "maximum": highest,
            "error_title": "Tingkat di luar skala",
            "error_message": f"Tulis bilangan bulat {lowest} sampai {highest}.",
        },
    )
    limit = {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_TEXT,
        "error_title": "Terlalu panjang",
        "error_message": f"Paling banyak {LONGEST_TEXT} huruf.",
    }
    page.data_validation(1, 3, last, 5, limit)
