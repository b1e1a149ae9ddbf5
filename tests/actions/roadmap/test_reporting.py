"""A file with a report becomes evidence of the agency, and nothing is kept of what was refused."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from pendopo.assessment.domain.file_refusals import ContentDiffers
from pendopo.assessment.domain.pieces import Upload
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.scanner import Scanner
from pendopo.assessment.files.store import FileStore
from pendopo.assessment.models import Evidence, StoredFile
from pendopo.assessment.queries.named import pieces_seen
from pendopo.insight.providers.progress import RoadmapProgress
from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.roadmap import actions, queries
from tests import evidence_files as made
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, TODAY, Plans

ZONE = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def intake(tmp_path) -> Intake:
    return Intake(FileStore(tmp_path / "evidence"), Scanner(""), 2_000_000)


def report(plans: Plans, intake: Intake, *, who="staf", words="Naskah ditetapkan.", content=None, **told):
    chunks = [made.pdf() if content is None else content]
    actions.report_progress(
        actor=plans.people[who],
        now=JUNE,
        today=TODAY,
        roadmap=SLUG,
        code="K-01",
        words=words,
        link="https://jdih.example.go.id/7",
        attachment=actions.Attachment(intake, Upload(chunks, "naskah.pdf"), ZONE, **told),
    )


def latest(plans: Plans) -> queries.VersionView:
    return queries.history(queries.initiative(plans.here, "K-01").id)[0]


def test_the_file_is_evidence_of_the_owner_and_the_report_points_to_it(plans, intake):
    report(plans, intake)
    piece = Evidence.objects.get()
    assert (piece.agency_id, piece.file_name) == (plans.year.agencies["kominfo"], "naskah.pdf")
    assert piece.title == "Laporan kemajuan K-01 Kebijakan data"
    assert piece.document_date.year == JUNE.year
    version = latest(plans)
    assert (version.evidence, version.link) == (piece.pk, "https://jdih.example.go.id/7")
    assert intake.store.checked(piece.file_id).exists()


def test_the_same_file_sent_again_is_one_piece(plans, intake):
    report(plans, intake)
    report(plans, intake, words="Naskah dikirim lagi.")
    assert Evidence.objects.count() == StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Invalid, {"words": "ya"}),
        (Invalid, {"title": "x" * 201}),
        (ContentDiffers, {"content": b"<html>"}),
        (Forbidden, {"who": "bappeda"}),
        (Forbidden, {"who": "kepala"}),
    ],
    ids=["no words", "long title", "another type", "another agency", "no part in assessments"],
)
def test_a_refused_report_leaves_neither_file_nor_version(plans, intake, fault, told):
    with pytest.raises(fault):
        report(plans, intake, **told)
    assert not Evidence.objects.exists()
    assert latest(plans).act == "dibuat"


def test_a_restricted_file_is_named_only_to_whom_it_concerns(plans, intake):
    report(plans, intake, title="Daftar rahasia", restricted=True)
    number = latest(plans).evidence
    assert pieces_seen(plans.people["staf"], [number])[number].facts.title == "Daftar rahasia"
    assert pieces_seen(plans.people["bappeda"], [number]) == {}
    assert drafted(plans) == f"https://jdih.example.go.id/7; {address(number)}"


def test_the_draft_of_the_year_names_link_and_file(plans, intake):
    report(plans, intake, title="Naskah akhir")
    number = latest(plans).evidence
    assert drafted(plans) == f"https://jdih.example.go.id/7; Naskah akhir: {address(number)}"


def test_only_a_report_carries_a_file(plans, intake):
    report(plans, intake)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO roadmap_initiative_version"
            " (initiative_id, version, act, state, facts, words, link, promised, at, evidence_id)"
            " SELECT initiative_id, 99, 'diubah', state, facts, words, link, promised, at, evidence_id"
            " FROM roadmap_initiative_version WHERE evidence_id IS NOT NULL"
        )


def address(number) -> str:
    return f"{settings.ENV['PENDOPO_BASE_URL'].rstrip('/')}/data-dukung/{number}/"


def drafted(plans: Plans) -> str:
    """What stands in the last column of the draft's only row."""
    day = JUNE.date()
    found = RoadmapProgress().gather(
        plans.year.government.pk, day - timedelta(days=1), day + timedelta(days=1)
    )
    return found[0].tables[0].rows[0][-1]
