"""Indexes that were announced before a government used this program: totals with their sources, nothing more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import predicate_of
from pendopo.kernel.yaml_pages import Page, Section

INDEX = r"[0-9]\.[0-9]{2}"
CONFIDENCES = ("verified", "single-source", "example")


@dataclass(frozen=True)
class PublishedTotal:
    """An index as it was announced. `predicate` follows from the bands; it may not have been printed."""

    year: int
    framework_id: str
    index: str
    predicate: str
    predicate_printed: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PublishedHistory:
    """What was announced about one government, oldest first; `government` is its Kemendagri code."""

    government: str
    read_on: date
    confidence: str
    totals: tuple[PublishedTotal, ...]


def load_history(text: str, frameworks: Mapping[str, Framework], *, path: str) -> PublishedHistory:
    """The history in a YAML file. Raises `FrameworkRefused` with all faults."""
    page = Page(path)
    top = page.open(text, references=False)
    if top is None:
        raise FrameworkRefused(page.faults)
    for key in ("version", "source"):
        top.text(key)
    entries = top.sections("indexes")
    history = PublishedHistory(
        top.matching("government", r"\d\d\.\d\d", "kode wilayah, misalnya 35.76"),
        top.day("read_on"),
        top.choice("confidence", CONFIDENCES),
        tuple(_total(entry, frameworks) for entry in entries),
    )
    top.close()
    years = [total.year for total in history.totals]
    for entry, year in zip(entries, years, strict=True):
        if years.count(year) > 1:
            entry.fault("year", f"tahun {year} tertulis lebih dari satu kali")
    if page.faults:
        raise FrameworkRefused(list(dict.fromkeys(page.faults)))
    return history


def _total(entry: Section, frameworks: Mapping[str, Framework]) -> PublishedTotal:
    year = entry.number("year", 2018, 2200)
    name = entry.choice("framework", tuple(frameworks))
    framework = frameworks[name]
    index = entry.matching("index", INDEX, "indeks dengan dua desimal, misalnya 2.92")
    predicate = ""
    if re.fullmatch(INDEX, index, re.ASCII):
        if framework.lowest <= Fraction(index) <= framework.highest:
            predicate = predicate_of(framework, Fraction(index)).name
        else:
            entry.fault("index", f"{index} di luar skala {framework.lowest} sampai {framework.highest}")
    if year < framework.first_year or (framework.last_year is not None and year > framework.last_year):
        entry.fault("year", f"{name} tidak dipakai pada tahun {year}")
    total = PublishedTotal(
        year, name, index, predicate, entry.flag("predicate_printed"), entry.texts("sources")
    )
    if not total.sources:
        entry.fault("sources", "belum diisi; sebutkan sedikitnya satu sumber")
    entry.close()
    return total
