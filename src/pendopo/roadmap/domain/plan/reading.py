"""A plan file (YAML, contracts of `./pendopo plan`) to a `Problem`. Every fault is named by file, line and column."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import normal_code
from pendopo.kernel.yaml_pages import Page, Section
from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem, Raise
from pendopo.roadmap.domain.plan.soundness import PlanRefused, faults_of, notes_on

#: Whatever is larger was not written by hand.
LARGEST = 2_000_000

_MONEY = "rupiah sebagai bilangan bulat, misalnya 300000000"


@dataclass(frozen=True)
class PlanFile:
    """What a file asks, and what is odd in it but allowed."""

    problem: Problem
    notes: tuple[str, ...]


def read_plan(text: str, *, path: str, framework_of: Callable[[str], Framework | None]) -> PlanFile:
    """The problem written in `text`. Raises `PlanRefused` with all faults, `path:line:column: reason` each."""
    page = Page(path)
    if len(text) > LARGEST:
        raise PlanRefused([f"{path}:1:1: berkas lebih besar dari {LARGEST // 1_000_000} MB"])
    top = page.open(text, references=False)
    framework = framework_of(top.text("framework")) if top else None
    if top and framework is None and not page.faults:
        top.fault("framework", f"kerangka “{top.text('framework')}” tidak ada")
    if top is None or framework is None:
        raise PlanRefused(page.faults)
    problem, sections = _read(top, framework)
    if not page.faults:
        _note_faults(top, sections, problem)
    if page.faults:
        raise PlanRefused(sorted(set(page.faults), key=_place))
    return PlanFile(problem, tuple(notes_on(problem)))


def _read(top: Section, framework: Framework) -> tuple[Problem, list[Section]]:
    measure = Measure.of(framework)
    years = _years(top)
    sections = top.sections("initiatives")
    if not top.has("initiatives"):
        top.fault("initiatives", "belum ada")
    pace = top.section("pace")
    problem = Problem(
        measure=measure,
        current=_current(top.section("current")),
        years=years or (2000,),
        targets={year: measure.needed(Fraction(text)) for year, text in _per_year(top, "targets", _INDEX)},
        budgets={year: int(text.replace("_", "")) for year, text in _per_year(top, "budgets", _AMOUNT)},
        hold_before=tuple(sorted({int(level) for level in _wholes(pace, "hold_before", 99)})) if pace else (),
        initiatives=tuple(_initiative(section) for section in sections),
    )
    if pace:
        pace.close()
    top.close()
    return problem, sections


_INDEX = (r"\d{1,2}(\.\d{1,6})?", "indeks dengan titik desimal, misalnya 2.60")
_AMOUNT = (r"-?\d[\d_]{0,24}", _MONEY)


def _years(top: Section) -> tuple[int, ...]:
    if not top.has("years"):
        top.fault("years", "belum ada; tulis tahun rencana, misalnya [2026, 2027, 2028]")
    return tuple(_wholes(top, "years", 2200, least=2000))


def _wholes(section: Section, key: str, most: int, least: int = 0) -> list[int]:
    """A list of whole numbers."""
    found = []
    for text in section.texts(key):
        if re.fullmatch(r"\d{1,4}", text) and least <= int(text) <= most:
            found.append(int(text))
        else:
            section.fault(key, f"“{text}” tidak sesuai; tulis bilangan bulat dari {least} sampai {most}")
    return found


def _current(section: Section | None) -> dict[str, int]:
    """Levels by item code; the same item written in two ways is a fault."""
    found: dict[str, int] = {}
    for name in section.names() if section else ():
        assert section is not None  # noqa: S101 there are no names without it
        level = section.whole(name, 0, 99)
        code = normal_code(name)
        if code in found:
            section.fault(name, f"indikator {code} tertulis dua kali; hapus salah satu")
        if level is not None:
            found[code] = level
    return found


def _per_year(top: Section, key: str, form: tuple[str, str]) -> list[tuple[int, str]]:
    section = top.section(key)
    found = []
    for name in section.names() if section else ():
        assert section is not None  # noqa: S101 there are no names without it
        text = section.matching(name, *form)
        if not re.fullmatch(r"\d{4}", name):
            section.fault(name, "nama di sini harus tahun, misalnya 2026")
        elif re.fullmatch(form[0], text):
            found.append((int(name), text))
    return found


def _initiative(section: Section) -> Initiative:
    duration = section.whole("duration", 1, 10, optional=True) or 1
    one = Initiative(
        id=section.matching("id", r"[^\s,]{1,60}", "nama pendek tanpa spasi, misalnya a1"),
        title=section.text("title", ""),
        owner=section.text("owner", ""),
        cost=_cost(section, duration),
        running_cost=_amount(section, "running_cost", section.text("running_cost", "0")),
        raises=tuple(_raise(entry) for entry in section.sections("raises")),
        after=tuple(dict.fromkeys(section.texts("after"))),
        mandatory=section.flag("mandatory"),
        earliest=section.whole("earliest", 1000, 9999, optional=True),
        latest=section.whole("latest", 1000, 9999, optional=True),
    )
    section.close()
    return one


def _cost(section: Section, duration: int) -> tuple[int, ...]:
    """One sum per year of work; a single one is spread evenly, with the remainder in the first year."""
    if not section.has("cost"):
        section.fault("cost", f"belum ada; tulis {_MONEY}")
    sums = [_amount(section, "cost", text) for text in section.texts("cost")]
    if len(sums) == 1:
        share, rest = divmod(sums[0], duration)
        return (share + rest, *[share] * (duration - 1))
    if sums and len(sums) != duration:
        section.fault(
            "cost", f"ada {len(sums)} angka untuk {duration} tahun kerja; tulis satu angka per tahun"
        )
    return tuple(sums) or (0,)


def _amount(section: Section, key: str, text: str) -> int:
    if not re.fullmatch(_AMOUNT[0], text):
        section.fault(key, f"“{text}” tidak sesuai; tulis {_MONEY}")
        return 0
    return int(text.replace("_", ""))


def _raise(entry: Section) -> Raise:
    found = Raise(
        normal_code(entry.text("indicator")), entry.number("from", 0, 99), entry.number("to", 0, 99)
    )
    entry.close()
    return found


def _note_faults(top: Section, sections: list[Section], problem: Problem) -> None:
    """Bring the faults of the problem to their places in the file."""
    for fault in faults_of(problem):
        section = top if fault.place is None else sections[fault.place]
        key, part = fault.key, fault.part
        if isinstance(part, int):
            section.sections(key)[part].fault(fault.field, fault.reason)
        elif part is not None and (within := section.section(key)) and within.has(part):
            within.fault(part, fault.reason)
        else:
            section.fault(key, fault.reason)


def _place(fault: str) -> tuple[int, int]:
    found = re.search(r":(\d+):(\d+): ", fault)
    return (int(found[1]), int(found[2])) if found else (0, 0)
