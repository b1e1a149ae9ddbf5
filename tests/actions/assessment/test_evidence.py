"""Evidence on a real database: it comes in whole, is recorded, found, used, replaced, and never changed."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.assessment.actions import evidence as actions
from pendopo.assessment.domain.calendar import RoundClosed, RoundNotOpen
from pendopo.assessment.domain.evidence import EvidenceNotFound, EvidenceReplaced, Facts, Fit, statement
from pendopo.assessment.domain.file_refusals import ActiveContent
from pendopo.assessment.domain.pieces import At, Upload
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.models import Evidence, EvidenceUse, StoredFile
from pendopo.assessment.queries.evidence import evidence_page, of_answer, stored_contents
from pendopo.assessment.queries.library import library
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.ledger.domain.commitment import commit
from pendopo.ledger.domain.merkle import leaf_hash
from tests import evidence_files as made
from tests.actions.assessment.conftest import FACTS, Add
from tests.actions.assessment.outbox import entries
from tests.assessment_year import JUNE, Year, build_year

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


def test_a_file_becomes_evidence_of_its_indicator_and_stands_in_the_record(
    year: Year, intake: Intake, add: Add
) -> None:
    ident = add()
    (used,) = of_answer(year.id, "1", year=2026)
    digest = hashlib.sha256(made.pdf()).hexdigest()
    assert (used.evidence.id, used.passage, used.fit) == (ident, "Pasal 5", Fit.FITS)
    assert (used.evidence.sha256, used.evidence.file_name) == (digest, "perwali.pdf")
    assert intake.store.checked(digest).read_bytes() == made.pdf()
    assert stored_contents() == ((digest, len(made.pdf())),)
    (entry,) = entries("evidence/1")
    row = Evidence.objects.get(pk=ident)
    assert (entry["t"], entry["file"], entry["bytes"]) == ("evidence/1", digest, len(made.pdf()))
    assert entry["name"] == commit("evidence", bytes(row.salt), statement(FACTS, "perwali.pdf"))
    assert row.leaf == leaf_hash(_leaf()).hex()


def _leaf() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger_outbox WHERE log = 'spbe'")
        return bytes(cursor.fetchone()[0])


def test_the_same_content_is_kept_once_for_two_pieces(year: Year, add: Add) -> None:
    first, second = add(), add(name="salinan.pdf", place=At(year.slug, "2"), actor=year.people["bappeda"])
    assert first != second
    assert StoredFile.objects.count() == 1
    assert Evidence.objects.filter(file__isnull=False).count() == 2


def test_sending_twice_makes_one_piece(year: Year, add: Add) -> None:
    assert add() == add()
    assert len(of_answer(year.id, "1", year=2026)) == 1
    assert len(entries("evidence/1")) == 1


def test_what_is_refused_leaves_nothing(year: Year, intake: Intake, add: Add, tmp_path: Path) -> None:
    with pytest.raises(ActiveContent):
        add(made.pdf_with_attachment())
    with pytest.raises(Invalid):
        add(facts=Facts(""))
    with pytest.raises(Invalid):
        add("javascript:alert(1)")
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()
    assert not entries("evidence/1")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_address_is_evidence_without_a_content(year: Year, add: Add) -> None:
    add("https://jdih.contoh.go.id/5")
    (used,) = of_answer(year.id, "1", year=2026)
    assert (used.evidence.address, used.evidence.kind) == ("https://jdih.contoh.go.id/5", None)
    assert not entries("evidence/1")


def test_only_who_answers_the_indicator_brings_evidence_while_a_round_is_open(year: Year, add: Add) -> None:
    add(actor=year.people["bappeda"])  # supports it
    for actor in (year.people["asesor"], Actor(account_id=999)):
        with pytest.raises(Forbidden):
            add(actor=actor)
    with pytest.raises(Forbidden):
        add(place=At(year.slug, "2"))
    with pytest.raises(RoundClosed):
        add(now=datetime(2026, 9, 30, 17, 0, tzinfo=UTC))  # midnight in Jakarta has passed
    add(now=datetime(2026, 9, 30, 16, 59, tzinfo=UTC))
    with pytest.raises(RoundNotOpen):
        add(now=datetime(2026, 4, 5, 2, 0, tzinfo=UTC))


def test_one_piece_serves_many_indicators_and_years(year: Year, add: Add) -> None:
    ident = add()
    later = build_year(year=2027)
    for place, actor in (
        (At(year.slug, "2", "Pasal 9"), year.people["bappeda"]),
        (At(later.slug, "1"), year.people["kominfo"]),
    ):
        actions.attach(evidence_id=ident, place=place, actor=actor, now=JUNE)
        actions.attach(evidence_id=ident, place=place, actor=actor, now=JUNE)
    assert EvidenceUse.objects.count() == 3
    assert {use.year for use in evidence_page(year.people["asesor"], ident).uses} == {2026, 2027}
    assert len(of_answer(later.id, "1", year=2027)) == 1
    actions.detach(evidence_id=ident, place=At(year.slug, "2"), actor=year.people["bappeda"], now=JUNE)
    assert of_answer(year.id, "2", year=2026) == ()


def test_evidence_outside_the_year_is_flagged(year: Year, add: Add) -> None:
    add(facts=Facts("Notula", valid_to=date(2025, 12, 31)))
    (used,) = of_answer(year.id, "1", year=2026)
    assert used.fit is Fit.ENDED_BEFORE


def test_a_revision_takes_over_and_the_old_piece_stays_readable(year: Year, intake: Intake, add: Add) -> None:
    old = add()
    new = actions.replace_evidence(
        intake=intake, evidence_id=old, source=Upload([made.pdf("= Perubahan")], "baru.pdf"), facts=FACTS, zone=WIB,
        actor=year.people["kominfo"], now=JUNE,
    )  # fmt: skip
    (used,) = of_answer(year.id, "1", year=2026)
    assert used.evidence.id == new
    assert evidence_page(year.people["kominfo"], old).replaced_by == new
    with pytest.raises(EvidenceReplaced):
        actions.attach(evidence_id=old, place=At(year.slug, "1"), actor=year.people["kominfo"], now=JUNE)
    corrected = actions.replace_evidence(
        intake=intake, evidence_id=new, source=None, facts=Facts("Judul yang benar"), zone=WIB,
        actor=year.people["kominfo"], now=JUNE,
    )  # fmt: skip
    page = evidence_page(year.people["kominfo"], corrected)
    assert (page.evidence.facts.title, page.evidence.file_name) == ("Judul yang benar", "baru.pdf")
    assert len(entries("evidence/1")) == 3


def test_restricted_evidence_is_seen_by_its_agency_and_by_who_looks_over_all(year: Year, add: Add) -> None:
    ident = add(facts=Facts("Laporan uji penetrasi", restricted=True))
    assert evidence_page(year.people["asesor"], ident).evidence.facts.restricted
    assert library(year.people["kominfo"]).total == 1
    assert library(year.people["bappeda"]).total == 0
    with pytest.raises(EvidenceNotFound):
        evidence_page(year.people["bappeda"], ident)
    with pytest.raises(EvidenceNotFound):
        actions.attach(evidence_id=ident, place=At(year.slug, "2"), actor=year.people["bappeda"], now=JUNE)
    with pytest.raises(EvidenceNotFound):
        evidence_page(Actor(account_id=999), ident)


def test_the_search_finds_words_inside_files_and_numbers_of_documents(year: Year, add: Add) -> None:
    ident = add(made.word("Rapat membahas keamanan informasi pemerintah daerah."), name="notula.docx")
    add(facts=Facts("Lain"), name="lain.pdf")
    for words in ("keamanan", "membahas keamanan", "5/2024", "arsitektur"):
        assert ident in {hit.evidence.id for hit in library(year.people["kominfo"], words=words).hits}, words
    (hit,) = library(year.people["kominfo"], words="keamanan").hits
    assert ("keamanan", True) in hit.found
    assert library(year.people["kominfo"], words="tidak-ada-kata-ini").total == 0
    assert library(year.people["kominfo"], words="' OR 1=1 -- \x7f(((").total == 0


def test_a_used_piece_is_not_withdrawn_and_a_withdrawn_one_is_gone_from_lists(year: Year, add: Add) -> None:
    ident = add()
    with pytest.raises(Invalid):
        actions.withdraw_evidence(evidence_id=ident, actor=year.people["kominfo"], now=JUNE)
    actions.detach(evidence_id=ident, place=At(year.slug, "1"), actor=year.people["kominfo"], now=JUNE)
    with pytest.raises(Forbidden):
        actions.withdraw_evidence(evidence_id=ident, actor=year.people["bappeda"], now=JUNE)
    actions.withdraw_evidence(evidence_id=ident, actor=year.people["kominfo"], now=JUNE)
    assert library(year.people["kominfo"]).total == 0


def test_the_database_lets_nobody_change_what_came_in(year: Year, add: Add) -> None:
    add()
    for change in (
        "UPDATE assessment_evidence SET received_at = now()",
        "UPDATE assessment_evidence SET title = 'lain'",
        "UPDATE assessment_evidence SET draft = true",
        "DELETE FROM assessment_evidence_use",
        "UPDATE assessment_evidence_use SET indicator = '9'",
        "DELETE FROM assessment_evidence",
        "UPDATE assessment_file SET size = 1",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
