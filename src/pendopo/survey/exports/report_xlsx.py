"""The survey report as a workbook: the same tables as on paper, as numbers that can be computed with."""

import io
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from django.utils import translation
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.index import Index
from pendopo.survey.exports.report_tables import Cell, Table, report_tables, weakest
from pendopo.survey.queries.follow_ups import FollowUpView
from pendopo.survey.queries.public import PublicIndex
from pendopo.survey.wording import period_words
from pendopo.survey.wording.promises import promise_card

#: Spreadsheets name sheets with at most so many characters.
_LONGEST_NAME = 31


def report_xlsx(
    found: PublicIndex, index: Index, follow_ups: tuple[FollowUpView, ...], *, address: str
) -> bytes:
    """The workbook. Its own dates are the last day of the period: the same figures make the same bytes."""
    written = io.BytesIO()
    with translation.override("id"):
        workbook = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False})
        last = found.period.last.last
        title = f"Laporan Survei Kepuasan Masyarakat {found.scope.name}, {period_words(found.period)}"
        created = datetime(last.year, last.month, last.day)  # noqa: DTZ001 - the file format knows no zones
        workbook.set_properties({"title": title, "author": "pendopo", "created": created})
        sheets = _Sheets(workbook)
        tables = report_tables(found, index)
        sheets.add("Ringkasan", [_summary(found, index, address)])
        sheets.add("Profil", list(tables.profile))
        sheets.add("Cara menjawab", [tables.classes])
        sheets.add("Unsur", [tables.elements, tables.distribution])
        sheets.add("Bagian", list(tables.parts))
        sheets.add("Perkembangan", [tables.trend])
        low = Table("Tiga unsur terendah", ("Kode", "Unsur", "Rata-rata"), weakest(found, index))
        sheets.add("Tindak lanjut", [low, _follow_ups(follow_ups)])
        workbook.close()
    return written.getvalue()


class _Sheets:
    """Writes tables below each other; an empty sheet says that nothing may be shown."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.bold = workbook.add_format({"bold": True, "font_size": 13})
        self.heading = workbook.add_format(
            {"bold": True, "bg_color": "#E9F0EF", "text_wrap": True, "valign": "top"}
        )
        self.words = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.count = workbook.add_format({"num_format": "#,##0", "valign": "top"})
        self.decimals = {
            places: workbook.add_format({"num_format": f"0.{'0' * places}", "valign": "top"})
            for places in (1, 2, 3)
        }

    def add(self, name: str, tables: list[Table]) -> None:
        """One sheet with these tables."""
        sheet = self.workbook.add_worksheet(name[:_LONGEST_NAME])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        tables = [table for table in tables if table.rows]
        if not tables:
            sheet.write_string(0, 0, "Tidak ditampilkan: kelompoknya terlalu kecil, atau belum ada isinya.")
            sheet.set_column(0, 0, 70)
            return
        line = 0
        for table in tables:
            line = self._table(sheet, line, table)
        for column in range(max(len(table.heading) for table in tables)):
            sheet.set_column(column, column, min(60, _widest(tables, column) + 2))

    def _table(self, sheet: Worksheet, line: int, table: Table) -> int:
        sheet.write_string(line, 0, table.title, self.bold)
        for column, name in enumerate(table.heading):
            sheet.write_string(line + 1, column, name, self.heading)
        for row in table.rows:
            for column, cell in enumerate(row):
                self._cell(sheet, line + 2, column, cell)
            line += 1
        return line + 4

    def _cell(self, sheet: Worksheet, line: int, column: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, str):
            sheet.write_string(line, column, cell, self.words)
            return
        sheet.write_number(line, column, float(cell), self._number(cell))

    def _number(self, cell: int | Decimal) -> Format:
        if isinstance(cell, int):
            return self.count
        return self.decimals[-int(cell.as_tuple().exponent)]


def _widest(tables: list[Table], column: int) -> int:
    cells: list[Cell] = []
    for table in tables:
        if column < len(table.heading):
            cells += [table.heading[column], *(row[column] for row in table.rows)]
    return max(8, *(len(str(cell)) for cell in cells if cell is not None))


def _summary(found: PublicIndex, index: Index, address: str) -> Table:
    respondents = found.whole.totals.respondents if found.whole.totals else 0
    rows: list[tuple[Cell, ...]] = [
        ("Lingkup", found.scope.name),
        ("Periode", period_words(found.period)),
        ("Kerangka", found.framework.title),
        ("Responden", respondents),
        ("Indeks", Decimal(half_up(index.exact, 3))),
        ("IKM", Decimal(index.ikm)),
        ("Mutu", f"{index.band.grade} ({index.band.performance})"),
        ("Kunjungan selesai", found.served or None),
        ("Sampel yang diperlukan", found.sample.needed if found.sample else None),
        ("Jawaban bulan kecil yang tidak dihitung", found.whole.left_out),
        ("Kelompok terkecil yang diumumkan", found.least),
        ("Alamat", address),
    ]
    return Table("Laporan Survei Kepuasan Masyarakat", ("Keterangan", "Isi"), tuple(rows))


def _follow_ups(follow_ups: tuple[FollowUpView, ...]) -> Table:
    heading = ("Unsur", "Lingkup", "Periode", "Anda menyampaikan", "Rencana", "Penanggung jawab", "Tenggat",
               "Keadaan", "Nilai sejak itu")  # fmt: skip
    rows = []
    for each in follow_ups:
        card = promise_card(each)
        effects = "; ".join(f"{one.period}: {one.mean}" for one in card.effects)
        rows.append((card.element, card.place, card.period, card.heard, card.plan, card.owner, card.due,
                     card.standing, effects))  # fmt: skip
    return Table("Tindak lanjut", heading, tuple(rows))
