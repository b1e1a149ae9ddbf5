"""A whole file: the answers that can be brought in, the rows that cannot, and everything to know before deciding."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pendopo.kernel.days import Month
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.columns import Table, find_table
from pendopo.survey.domain.importing.findings import Doubt, Finding, Note, Wrong
from pendopo.survey.domain.importing.headings import SERVICE, plain
from pendopo.survey.domain.importing.misfits import misfits
from pendopo.survey.domain.importing.rows import Passed, ReadAnswer, Rejected, read_rows
from pendopo.survey.domain.importing.sheets import read_sheets
from pendopo.survey.domain.tally import NO_SCORES, Totals

Key = tuple[int, Month]

#: Weeks without an answer that are named one by one.
_WEEKS_NAMED = 5


@dataclass(frozen=True)
class FoundService:
    """A name of a service in the file, how many answers have it, and the service that it means, if that is known."""

    key: str
    name: str
    answers: int
    service_id: int | None


@dataclass(frozen=True)
class Reading:
    """What a file holds. `table` is None when no heading was found."""

    table: Table | None
    answers: tuple[ReadAnswer, ...]
    rejected: tuple[Rejected, ...]
    services: tuple[FoundService, ...]
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Whether the file can be brought in as it is: all of it, and nothing left to decide."""
        return bool(self.answers) and not self.rejected and not any(each.stops for each in self.findings)

    def groups(self, framework: Framework) -> dict[Key, Totals]:
        """What would be brought in, by service and month."""
        found: dict[Key, list[ReadAnswer]] = {}
        for each in self.answers:
            if each.service_id is not None and each.month is not None:
                found.setdefault((each.service_id, each.month), []).append(each)
        return {key: totals_of(framework, found[key]) for key in sorted(found)}


def totals_of(framework: Framework, answers: Iterable[ReadAnswer]) -> Totals:
    """The answers as counts."""
    codes = framework.codes
    counts = {code: list(NO_SCORES) for code in codes}
    respondents = same = 0
    for each in answers:
        respondents += 1
        given = [score for score in each.scores if score]
        same += len(given) > 1 and len(set(given)) == 1
        for code, score in zip(codes, each.scores, strict=True):
            counts[code][score] += 1
    return Totals(respondents, {code: (n[0], n[1], n[2], n[3], n[4]) for code, n in counts.items()}, same)


def read_file(
    raw: bytes,
    framework: Framework,
    choices: Choices,
    *,
    names: Mapping[str, int],
    today: date,
    taken: Mapping[Key, str],
) -> Reading:
    """Read a file. `names` are services by plain name; `taken` the services and months that an import has brought
    already, with its file. Raises `Unreadable` when it is no table at all."""
    sheets = read_sheets(raw)
    table = find_table(sheets, framework, choices.columns, choices.numbering)
    if isinstance(table, Wrong):
        return Reading(None, (), (), (), (table,))
    findings = misfits(table, sheets, framework, choices.columns, choices.numbering)
    if any(isinstance(each, Wrong) for each in findings):
        return Reading(table, (), (), (), tuple(findings))
    passed = read_rows(table, framework, choices, {**names, **choices.services}, Month.of(today))
    services = _services(passed, names, choices)
    findings += [*passed.findings, *_of_services(table, services, choices, passed)]
    findings += [*_overlaps(passed.answers, taken), *_empty_weeks(passed.answers)]
    if not passed.answers and not passed.rejected:
        findings.append(Wrong("Di bawah judul tidak ada jawaban.", line=table.heading_line))
    return Reading(table, passed.answers, passed.rejected, services, tuple(findings))


def _services(passed: Passed, names: Mapping[str, int], choices: Choices) -> tuple[FoundService, ...]:
    counted = Counter(plain(name) for name in passed.services)
    written = {plain(name): name for name in reversed(passed.services)}
    return tuple(
        FoundService(key, written[key], count, choices.services.get(key) or names.get(key))
        for key, count in counted.most_common()
        if key
    )


def _of_services(
    table: Table, services: Sequence[FoundService], choices: Choices, passed: Passed
) -> list[Finding]:
    findings: list[Finding] = []
    unknown = [each for each in services if each.service_id is None]
    column = table.column(SERVICE)
    if unknown and column:
        findings.append(
            Doubt(
                "{count} nama layanan belum dikenal: {names}. Pilih layanannya di bawah. "
                "Nama lama akan diingat untuk impor berikutnya.",
                column=column.letter,
                facts={
                    "count": len(unknown),
                    "names": ", ".join(f"“{each.name}”" for each in unknown[:5]),
                    "about": "layanan",
                },
            )
        )
    if choices.service is None and any(each.service_id is None and not each.named for each in passed.answers):
        findings.append(
            Doubt(
                "Berkas ini tidak menyebut layanan pada setiap baris. Pilih layanan untuk baris tanpa nama layanan.",
                facts={"about": "layanan-tunggal"},
            )
        )
    meant = Counter(each.service_id for each in services if each.service_id is not None)
    for service_id in [each for each, count in meant.items() if count > 1]:
        both = ", ".join(f"“{each.name}”" for each in services if each.service_id == service_id)
        findings.append(Note("Nama {names} dihitung sebagai satu layanan yang sama.", facts={"names": both}))
    return findings


def _overlaps(answers: Sequence[ReadAnswer], taken: Mapping[Key, str]) -> list[Finding]:
    """Months of a service that another file has brought already: two surveys would be counted as one."""
    first_lines: dict[Key, int] = {}
    for each in answers:
        if each.service_id is not None and each.month is not None:
            first_lines.setdefault((each.service_id, each.month), each.line)
    return [
        Wrong(
            "Layanan dan bulan ini ({month}) sudah ada dari impor “{file}”. Batalkan impor itu lebih dahulu, "
            "atau hapus baris bulan ini dari berkas.",
            line=line,
            facts={"month": str(key[1]), "file": taken[key]},
        )
        for key, line in first_lines.items()
        if key in taken
    ]


def _empty_weeks(answers: Sequence[ReadAnswer]) -> list[Finding]:
    """Weeks without an answer between the first and the last day: a pile of sheets may be missing."""
    days = {each.day for each in answers if each.day}
    if not days:
        return []
    week, last = min(days) - timedelta(days=min(days).weekday()), max(days)
    filled = {day - timedelta(days=day.weekday()) for day in days}
    empty = []
    while week <= last:
        if week not in filled:
            empty.append(week)
        week += timedelta(days=7)
    if not empty:
        return []
    named = ", ".join(day.isoformat() for day in empty[:_WEEKS_NAMED]) + (
        "…" if len(empty) > _WEEKS_NAMED else ""
    )
    return [
        Note(
            "{count} minggu tanpa satu jawaban pun, yaitu minggu yang dimulai {weeks}. "
            "Periksa apakah ada lembar yang belum masuk.",
            facts={"count": len(empty), "weeks": named},
        )
    ]
