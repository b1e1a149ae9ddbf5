"""A year of assessment to act in, and evidence to bring to it."""

import copy
import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from pendopo.assessment.actions.evidence import add_evidence
from pendopo.assessment.domain.evidence import Facts
from pendopo.assessment.domain.pieces import At, Owner, Upload
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import FileStore
from pendopo.kernel.actor import Actor
from tests import evidence_files as made
from tests.actions.once import once_a_module
from tests.assessment_year import JUNE, Year, build_year

Add = Callable[..., uuid.UUID]
FACTS = Facts("Peraturan Wali Kota tentang Arsitektur", "5/2024", date(2024, 3, 1), "Bagian Hukum")


year_of_module = once_a_module(build_year)


@pytest.fixture
def year(year_of_module: Year, db: None) -> Year:
    """An assessment by PermenPANRB 59/2020 whose self-assessment and internal review are open in June 2026."""
    return copy.deepcopy(year_of_module)


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    """A folder of evidence without a virus scanner, for files of up to 5 MB."""
    return Intake(FileStore(tmp_path), Scanner(""), 5_000_000)


@pytest.fixture
def add(year: Year, intake: Intake) -> Add:
    """Bring evidence for indicator 1, as its leading agency."""

    def bring(
        source: bytes | str = b"", *, facts: Facts = FACTS, name: str = "perwali.pdf", actor: Actor | None = None,
        place: At | Owner | None = None, now: datetime = JUNE,
    ) -> uuid.UUID:  # fmt: skip
        return add_evidence(
            intake=intake,
            place=place or At(year.slug, "1", "Pasal 5"),
            source=source if isinstance(source, str) else Upload([source or made.pdf()], name),
            facts=facts,
            actor=actor or year.people["kominfo"],
            now=now,
        )

    return bring
