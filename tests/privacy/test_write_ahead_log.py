"""What the write-ahead log tells of answers and visits, and what it does not: docs/privacy.md says just this.

It keeps the order and the times of all changes as long as its files last; no arrangement of tables can prevent that.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from pendopo.survey.domain.codes import code_hash, format_code, parse_code
from tests.contract.api.visits import code_of, served
from tests.privacy import wal
from tests.servers import Site, new_site

#: Tables of the visit, and those of the answer.
VISIT = re.compile(r"queue_|ledger_outbox")
ANSWER = re.compile(r"survey_(answer|profile)|ledger_quiet_")


@dataclass(frozen=True)
class Day:
    """Six visits on one site: marks before the visits, before the codes, before the answers, and after them."""

    site: Site
    marks: tuple[wal.Mark, wal.Mark, wal.Mark, wal.Mark]
    tickets: list[UUID]
    secrets: list[bytes]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    folder: Path = tmp_path_factory.mktemp("wal")
    with (
        new_site(folder) as site,
        wal.kept(site),
        site.serving(1) as web,
        httpx.Client(base_url=web.api, timeout=30) as api,
    ):
        town, marks = site.town(), [wal.mark(site)]
        tickets = [served(api, town) for _ in range(6)]
        marks.append(wal.mark(site))
        codes = []
        for place, ticket in enumerate(tickets):
            own = secrets.token_bytes(16)
            if place % 2:
                own = parse_code(code_of(api, ticket))
            else:
                body = {"commitment": code_hash(own).hex()}
                assert api.post(f"/tickets/{ticket['id']}/survey-code", json=body).status_code == 201
            codes.append(own)
        marks.append(wal.mark(site))
        for own in codes:
            answer = {"code": format_code(own), "answers": {f"U{n}": 3 for n in range(1, 10)},
                      "nonce": secrets.token_hex(16), "profile": {"usia": "17-25"}}  # fmt: skip
            assert api.post("/survey/answers", json=answer).status_code == 201
        marks.append(wal.mark(site))
        first, second, third, last = marks
        yield Day(site, (first, second, third, last), [UUID(one["id"]) for one in tickets], codes)


def test_no_code_is_in_it_before_its_answer(day: Day) -> None:
    start, _, before, end = day.marks
    assert wal.holds(day.site, start, before, *day.secrets) == [False] * 6
    assert wal.holds(day.site, before, end, *day.secrets) == [True] * 6, "the search finds nothing at all"


def test_no_ticket_is_in_it_from_the_first_answer_on(day: Day) -> None:
    start, _, before, end = day.marks
    ids = [ticket.bytes for ticket in day.tickets]
    assert wal.holds(day.site, start, before, *ids) == [True] * 6, "the search finds nothing at all"
    assert wal.holds(day.site, before, end, *ids) == [False] * 6


def test_no_transaction_writes_an_answer_and_a_visit(day: Day) -> None:
    for start, end in zip(day.marks, day.marks[1:], strict=False):
        for tables in wal.touched(day.site, start, end):
            sides = [any(side.match(table) for table in tables) for side in (VISIT, ANSWER)]
            assert sides != [True, True], sorted(tables)
    answers = [tables for tables in wal.touched(day.site, *day.marks[2:]) if "survey_answer" in tables]
    assert len(answers) == 6


def test_the_one_transaction_that_joins_both_sides_gives_a_code_to_a_ticket(day: Day) -> None:
    """The weakness that docs/privacy.md tells: ticket and hash of the code leave together, and the log keeps that."""
    joined = [
        tables
        for tables in wal.touched(day.site, day.marks[0], day.marks[3])
        if any(VISIT.match(table) for table in tables)
        and any(table.startswith("survey_") for table in tables)
    ]
    assert joined
    assert {table for tables in joined for table in tables if not table.startswith("pg_")} <= {
        "queue_ticket", "survey_issued", "directory_service",  # the last one: a lock on the row
    }  # fmt: skip


def test_a_destroyed_salt_is_in_no_file_of_the_tables(day: Day) -> None:
    salts = [bytes(row[0]) for row in day.site.rows("SELECT salt FROM queue_ticketsalt")]
    assert len(salts) == 6

    def left() -> list[bool]:
        day.site.rows("CHECKPOINT")
        files = day.site.rows(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE (relkind IN ('r', 'i', 't')"
            " AND relnamespace = 'public'::regnamespace OR relname ~ '^pg_toast')"
            " AND pg_relation_filepath(oid) IS NOT NULL"
        )
        return [any(salt in bytes(file) for (file,) in files) for salt in salts]

    assert left() == [True] * 6
    day.site.rows("TRUNCATE queue_ticketsalt")  # as `erase_salts` does
    assert left() == [False] * 6
