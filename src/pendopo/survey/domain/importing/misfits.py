"""What does not fit in the heading of a table: missing and doubled columns, contradicting codes, merged cells."""

from collections.abc import Mapping, Sequence

from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.importing.columns import BY_CODE, BY_NAME, Column, Table
from pendopo.survey.domain.importing.findings import Doubt, Finding, Note, Wrong, letters
from pendopo.survey.domain.importing.sheets import Sheet


def misfits(
    table: Table, sheets: Sequence[Sheet], framework: Framework, chosen: Mapping[int, str], numbering: str
) -> list[Finding]:
    """Everything that is to be said about the table before its answers are read."""
    return [
        *table.sheet.notes,
        *_other_sheets(sheets, table.sheet),
        *_of_columns(table.columns, framework, chosen, numbering),
        *_merged(table.sheet, table.heading_line, table.columns),
    ]


def _other_sheets(sheets: Sequence[Sheet], used: Sheet) -> list[Finding]:
    others = [sheet.name for sheet in sheets if sheet is not used]
    if not others:
        return []
    facts = {"name": used.name, "others": ", ".join(others)}
    return [Note("Lembar yang dibaca: “{name}”. Lembar lain tidak dibaca: {others}.", facts=facts)]


def _of_columns(
    columns: Sequence[Column], framework: Framework, chosen: Mapping[int, str], numbering: str
) -> list[Finding]:
    findings: list[Finding] = []
    for code in framework.codes:
        holders = [each for each in columns if each.role == code]
        if len(holders) > 1:
            places = ", ".join(each.letter for each in holders)
            facts = {"code": code, "places": places}
            findings.append(
                Wrong(
                    "{code} ada di lebih dari satu kolom ({places}). Pilih satu; kolom lain pilih “Tidak dipakai”.",
                    column=holders[1].letter,
                    facts=facts,
                )
            )
        elif not holders:
            findings.append(
                Wrong(
                    "Kolom untuk {code} ({name}) tidak ditemukan. Pilih kolomnya di bawah; "
                    "bila unsur ini tidak disurvei, berkas tidak dapat digabungkan.",
                    facts={"code": code, "name": framework.element(code).name},
                )
            )
    findings += _doubled(columns, framework)
    doubtful = [each for each in columns if each.meaning.contradicts and each.index not in chosen]
    if doubtful and numbering not in (BY_NAME, BY_CODE):
        named = ", ".join(f"{each.letter} “{each.heading}”" for each in doubtful)
        findings.append(
            Doubt(
                "Kode dan nama unsur tidak cocok di kolom {columns}. Banyak kuesioner menukar U8 dan U9. Menurut "
                "PermenPANRB 14/2017, U8 adalah penanganan pengaduan dan U9 sarana. Pilih mana yang benar.",
                column=doubtful[0].letter,
                facts={"columns": named, "about": "penomoran"},
            )
        )
    if any(each.meaning.by_place and each.role == each.meaning.by_place for each in columns):
        findings.append(
            Note(
                "Kolom bernomor urut (P1 sampai P9) dibaca sebagai U1 sampai U9. Periksa: "
                "bila kuesioner menanyakan sarana sebelum pengaduan, tukar kolom U8 dan U9 di bawah."
            )
        )
    return findings


def _doubled(columns: Sequence[Column], framework: Framework) -> list[Finding]:
    findings: list[Finding] = []
    others = {each.role for each in columns if each.role and each.role not in framework.codes}
    for role in sorted(others):
        holders = [each for each in columns if each.role == role]
        if len(holders) > 1:
            facts = {
                "first": f"{holders[0].letter} “{holders[0].heading}”",
                "second": f"{holders[1].letter} “{holders[1].heading}”",
            }
            findings.append(
                Wrong(
                    "Dua kolom dipakai untuk hal yang sama: {first} dan {second}. Pilih satu di bawah.",
                    column=holders[1].letter,
                    facts=facts,
                )
            )
    return findings


def _merged(sheet: Sheet, heading_line: int, columns: Sequence[Column]) -> list[Finding]:
    """Merged cells where each cell has to stand for itself: over several used columns, or among the answers."""
    used = {each.index for each in columns if each.role}
    findings: list[Finding] = []
    for area in sheet.merged:
        across = range(area.first_column, area.last_column + 1)
        facts: dict[str, object] = {
            "first": f"{letters(area.first_column)}{area.first_line}",
            "last": f"{letters(area.last_column)}{area.last_line}",
        }
        line, column = area.first_line, letters(area.first_column)
        if area.first_line > heading_line and used & set(across):
            findings.append(
                Wrong(
                    "Sel {first} sampai {last} digabung di antara jawaban. Pisahkan (Unmerge Cells), "
                    "isi setiap sel, lalu unggah lagi.",
                    facts=facts,
                    line=line,
                    column=column,
                )
            )
        elif (
            area.first_line <= heading_line <= area.last_line
            and area.first_column in used
            and len(across) > 1
        ):
            findings.append(
                Wrong(
                    "Judul di sel {first} sampai {last} digabung menutupi beberapa kolom, sehingga tidak jelas "
                    "kolom mana yang dimaksud. Pisahkan, beri judul setiap kolom, lalu unggah lagi.",
                    facts=facts,
                    line=line,
                    column=column,
                )
            )
    return findings
