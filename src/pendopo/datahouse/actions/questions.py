"""Ask the house in SQL. Whatever is asked is written down, whoever asks and however it ends."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from pendopo.datahouse.answering.process import GRACE_SECONDS, Bounds, Found, find, on_disk
from pendopo.datahouse.domain.asking_errors import TooManyQuestions
from pendopo.datahouse.domain.pseudonyms import mark_of
from pendopo.datahouse.queries.analysts import Analyst
from pendopo.datahouse.queries.asking import in_plain_words, prepared
from pendopo.datahouse.queries.reaching import Reached, reached_tables
from pendopo.datahouse.store import asking as store
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import DomainError, Invalid

#: Questions that one account, and all together, may have running at the same time.
EACH, TOGETHER = 2, 6
_LONGEST_SQL, _LONGEST_TITLE = 20_000, 120


@dataclass(frozen=True)
class Answered:
    """The rows, the tables that were read, and how long it took in milliseconds."""

    found: Found
    tables: Mapping[str, Reached]
    milliseconds: int


def ask_question(
    *,
    actor: Actor,
    now: datetime,
    analyst: Analyst,
    question_id: UUID,
    sql: str,
    way: str,
    work: Path,
    bounds: Bounds | None = None,
) -> Answered:
    """Answer one SELECT for an analyst, in a process of its own.

    `way` says how it came (halaman, program, unduhan, tautan); `work` is a folder for files of running questions.
    Raises `QueryRefused`, `QueryTooHeavy`, `QuestionCancelled`, `TooManyQuestions`, `FilesMissing`.
    """
    bounds = bounds or Bounds()
    lasts = timedelta(seconds=bounds.seconds + GRACE_SECONDS + 30)
    if not store.begin_question(
        question_id=question_id, by_id=actor.account_id, sql=sql[:_LONGEST_SQL], now=now, lasts=lasts,
        each=EACH, together=TOGETHER,
    ):  # fmt: skip
        raise TooManyQuestions
    began = time.monotonic()
    facts: dict[str, Any] = {
        "at": now, "by_id": actor.account_id, "agency_id": analyst.agency.id, "way": way,
        "sql": sql[:_LONGEST_SQL], "key_mark": mark_of(analyst.viewer.key),
    }  # fmt: skip
    tables: dict[str, Reached] = {}
    try:
        tables = reached_tables(sql=sql, viewer=analyst.viewer)
        found = _found(sql, tables, bounds, work, lambda: store.is_wanted(question_id))
        facts["rows"] = found.table.num_rows
    except DomainError as refusal:
        facts["refusal"] = refusal.code
        raise
    finally:
        facts["milliseconds"] = int((time.monotonic() - began) * 1000)
        _write_down(question_id, facts, tables, analyst)
    return Answered(found, tables, facts["milliseconds"])


def _found(
    sql: str, tables: Mapping[str, Reached], bounds: Bounds, work: Path, wanted: Callable[[], bool]
) -> Found:
    with _place(work) as place, in_plain_words(sql):
        ready = prepared(sql=sql, tables=tables, moved=lambda plans: on_disk(plans, place))
        return find(ready.question, ready.plans, bounds, work=place, wanted=wanted)


@contextmanager
def _place(work: Path) -> Iterator[Path]:
    """A folder for one question; gone at the end."""
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=work))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_down(
    question_id: UUID, facts: Mapping[str, Any], tables: Mapping[str, Reached], analyst: Analyst
) -> None:
    """The trace of a question. An answer leaves only after this has been written."""
    with transaction.atomic():
        store.end_question(question_id)
        store.log_question(
            facts=facts,
            tables={
                one.version.slug: (one.version.number, one.reach, analyst.accesses.get(one.version.slug))
                for one in tables.values()
            },
        )


def cancel_question(*, actor: Actor, question_id: UUID) -> None:
    """Stop one's own running question, from whatever page."""
    store.cancel_question(question_id, actor.account_id)


def save_question(
    *,
    actor: Actor,
    now: datetime,
    analyst: Analyst,
    saved_id: UUID | None,
    title: str,
    sql: str,
    shared: bool,
) -> UUID:
    """Keep a question, for oneself or for the colleagues of the agency. Raises `Invalid`, `UnknownQuestion`."""
    title = " ".join(title.split())
    if not title or len(title) > _LONGEST_TITLE:
        raise Invalid("Beri judul, paling banyak {most} huruf.", "judul", most=_LONGEST_TITLE)
    if not sql.strip() or len(sql) > _LONGEST_SQL:
        raise Invalid("Tulis pertanyaan SQL, paling banyak {most} huruf.", "sql", most=_LONGEST_SQL)
    with transaction.atomic():
        return store.put_saved(
            saved_id=saved_id, by_id=actor.account_id, agency_id=analyst.agency.id, title=title, sql=sql,
            shared=shared, now=now,
        )  # fmt: skip


def forget_question(*, actor: Actor, saved_id: UUID) -> None:
    """Drop a question of one's own. Raises `UnknownQuestion`."""
    with transaction.atomic():
        store.drop_saved(saved_id, actor.account_id)
