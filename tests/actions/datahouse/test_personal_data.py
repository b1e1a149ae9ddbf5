"""What an agency is told at once about personal data in its file."""

import io

import pytest
import xlsxwriter

from pendopo.datahouse.domain.arrivals import Stage
from tests.actions.datahouse.arrivals import Desk, build_desk


@pytest.fixture
def desk(db, tmp_path) -> Desk:
    return build_desk(tmp_path)


def kinds(report) -> dict[str, str]:
    return {one["column"]: one["kind"] for one in report["personal_data"]}


def test_people_are_told_before_anything_is_stored(desk):
    rows = "".join(f"35760141019099{i:02d},Budi,1990-01-{i:02d},Jl. Melati {i},{i}\n" for i in range(1, 20))
    ident = desk.send("nik,nama_pasien,tgl_lahir,alamat,kunjungan\n" + rows)
    assert desk.look(ident) is Stage.WAITING
    shown = desk.view(ident)
    assert kinds(shown.report) == {
        "nik": "nik", "nama_pasien": "nama", "tgl_lahir": "lahir", "alamat": "alamat"
    }  # fmt: skip
    assert "Budi" not in str(shown.report["personal_data"])


def test_a_signature_block_at_the_end_is_named_with_its_rows(desk):
    rows = "".join(f"Kelurahan {i},{i}\n" for i in range(40))
    report = desk.view_after("kelurahan,jumlah\n" + rows + "Mengetahui,\nNIP. 198501012010011999,\n")
    assert report["personal_data"][0] | {"cells": 0} == {
        "column": "kelurahan", "kind": "nip", "cells": 0, "rows": [43]
    }  # fmt: skip
    assert report["personal_data"][-1] == {
        "column": "kelurahan", "kind": "tanda-tangan", "cells": 2, "rows": [42, 43]
    }  # fmt: skip


def test_what_a_workbook_hides_is_told(desk):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet, other = book.add_worksheet("Data"), book.add_worksheet("Rahasia")
    for row, cells in enumerate((("kode", "jumlah", "catatan"), ("A", 1, "x"), ("B", 2, "y"))):
        sheet.write_row(row, 0, cells)
    sheet.set_column(2, 2, None, None, {"hidden": True})
    sheet.set_row(2, None, None, {"hidden": True})
    other.hide()
    book.close()
    told = desk.deliver(content.getvalue(), name="data.xlsx")
    texts = " ".join(one["message"] for one in told.report["warnings"])
    assert "lembar tersembunyi “Rahasia” tidak dibaca" in texts
    assert "1 baris dan 1 kolom tersembunyi di lembar “Data” ikut dibaca" in texts
