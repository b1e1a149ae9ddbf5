"""Files of earlier surveys as offices really have them, made here: workbooks and CSV of different shapes."""

import io
from collections.abc import Sequence

import xlsxwriter

NAMES = (
    "Persyaratan",
    "Sistem, Mekanisme, dan Prosedur",
    "Waktu Penyelesaian",
    "Biaya/Tarif",
    "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana",
    "Perilaku Pelaksana",
    "Penanganan Pengaduan, Saran, dan Masukan",
    "Sarana dan Prasarana",
)
CODES = tuple(f"U{number}" for number in range(1, 10))
QUESTIONS = (
    "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
    "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
    "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
    "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara standar dengan hasilnya?",
    "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
    "Bagaimana pendapat Saudara tentang perilaku petugas terkait kesopanan dan keramahan?",
    "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
    "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
)


def csv_of(rows: Sequence[Sequence[object]], separator: str = ",") -> str:
    """Rows as text, cells in quotes where they need it."""
    quoted = (
        [f'"{cell}"' if separator in str(cell) or '"' in str(cell) else str(cell) for cell in row]
        for row in rows
    )
    return "\r\n".join(separator.join(row) for row in quoted) + "\r\n"


def plain_csv(*bodies: Sequence[object]) -> bytes:
    """Codes as headings, one row for each respondent."""
    return csv_of([["tanggal", "layanan", *CODES], *bodies]).encode()


def workbook(
    sheets: dict[str, Sequence[Sequence[object]]], merged: Sequence[tuple[str, str, str]] = ()
) -> bytes:
    """A workbook; `merged` are (sheet, range, text)."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell not in ("", None):
                        sheet.write(line, column, cell)
            for where, area, text in merged:
                if where == name:
                    sheet.merge_range(area, text)
    return made.getvalue()


def office_workbook() -> bytes:
    """The usual workbook of an office: a title, a heading of two lines with merged cells, sums below."""
    answers = [
        [1, "02/01/2024", "Layanan Lama", *[4, 3, 3, 4, 3, 3, 4, 4, 3], "L", 34],
        [2, "03/01/2024", "Layanan 2", *[3, 3, 3, 4, 3, 3, 3, 4, ""], "P", 51],
        [3, "25/01/2024", "Layanan 2", *[2, 2, 3, 4, 3, 3, 3, 4, 2], "P", "17-25"],
    ]
    rows: list[list[object]] = [
        ["SURVEI KEPUASAN MASYARAKAT TAHUN 2024"],
        [],
        ["No", "Tanggal", "Jenis Layanan", "Unsur pelayanan", *[""] * 8, "L/P", "Usia"],
        ["", "", "", *[f"U{n}" for n in range(1, 10)]],
        *answers,
        ["Jumlah", "", "", 9, 8, 9, 12, 9, 9, 10, 12, 5],
        ["NRR", "", "", "3,00", "2,67", "3,00", "4,00", "3,00", "3,00", "3,33", "4,00", "2,50"],
    ]
    merged = [("Triwulan I", "A1:N1", rows[0][0]), ("Triwulan I", "D3:L3", "Unsur pelayanan")]
    return workbook({"Triwulan I": rows, "Catatan": [["Diisi oleh petugas"]]}, merged)


def form_csv() -> bytes:
    """What a form on the web gives: whole questions as headings, options as words, sarana before pengaduan."""
    fits = ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"]
    heading = ["Timestamp", "Nama", "Nomor HP", "Jenis Layanan", *QUESTIONS, "Kritik dan Saran"]
    first = [fits[3], "Mudah", "Cepat", "Gratis", fits[2], "Kompeten", "Sopan dan ramah", "Baik",
             "Dikelola dengan baik"]  # fmt: skip
    second = ["Sesuai", "Sangat mudah", "Cepat", "Murah", "Sesuai", "Sangat kompeten", "Sopan dan ramah",
              "Sangat baik", "Berfungsi kurang maksimal"]  # fmt: skip
    return csv_of(
        [
            heading,
            ["12/02/2024 9:12:01", "Siti", "0812", "Layanan 1", *first, "Terima kasih, bagus"],
            ["27/02/2024 13:40:10", "Agus", "0813", "layanan 1", *second, ""],
        ]
    ).encode()


def semicolon_csv() -> bytes:
    """As Excel saves it here: semicolons, Windows-1252, numbers with a decimal nought, no services or days."""
    rows = [["No", *[f"{code} {name}" for code, name in zip(CODES, NAMES, strict=True)], "Catatan"]]
    rows += [["1", "4,0", *["3"] * 8, "petugas “ramah”"], ["2", *["4"] * 8, "", ""]]
    return csv_of(rows, ";").encode("cp1252")
