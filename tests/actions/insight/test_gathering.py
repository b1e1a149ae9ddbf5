"""What operations tell becomes draft evidence: the same figures are the same bytes and the same draft."""

import copy
import io
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest

from pendopo.assessment.domain.pieces import Owner
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import FileStore
from pendopo.assessment.queries.evidence import evidence_page
from pendopo.directory.models import Government, Office
from pendopo.insight.actions import Draft, gather_evidence
from pendopo.insight.exports import gathered_pdf
from pendopo.insight.providers import providers
from pendopo.insight.providers.follow_up import FollowUps
from pendopo.insight.providers.survey import SurveyResults
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import Forbidden
from pendopo.queue import actions as queue
from pendopo.queue.domain.taking import TakeRequest
from pendopo.survey.actions import issue_code, record_answer
from pendopo.survey.actions.follow_ups import promise, tell
from pendopo.survey.domain.follow_up import FollowUpState, Promise
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from tests.actions.once import once_a_module
from tests.assessment_year import Year, build_year
from tests.town import MONDAY_NINE, Town, build_town

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


year_of_module = once_a_module(build_year)


@pytest.fixture
def year(year_of_module: Year, db: None) -> Year:
    return copy.deepcopy(year_of_module)


@pytest.fixture
def town(year: Year) -> Town:
    """An office of the same government at which one number was called and one waits."""
    town = build_town(services=1, counters=1)
    Office.objects.filter(pk=town.office.pk).update(government=Government.objects.get(code="35.16"))
    for _ in range(2):
        queue.take_number(TakeRequest(town.services[0].pk, uuid.uuid4(), b"s" * 32), now=MONDAY_NINE)
    queue.call_next(
        counter_id=town.counters[0].pk, actor=town.officer, now=MONDAY_NINE + timedelta(minutes=7)
    )
    return town


def gather(year: Year, folder: Path, now: datetime = MONDAY_NINE, who: str = "kominfo") -> tuple[Draft, ...]:
    return gather_evidence(
        providers=providers(survey_minimum=10),
        draw=gathered_pdf,
        intake=Intake(FileStore(folder), Scanner(""), 5_000_000),
        owner=Owner(year.government.pk, year.agencies["kominfo"], WIB),
        actor=year.people[who],
        now=now,
    )


def test_the_statistics_of_the_queue_become_a_draft_with_the_question(
    year: Year, town: Town, tmp_path: Path
) -> None:
    (draft,) = gather(year, tmp_path)
    page = evidence_page(year.people["kominfo"], draft.id)
    assert page.evidence.draft
    assert page.provider == "antrean"
    assert page.evidence.facts.title == "Statistik antrean layanan publik, MPP Uji, 2026"
    content = FileStore(tmp_path).checked(page.evidence.sha256).read_bytes()
    words = " ".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(content)).pages).split()
    assert {"2026-11", "2", "median,", "2026"} <= set(words)
    assert "7" in words  # minutes from taking to calling


def test_the_survey_tells_its_index_from_enough_answers_on(year: Year, town: Town, tmp_path: Path) -> None:
    service = town.services[0].pk
    for number in range(2):
        code = issue_code(service_id=service, day=date(2026, 11, 23), commitment=None)
        record_answer(
            code=code,
            answers={f"U{element}": 4 for element in range(1, 10)},
            nonce=f"{number:032x}",
            profile=None,
            now=MONDAY_NINE,
            valid_days=7,
        )
    place = (year.government.pk, date(2026, 1, 1), date(2026, 11, 23))
    (found,) = SurveyResults(minimum=2).gather(*place)
    assert [table.title for table in found.tables] == ["Seluruh layanan", "A · Layanan 1"]
    assert found.tables[0].rows[0][:5] == ("2026-11", "2", "2", "100,00", "A")
    (few,) = SurveyResults(minimum=3).gather(*place)
    assert few.tables[0].rows[0] == ("2026-11", "2", "2", "", "", "")
    assert gathered_pdf(found) == gathered_pdf(found) != gathered_pdf(few)


def test_promises_after_a_survey_are_told_as_they_stood_on_the_last_day(year: Year, town: Town) -> None:
    government = year.government.pk
    plan = Promise(
        Scope(government, office_id=town.office.pk), "U3", Period.parse("2026-T3"), "Menunggu terlalu lama.",
        "Membuka loket kedua.", year.agencies["kominfo"], "Kepala Seksi Pelayanan",
    )  # fmt: skip
    number = promise(promise=plan, due=date(2026, 12, 1), actor=SYSTEM, now=MONDAY_NINE, zone=WIB)
    tell(
        follow_up_id=number, state=FollowUpState.RUNNING, due=date(2026, 12, 1), note="Petugas dilatih.", evidence="",
        actor=SYSTEM, now=MONDAY_NINE + timedelta(days=2), zone=WIB,
    )  # fmt: skip
    standing = {}
    for last in (MONDAY_NINE.date(), MONDAY_NINE.date() + timedelta(days=2), date(2026, 12, 31)):
        (found,) = FollowUps(minimum=2).gather(government, date(2026, 1, 1), last)
        ((what, how, days, standing[last], _means),) = found.tables[0].rows
    assert list(standing.values()) == ["dijanjikan", "berjalan", "terlambat"]
    assert what.startswith("U3 Waktu penyelesaian, ")
    assert how.startswith("Membuka loket kedua. (Kepala Seksi Pelayanan, ")
    assert days == "2026-11-23, 2026-12-01"
    assert FollowUps(minimum=2).gather(government, date(2027, 1, 1), date(2027, 1, 5)) == []


def test_the_same_figures_are_one_draft_and_new_ones_another(year: Year, town: Town, tmp_path: Path) -> None:
    first = gather(year, tmp_path)
    assert gather(year, tmp_path, MONDAY_NINE + timedelta(hours=1)) == first
    queue.take_number(TakeRequest(town.services[0].pk, uuid.uuid4(), b"s" * 32), now=MONDAY_NINE)
    assert gather(year, tmp_path)[0].id != first[0].id


def test_a_government_without_operations_has_nothing_to_gather(year: Year, tmp_path: Path) -> None:
    build_town(services=1, counters=1)  # of another government
    assert gather(year, tmp_path) == ()


def test_only_who_answers_for_the_agency_gathers(year: Year, town: Town, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        gather(year, tmp_path, who="bappeda")
    assert gather(year, tmp_path, datetime(2027, 1, 5, tzinfo=UTC)) == ()  # a new year begins empty
