"""The inventory as a workbook that can be brought back: one sheet per part, the relations, and what may be chosen."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from pendopo.documents.office import without_times
from pendopo.inventory.domain import sheets
from pendopo.inventory.domain.attributes import Form, attributes_of
from pendopo.inventory.domain.parts import CHOSEN_STATUSES, Part
from pendopo.inventory.domain.relations import VERBS, Relation
from pendopo.inventory.domain.values import shown_value
from pendopo.inventory.queries import DirectoryService, ElementView, Place

#: The clock of the file: the content says how things are, and the bytes shall not differ.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTHS = {sheets.CODE: 14, sheets.AGENCY: 20, sheets.NAME: 44, "Keterangan": 50}
#: Rows below the headings in which a spreadsheet offers the choices.
_OFFERED = 2_000
_ABOUT = (
    "Isi satu baris per unsur. Kode tetap: baris dengan kode yang sudah ada mengubah unsur itu.",
    "Perangkat daerah ditulis dengan nama pendeknya; lihat lembar Pilihan.",
    "Sel yang dikosongkan menghapus isinya. Kolom yang dihapus tidak mengubah apa-apa.",
    "Unsur dan hubungan yang tidak ada dalam berkas tetap seperti semula.",
    "Hubungan dilepas dengan menulis lepas pada kolom Tindakan.",
    "Bila ada satu saja isian yang salah, tidak ada yang disimpan, dan semua kesalahan disebut dengan selnya.",
)

Link = tuple[str, Relation, str]


def inventory_xlsx(
    place: Place,
    elements: Sequence[ElementView],
    links: Iterable[Link],
    services: Mapping[int, DirectoryService],
) -> bytes:
    """The workbook; without elements and links it is the template. The same inventory gives the same bytes."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": f"Inventaris arsitektur {place.name}", "created": _MADE})
    shapes = {
        "head": book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F4A", "border": 1, "text_wrap": True}
        ),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
        "number": book.add_format({"valign": "top", "num_format": "#,##0"}),
    }
    _about(book, place)
    for part in Part:
        mine = [one for one in elements if one.facts.part is part]
        _part(book, part, mine, place, services, shapes)
    _relations(book, links, shapes)
    _choices(book, place, services, shapes)
    book.close()
    return without_times(written.getvalue())


def _about(book: Any, place: Place) -> None:
    page = book.add_worksheet(sheets.ABOUT)
    page.set_column(0, 0, 110)
    for line, text in enumerate((f"Inventaris arsitektur {place.name}", *_ABOUT)):
        page.write_string(line, 0, text)


def _part(
    book: Any,
    part: Part,
    elements: Sequence[ElementView],
    place: Place,
    services: Mapping[int, DirectoryService],
    shapes: Mapping[str, Any],
) -> None:
    page = book.add_worksheet(sheets.sheet_name(part))
    headings = sheets.columns_of(part)
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, shapes["head"])
        page.set_column(column, column, _WIDTHS.get(heading, 18))
    page.freeze_panes(1, 3)
    for line, one in enumerate(elements, start=1):
        facts = one.facts
        page.write_string(line, 0, one.code, shapes["text"])
        page.write_string(line, 1, place.agencies[facts.agency_id].slug, shapes["text"])
        page.write_string(line, 2, facts.name, shapes["text"])
        page.write_string(line, 3, facts.status.label, shapes["text"])
        for column, asked in enumerate(attributes_of(part), start=4):
            _value(page, line, column, asked.form, shown_value(asked, facts.values.get(asked.key)), shapes)
        if facts.service_id in services:
            page.write_string(line, len(headings) - 1, services[facts.service_id].path, shapes["text"])
    _offer(page, headings, part)


def _value(page: Any, line: int, column: int, form: Form, text: str, shapes: Mapping[str, Any]) -> None:
    if not text:
        return
    if form is Form.DAY:
        day = date.fromisoformat(text)
        if day.year >= 1950:  # Spreadsheets count days from 1900, and some of them wrongly at first.
            page.write_datetime(line, column, datetime(day.year, day.month, day.day), shapes["day"])  # noqa: DTZ001
            return
    if form in (Form.NUMBER, Form.RUPIAH):
        page.write_number(line, column, int(text), shapes["number"])
    else:
        page.write_string(line, column, text, shapes["text"])


def _offer(page: Any, headings: Sequence[str], part: Part) -> None:
    """Lists of choices in the cells; whatever is typed otherwise is refused when the file comes back."""
    lists = {sheets.STATUS: [str(one.label) for one in CHOSEN_STATUSES]}
    lists |= {
        one.label: [str(label) for _, label in one.options] for one in attributes_of(part) if one.options
    }
    for column, heading in enumerate(headings):
        if heading in lists:
            page.data_validation(
                1,
                column,
                _OFFERED,
                column,
                {"validate": "list", "source": lists[heading], "ignore_blank": True},
            )


def _relations(book: Any, links: Iterable[Link], shapes: Mapping[str, Any]) -> None:
    page = book.add_worksheet(sheets.RELATIONS)
    for column, heading in enumerate((sheets.SOURCE, sheets.RELATION, sheets.TARGET, sheets.ACT)):
        page.write_string(0, column, heading, shapes["head"])
        page.set_column(column, column, 22)
    page.freeze_panes(1, 0)
    for line, (source, relation, target) in enumerate(links, start=1):
        for column, text in enumerate((source, relation.label, target)):
            page.write_string(line, column, text)
    kinds = [str(one.label) for one in Relation]
    page.data_validation(1, 1, 10 * _OFFERED, 1, {"validate": "list", "source": kinds})
    page.data_validation(1, 3, 10 * _OFFERED, 3, {"validate": "list", "source": [sheets.ADD, sheets.END]})


def _choices(
    book: Any, place: Place, services: Mapping[int, DirectoryService], shapes: Mapping[str, Any]
) -> None:
    """What may stand in columns that point to something, and which relations join what."""
    page = book.add_worksheet(sheets.CHOICES)
    columns: dict[str, list[str]] = {
        "Perangkat daerah": [one.slug for one in place.agencies.values()],
        "Nama perangkat daerah": [one.name for one in place.agencies.values()],
        "Layanan direktori": [one.path for one in services.values()],
        "Hubungan": [verb.forward for verb in VERBS.values()],
        "Hubungan, dari": [_listed(verb.sources) for verb in VERBS.values()],
        "Hubungan, ke": [_listed(verb.targets) for verb in VERBS.values()],
    }
    for column, (heading, texts) in enumerate(columns.items()):
        page.write_string(0, column, heading, shapes["head"])
        page.set_column(column, column, 40)
        for line, text in enumerate(texts, start=1):
            page.write_string(line, column, text)


def _listed(parts: frozenset[Part]) -> str:
    return ", ".join(part.label for part in Part if part in parts)
