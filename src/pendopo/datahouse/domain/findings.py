"""What is the matter with a delivery: every fault with its row, its column and a sentence that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Code of a rule -> the sentence. `{value}` is what stands in the cell, `{expected}` what belongs there.
SENTENCES = {
    "type": "“{value}” bukan {expected}",
    "decimal-sign": "“{value}” memakai tanda desimal yang lain dari kolom ini ({expected})",
    "excel-date": "“{value}” tampaknya tanggal Excel yang menjadi angka; tulis {expected}",
    "excel-error": "sel ini berisi kesalahan Excel {value}; perbaiki rumusnya atau kosongkan",
    "formula-without-value": "sel ini berisi rumus tanpa hasil; buka dan simpan berkasnya di aplikasi lembar kerja",
    "merged": "sel {value} digabung; pisahkan supaya tiap baris punya nilainya sendiri",
    "required": "kosong, padahal wajib diisi",
    "range": "“{value}” di luar batas ({expected})",
    "length": "panjang “{value}” di luar batas ({expected})",
    "pattern": "“{value}” tidak sesuai pola {expected}",
    "enum": "“{value}” tidak ada dalam daftar ({expected})",
    "unique": "“{value}” muncul lebih dari sekali",
    "key": "kunci “{value}” muncul lebih dari sekali",
    "known-key": "kunci “{value}” sudah ada; kirim sebagai pembaruan (upsert) atau hapus barisnya",
    "reference": "“{value}” tidak ada dalam {expected}",
    "rule": "tidak memenuhi aturan: {expected} ({value})",
    "total": "{value}, seharusnya {expected}",
    "columns": "baris ini berisi {value} kolom, seharusnya {expected}",
    "new-column": "kolom ini tidak ada dalam skema; {expected}",
    "missing-column": "kolom ini hilang; {expected}",
    "type-changed": "tipe kolom berubah dari {expected}; pakai nama kolom lain atau kumpulan data baru",
    "heading": "{value}",
    "ambiguous": "“{value}” dapat dibaca sebagai ribuan atau desimal; {expected}",
    "stored-as-text": "{value} dari nilainya bukan {expected}, sehingga kolom disimpan sebagai teks",
}


@dataclass(frozen=True)
class Finding:
    """One fault. `row` counts as a spreadsheet does (1 is the first line); 0 concerns the file or the column."""

    row: int
    column: str
    code: str
    value: str = ""
    expected: str = ""

    def told(self) -> str:
        """The sentence about this fault, in Indonesian."""
        # What is wrong with a heading is a sentence of ours, and what a cell holds may be anything.
        most = 200 if self.code == "heading" else 80
        value = self.value if len(self.value) <= most else self.value[: most - 1] + "…"
        return SENTENCES[self.code].format(value=value, expected=self.expected)

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "row": self.row,
            "column": self.column,
            "rule": self.code,
            "value": self.value,
            "expected": self.expected,
            "message": self.told(),
        }


@dataclass(frozen=True)
class Personal:
    """Personal data in a column: what it looks like, how many cells, the first rows."""

    column: str
    kind: str
    cells: int
    rows: tuple[int, ...]

    def as_json(self) -> dict[str, object]:
        """For programs. The values themselves are never repeated."""
        return {"column": self.column, "kind": self.kind, "cells": self.cells, "rows": list(self.rows)}


@dataclass(frozen=True)
class Report:
    """What the check of one delivery found. `faults` holds the first ones, `fault_count` counts all."""

    rows: int
    rejected_rows: int
    fault_count: int
    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...] = ()
    personal: tuple[Personal, ...] = ()
    filled: tuple[tuple[str, int], ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the delivery may be stored."""
        return self.fault_count == 0

    def as_json(self) -> dict[str, object]:
        """For programs, and as it is kept with the version."""
        return {
            "rows": self.rows,
            "rejected_rows": self.rejected_rows,
            "error_count": self.fault_count,
            "errors": [one.as_json() for one in self.faults],
            "warnings": [one.as_json() for one in self.warnings],
            "personal_data": [one.as_json() for one in self.personal],
            "filled": dict(self.filled),
        }


def in_order(faults: Sequence[Finding]) -> tuple[Finding, ...]:
    """By row, then by column: the order in which somebody mends them."""
    return tuple(sorted(faults, key=lambda one: (one.row, one.column, one.code)))
