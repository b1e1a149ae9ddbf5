"""The rows below the heading: answers, rows that have to be mended, and rows that are no answers at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.kernel.days import Month
from pendopo.survey.domain.framework import Framework, ProfileField
from pendopo.survey.domain.importing.cells import (
    Dated,
    Score,
    Slip,
    only_month_first,
    read_band,
    read_date,
    read_score,
)
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.columns import Column, Table
from pendopo.survey.domain.importing.findings import Finding, Wrong
from pendopo.survey.domain.importing.headings import DATE, SERVICE, plain
from pendopo.survey.domain.importing.remarks import Remarks
from pendopo.survey.domain.importing.sheets import Row

#: The first cell of rows that a spreadsheet computes below the answers.
_COMPUTED = re.compile(
    r"(jumlah|total|nrr|nilai|rata rata|rerata|average|sum|ikm|indeks|mutu|skm|bobot|kinerja|per unsur|keterangan)\b"
)
_EARLIEST = Month(2000, 1)
#: Longest piece of a cell that a message repeats.
_SHOWN = 30


@dataclass(frozen=True)
class ReadAnswer:
    """One respondent. `named`: the row names its service; `service_id` is None while that name is unknown."""

    line: int
    service_id: int | None
    named: bool
    month: Month | None
    day: date | None
    scores: tuple[int, ...]
    profile: Mapping[str, str]


@dataclass(frozen=True)
class Rejected:
    """A row that has to be mended, with what is wrong in it."""

    row: Row
    reasons: tuple[Finding, ...]


@dataclass(frozen=True)
class Passed:
    """What the rows gave. `services` are their names as written, one for each answer that has one."""

    answers: tuple[ReadAnswer, ...]
    rejected: tuple[Rejected, ...]
    services: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_rows(
    table: Table, framework: Framework, choices: Choices, names: Mapping[str, int], present: Month
) -> Passed:
    """Read all rows. `names` are services by plain name; nothing lies after the `present` month."""
    reader = _Reader(table, framework, choices, names, present)
    for row in table.body:
        reader.read(row)
    return Passed(
        tuple(reader.answers), tuple(reader.rejected), tuple(reader.services), tuple(reader.findings())
    )


class _Reader:
    """Reads row after row and remembers what has to be said about all of them together."""

    def __init__(
        self, table: Table, framework: Framework, choices: Choices, names: Mapping[str, int], present: Month
    ) -> None:
        self._framework, self._choices, self._names, self._present = framework, choices, names, present
        self._elements = [(element, table.column(element.code)) for element in framework.elements]
        self._profile = [(field, table.column(field.code)) for field in framework.profile]
        self._date, self._service = table.column(DATE), table.column(SERVICE)
        self._heading = {each.index: each.heading for each in table.columns}
        self._month_first, self._mixed = _order(table.body, self._date)
        self.answers: list[ReadAnswer] = []
        self.rejected: list[Rejected] = []
        self.services: list[str] = []
        self._remarks = Remarks()
        # A file has few different cells: each is read once.
        self._scores_seen: dict[tuple[str, str], Score | Slip] = {}
        self._bands_seen: dict[tuple[str, str], str | None] = {}

    def read(self, row: Row) -> None:
        """An answer, a rejected row, or a row that is none."""
        if self._is_computed(row):
            self._remarks.computed.append(row.line)
            return
        scores, wrong = self._scores(row)
        if not wrong and not any(scores):
            self._remarks.blank.append(row.line)
            return
        dated = self._dated(row, wrong)
        name = row.cell(self._service.index) if self._service else ""
        if name:
            self.services.append(name)
        if wrong:
            self.rejected.append(Rejected(row, tuple(wrong)))
            return
        service = self._names.get(plain(name)) if plain(name) else self._choices.service
        profile = {field.code: self._band(row, field, column) for field, column in self._profile}
        self.answers.append(
            ReadAnswer(
                row.line, service, bool(plain(name)), dated.month if dated else None,
                dated.day if dated else None, scores, profile,
            )
        )  # fmt: skip

    def _is_computed(self, row: Row) -> bool:
        """A sum or mean below the answers, or the heading once more at the top of a printed page."""
        at, first = next(((at, cell) for at, cell in enumerate(row.cells) if cell), (0, ""))
        if self._heading.get(at) != first:
            return _COMPUTED.match(plain(first)) is not None
        return sum(bool(cell) and cell == self._heading.get(at) for at, cell in enumerate(row.cells)) > 2

    def _scores(self, row: Row) -> tuple[tuple[int, ...], list[Finding]]:
        scores: list[int] = []
        wrong: list[Finding] = []
        for element, column in self._elements:
            text = row.cell(column.index) if column else ""
            score = self._scores_seen.get((element.code, text))
            if score is None:
                score = self._scores_seen[element.code, text] = read_score(element, text)
            if isinstance(score, Slip):
                wrong.append(_of_score(score, row.line, column, text))
                continue
            scores.append(score.value)
            if score.tidied:
                self._remarks.tidied.append(row.line)
        return tuple(scores), wrong

    def _dated(self, row: Row, wrong: list[Finding]) -> Dated | None:
        """The day or month of the row; what is wrong with it is added to `wrong`."""
        text = row.cell(self._date.index) if self._date else ""
        if not text:
            self._remarks.undated += 1
            return Dated(self._choices.month, None) if self._choices.month else None
        dated = read_date(text, month_first=self._month_first)
        column = self._date.letter if self._date else ""
        facts: dict[str, object] = {"text": text[:_SHOWN]}
        if dated is None or (self._mixed and only_month_first(text) is True):
            wrong.append(
                Wrong(
                    "“{text}” bukan tanggal. Tulis seperti 31/12/2024 atau 2024-12-31.",
                    line=row.line,
                    column=column,
                    facts=facts,
                )
            )
            return None
        if not _EARLIEST <= dated.month <= self._present:
            wrong.append(
                Wrong(
                    "Tanggal “{text}” belum terjadi atau terlalu lama. Periksa tahunnya.",
                    line=row.line,
                    column=column,
                    facts=facts,
                )
            )
        if dated.swappable:
            self._remarks.swappable.append(row.line)
        return dated

    def _band(self, row: Row, field: ProfileField, column: Column | None) -> str:
        if column is None:
            return field.unanswered
        key = field.code, row.cell(column.index)
        if key not in self._bands_seen:
            self._bands_seen[key] = read_band(field, key[1])
        band = self._bands_seen[key]
        if band is None:
            self._remarks.bands.append(row.line)
        return band or field.unanswered

    def findings(self) -> list[Finding]:
        """What is to be said about the rows, the most serious first."""
        wrong = [reason for each in self.rejected for reason in each.reasons]
        return wrong + self._remarks.findings(self._choices.month, month_first=self._month_first)


def _order(body: Sequence[Row], column: Column | None) -> tuple[bool, bool]:
    """Whether days are written with the month first, and whether the file writes them in both ways."""
    seen = {only_month_first(row.cell(column.index)) for row in body} if column else set()
    return True in seen and False not in seen, {True, False} <= seen


def _of_score(slip: Slip, line: int, column: Column | None, text: str) -> Wrong:
    facts: dict[str, object] = {"text": text[:_SHOWN], "heading": column.role if column else ""}
    place = column.letter if column else ""
    if slip is Slip.DECIMAL_COMMA:
        return Wrong(
            "{heading}: “{text}” memakai koma desimal. Jawaban adalah bilangan bulat 1 sampai 4; "
            "bila ini rata-rata, impor jawaban per responden.",
            line=line, column=place, facts=facts,
        )  # fmt: skip
    if slip is Slip.FRACTION:
        return Wrong(
            "{heading}: “{text}” bukan bilangan bulat. Jawaban adalah 1, 2, 3, atau 4.",
            line=line, column=place, facts=facts,
        )  # fmt: skip
    if slip is Slip.RANGE:
        return Wrong(
            "{heading}: “{text}” di luar 1 sampai 4. Perbaiki menurut lembar aslinya; "
            "kosongkan bila tidak dijawab.",
            line=line, column=place, facts=facts,
        )  # fmt: skip
    return Wrong(
        "{heading}: “{text}” bukan jawaban. Tulis 1, 2, 3, atau 4, atau teks pilihannya.",
        line=line, column=place, facts=facts,
    )  # fmt: skip
