"""What is said about many rows at once: those that were passed over, and those that were read in a certain way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pendopo.kernel.days import Month
from pendopo.survey.domain.importing.findings import Doubt, Finding, Note


@dataclass
class Remarks:
    """Lines by what is to be said of them; `undated` rows are only counted."""

    computed: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    tidied: list[int] = field(default_factory=list)
    swappable: list[int] = field(default_factory=list)
    bands: list[int] = field(default_factory=list)
    undated: int = 0

    def findings(self, month: Month | None, *, month_first: bool) -> list[Finding]:
        """`month` is the one that was chosen for rows without a day; `month_first` how days were read."""
        found: list[Finding] = []
        if self.undated and month is None:
            found.append(
                Doubt(
                    "{count} baris tidak mempunyai tanggal. Pilih bulan untuk baris tanpa tanggal.",
                    facts={"count": self.undated, "about": "bulan"},
                )
            )
        elif self.undated:
            found.append(
                Note(
                    "{count} baris tanpa tanggal dihitung untuk bulan {month}.",
                    facts={"count": self.undated, "month": str(month)},
                )
            )
        return found + self._notes(month_first)

    def _notes(self, month_first: bool) -> list[Finding]:
        found: list[Finding] = []
        if self.computed:
            found.append(
                Note(
                    "Bukan jawaban, dilewati: baris jumlah, rata-rata, atau judul ulang (baris {lines}).",
                    self.computed[0],
                    facts={"lines": spans(self.computed)},
                )
            )
        if self.blank:
            found.append(
                Note(
                    "Tanpa satu jawaban pun, dilewati: baris {lines}.",
                    self.blank[0],
                    facts={"lines": spans(self.blank)},
                )
            )
        if self.tidied:
            found.append(
                Note(
                    "Desimal nol (misalnya 4,0) dibaca sebagai bilangan bulat: baris {lines}.",
                    self.tidied[0],
                    facts={"lines": spans(self.tidied)},
                )
            )
        if self.swappable and month_first:
            found.append(
                Note(
                    "Tanggal dibaca bulan dahulu (12/31/2024), karena ada yang hanya dapat dibaca begitu.",
                    self.swappable[0],
                )
            )
        elif self.swappable:
            found.append(
                Note(
                    "Tanggal seperti 03/04/2024 dibaca hari dahulu, yaitu 3 April: baris {lines}.",
                    self.swappable[0],
                    facts={"lines": spans(self.swappable)},
                )
            )
        if self.bands:
            found.append(
                Note(
                    "Profil yang tidak dikenal dihitung “tidak menjawab”: baris {lines}.",
                    self.bands[0],
                    facts={"lines": spans(self.bands)},
                )
            )
        return found


def spans(lines: Sequence[int], most: int = 12) -> str:
    """Line numbers as people write them: "3, 5–8, 12"."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    said = [f"{first}–{last}" if last > first else str(first) for first, last in runs]
    return ", ".join(said[:most]) + ("…" if len(said) > most else "")
