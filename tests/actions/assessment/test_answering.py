"""Drafts and given answers: who may write when, what is refused, and that nothing is lost."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.answers import Act, AlreadyGiven, Content, EditConflict, NotReady, State
from pendopo.assessment.domain.calendar import RoundClosed, RoundNotOpen
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import SelfNotApproved
from pendopo.assessment.models import AnswerVersion, RoundAnswer
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from tests.actions.assessment.outbox import entries
from tests.assessment_year import JULY, JUNE, prove, words

SELF = RoundName.SELF


def test_every_save_keeps_a_version_and_the_draft_counts_nothing(year):
    first = year.save("1", level=2, fact="Baru ditulis")
    second = year.save("1", based_on=first.version, level=3, fact="Ditulis lagi")
    assert (first.version, second.version) == (1, 2)
    kept = [(one.version, one.content.fact) for one in queries.history(year.id, "1")]
    assert kept == [(2, "Ditulis lagi"), (1, "Baru ditulis")]
    assert queries.given_levels([year.id])[year.id] == ()
    assert entries() == []


def test_two_writers_cannot_overwrite_each_other(year):
    year.save("1", who="kominfo", fact="Dari Kominfo")
    with pytest.raises(EditConflict):
        year.save("1", who="bappeda", based_on=0, fact="Dari Bappeda")
    theirs = queries.present(year.id, SELF, "1")
    assert theirs.content.fact == "Dari Kominfo"
    mine = year.save("1", who="bappeda", based_on=theirs.version, fact="Gabungan keduanya")
    assert mine.version == 2


def test_a_given_level_counts_and_the_public_record_learns_it_without_the_words(year):
    year.give("1", 3, who="kominfo")
    (told,) = entries("claim/1")
    assert (told["assessment"], told["indicator"], told["level"]) == (year.slug, "1", 3)
    assert "Peraturan Bupati" not in str(told)
    assert queries.sheet(year.slug, year.people["sekda"]).levels() == {"1": 3}


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        (words(3), "data dukung"),
        (words(None), "tingkat"),
        (Content(level=1, analysis="Cukup panjang untuk dibaca", justification="Sama panjangnya"), "fakta"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_kindly_and_the_draft_stays(year, content, missing):
    draft = year.save("1", fact="Draf yang tetap ada")
    with pytest.raises(NotReady, match=missing):
        actions.give_answer(
            actor=year.people["kominfo"],
            now=JUNE,
            slug=year.slug,
            round=SELF,
            indicator="1",
            content=content,
            based_on=draft.version,
        )
    assert queries.present(year.id, SELF, "1").content.fact == "Draf yang tetap ada"
    prove(year, "1")
    year.give("1", 3, who="kominfo")


def test_the_lowest_level_needs_no_evidence(year):
    year.give("1", 1, who="kominfo")
    assert queries.present(year.id, SELF, "1").state is State.GIVEN


def test_a_given_answer_is_changed_only_after_it_was_taken_back(year):
    given = year.give("1", 1, who="kominfo")
    with pytest.raises(AlreadyGiven):
        year.save("1", based_on=given.version, fact="Diam-diam")
    taken = actions.take_back(
        actor=year.people["kominfo"], now=JUNE, slug=year.slug, round=SELF, indicator="1"
    )
    year.save("1", based_on=taken.version, level=1, fact="Dengan terang")
    assert [one["act"] for one in entries("review/1")] == ["withdrawn"]
    acts = [one.act for one in queries.history(year.id, "1")]
    assert acts == [Act.SAVED, Act.WITHDRAWN, Act.GIVEN]


@pytest.mark.parametrize(
    ("who", "code", "works"),
    [
        ("kominfo", "1", True),
        ("kominfo", "2", False),
        ("bappeda", "1", True),
        ("inspektorat", "1", False),
        ("entri", "2", True),
        ("auditor", "1", False),
        ("asesor", "1", False),
        ("sekda", "1", False),
        ("penanggung", "1", False),
        ("tamu", "1", False),
    ],
)
def test_agencies_write_their_own_indicators_and_nobody_else_does(year, who, code, works):
    if works:
        year.save(code, who=who, fact="Tulisan")
    else:
        with pytest.raises(Forbidden):
            year.save(code, who=who, fact="Tulisan")


def test_a_supporting_agency_writes_along_but_does_not_give(year):
    draft = year.save("1", who="bappeda", level=1, fact="Dari pendukung")
    with pytest.raises(Forbidden):
        year.give("1", 1, who="bappeda")
    assert year.give("1", 1, who="kominfo").version == draft.version + 1


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC), None),
        (datetime(2026, 6, 30, 17, 0, 0, tzinfo=UTC), RoundClosed),
        (datetime(2026, 4, 30, 16, 59, 59, tzinfo=UTC), RoundNotOpen),
    ],
)
def test_a_round_ends_at_midnight_local_time(year, moment, refusal):
    if refusal is None:
        year.save("1", fact="Tepat waktu", now=moment)
        return
    with pytest.raises(refusal, match=r"30-06-2026 pukul 24.00 WIB|01-05-2026"):
        year.save("1", fact="Terlambat", now=moment)
    assert queries.present(year.id, SELF, "1") is None


def test_bad_levels_and_texts_are_refused(year):
    with pytest.raises(Invalid, match="tingkat 1 sampai 5"):
        year.save("1", level=0)
    with pytest.raises(Invalid, match="terlalu panjang: 5001 huruf"):
        year.save("1", fact="a" * 5001)
    with pytest.raises(NotFound):
        year.save("48", fact="Indikator yang tidak ada", who="entri")


def test_several_answers_are_saved_together_or_not_at_all(year):
    year.save("3", fact="Sudah ada")
    wishes = {code: actions.Wish(Content(fact="Dari berkas"), 0) for code in ("1", "3", "5")}
    with pytest.raises(EditConflict):
        actions.save_answers(
            actor=year.people["kominfo"], now=JUNE, slug=year.slug, round=SELF, answers=wishes
        )
    assert queries.present(year.id, SELF, "1") is None


def test_outside_assessors_wait_for_the_approval(year):
    with pytest.raises(SelfNotApproved):
        year.give("1", 1, who="asesor", now=JULY, round=RoundName.DOCUMENT)


def test_history_cannot_be_rewritten_by_any_statement(year):
    year.save("1", fact="Versi pertama")
    statements = (
        "UPDATE assessment_answer_version SET fact = 'lain'",
        "DELETE FROM assessment_answer_version",
        "DELETE FROM assessment_answer",
        "UPDATE assessment_answer SET fact = 'lain'",
        "UPDATE assessment_answer SET version = version + 2",
        "UPDATE assessment_framework SET text = ''",
        "UPDATE assessment_assessment SET year = 2027",
    )
    for statement in statements:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert RoundAnswer.objects.count() == AnswerVersion.objects.count() == 1


def test_saving_one_answer_takes_few_queries(year, django_assert_max_num_queries):
    year.save("1", fact="Pertama")
    with django_assert_max_num_queries(4):  # standing, the change, savepoint and release
        year.save("1", based_on=1, fact="Kedua")


def test_saving_all_answers_at_once_takes_few_queries(year, django_assert_max_num_queries):
    wishes = {item.code: actions.Wish(words(1), 0) for item in year.framework.items}
    with django_assert_max_num_queries(12):
        actions.give_answers(actor=year.people["entri"], now=JUNE, slug=year.slug, round=SELF, answers=wishes)
    assert len(entries("claim/1")) == 47


def test_the_whole_form_takes_few_queries(year, django_assert_max_num_queries):
    year.give_all(1)
    with django_assert_max_num_queries(7):
        form = queries.sheet(year.slug, year.people["auditor"])
    assert len(form.items) == 47
    with django_assert_max_num_queries(0):
        assert form.result().index == "1.00"
        assert len(form.tasks(JUNE)) == 47


def test_one_page_takes_few_queries(year, django_assert_max_num_queries):
    year.give("1", 2, who="kominfo")
    with django_assert_max_num_queries(7):
        page = queries.indicator_page(year.slug, year.people["kominfo"], "1", None, JUNE)
    assert (page.round, page.counts, page.evidence) == (SELF, 2, 1)
    assert [(agency.slug, leads) for agency, leads in page.agencies] == [
        ("kominfo", True),
        ("bappeda", False),
    ]
    assert (page.previous_code, page.next_code) == ("", "3")
