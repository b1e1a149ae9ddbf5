"""Answers that come back in a workbook: all of them, or none."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.assessment import queries
from pendopo.assessment.actions.answering import Wish, save_answers
from pendopo.assessment.domain.answers import AlreadyGiven, EditConflict
from pendopo.assessment.domain.file_refusals import FileTooLarge
from pendopo.assessment.domain.filled import SHEET, Filled, WorkbookRefused, changed
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.imports.answers_workbook import read_answers
from pendopo.kernel.actor import Actor

#: Bytes of a workbook; 47 answers of full length are under one million.
LARGEST = 5_000_000


@dataclass(frozen=True)
class Imported:
    """How many answers were changed, and how many were as they are."""

    changed: int
    unchanged: int


def import_answers(*, actor: Actor, now: datetime, slug: str, raw: bytes, name: str) -> Imported:
    """Keep what the workbook changes as drafts of the self-assessment.

    Raises `WorkbookRefused` naming every cell that is wrong, indicators of others, answers that are given, and rows
    that somebody else changed meanwhile; then nothing is kept. Raises as `save_answers` does for the round.
    """
    if len(raw) > LARGEST:
        raise FileTooLarge(name=name, limit=LARGEST // 1_000_000)
    here = queries.standing(slug, actor)
    rows = read_answers(queries.pinned(here.checksum), raw, name=name)
    own = {one.indicator: one for one in queries.presents(here.id) if one.round is RoundName.SELF}
    fresh = changed(rows, {code: one.content for code, one in own.items()})
    foreign = [row for row in fresh if not here.writes(row.code, RoundName.SELF)]
    if foreign:
        raise WorkbookRefused([f"{_row(row)} indikator {row.code} bukan bagian Anda." for row in foreign])
    if fresh:
        wishes = {row.code: Wish(row.content, row.version) for row in fresh}
        try:
            save_answers(actor=actor, now=now, slug=slug, round=RoundName.SELF, answers=wishes)
        except EditConflict as conflict:
            raise WorkbookRefused(
                _told(fresh, conflict, "diubah orang lain sesudah lembar ini diunduh")
            ) from None
        except AlreadyGiven as conflict:
            raise WorkbookRefused(_told(fresh, conflict, "sudah diserahkan; tarik kembali dahulu")) from None
    return Imported(len(fresh), len(rows) - len(fresh))


def _told(rows: tuple[Filled, ...], refusal: EditConflict | AlreadyGiven, what: str) -> list[str]:
    code = refusal.facts.get("indicator")
    named = [row for row in rows if row.code == code]
    told = [f"{_row(row)} jawaban indikator {row.code} {what}." for row in named]
    return told or [f"{SHEET}: ada jawaban yang {what}."]


def _row(row: Filled) -> str:
    return f"{SHEET}!A{row.line}:"
