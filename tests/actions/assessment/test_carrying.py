"""An assessment carried into the next year or the next framework: suggestions first, answers when confirmed."""

import copy
from datetime import date

import pytest

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.answers import State
from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.carrying import AlreadyBegun, AlreadyCarried, NoMapping
from pendopo.assessment.domain.rounds import RoundName
from pendopo.kernel.errors import Forbidden, NotFound
from tests.actions.once import once_a_module
from tests.assessment_year import JUNE, Year, build_year

SELF = RoundName.SELF


def build_earlier() -> Year:
    """Last year by PermenPANRB 59/2020, all given: level 3 for 1 and 2 elsewhere."""
    stages = [
        Stage(one, date(2025, 1, 1), date(2026, 6, 30)) for one in (SELF, RoundName.INTERNAL, RoundName.FINAL)
    ]
    year = build_year(year=2025, stages=stages)
    year.give("1", 3, fact="Peraturan Bupati Nomor 9 Tahun 2024.")
    year.give_all_missing(2)
    return year


earlier_of_module = once_a_module(build_earlier)


@pytest.fixture
def earlier(earlier_of_module: Year, db: None) -> Year:
    return copy.deepcopy(earlier_of_module)


def decide(year, code, *, accept=True, who="entri"):
    actions.decide_carried(actor=year.people[who], now=JUNE, slug=year.slug, indicator=code, accept=accept)


def test_last_years_answers_become_suggestions_that_count_nothing(earlier):
    year = build_year(previous=earlier.slug)
    assert actions.carry_over(actor=year.people["sekda"], slug=year.slug) == 47
    first = queries.carried(year.id)[0]
    assert (first.indicator, first.level, first.decided) == ("1", 3, None)
    assert queries.presents(year.id) == ()
    with pytest.raises(AlreadyCarried):
        actions.carry_over(actor=year.people["sekda"], slug=year.slug)


def test_a_confirmed_suggestion_is_a_draft_with_its_words_and_evidence(earlier):
    year = build_year(previous=earlier.slug)
    actions.carry_over(actor=year.people["sekda"], slug=year.slug)
    decide(year, "1", who="kominfo")
    draft = queries.present(year.id, SELF, "1")
    assert (draft.state, draft.level) == (State.DRAFT, 3)
    assert draft.content.fact == "Peraturan Bupati Nomor 9 Tahun 2024."
    assert queries.evidence_counts(year.id) == {"1": 1}
    decide(year, "3", accept=False)
    assert queries.present(year.id, SELF, "3") is None
    assert [one.decided for one in queries.carried(year.id)[:3]] == [True, None, False]


def test_a_suggestion_never_writes_over_an_answer(earlier):
    year = build_year(previous=earlier.slug)
    actions.carry_over(actor=year.people["sekda"], slug=year.slug)
    year.save("1", fact="Sudah ditulis sendiri")
    with pytest.raises(AlreadyBegun, match="indikator 1"):
        decide(year, "1")
    assert queries.present(year.id, SELF, "1").content.fact == "Sudah ditulis sendiri"
    assert queries.carried(year.id)[0].decided is None


def test_only_the_leading_agency_confirms(earlier):
    year = build_year(previous=earlier.slug)
    with pytest.raises(Forbidden):
        actions.carry_over(actor=year.people["kominfo"], slug=year.slug)
    actions.carry_over(actor=year.people["sekda"], slug=year.slug)
    for who in ("bappeda", "inspektorat", "auditor"):
        with pytest.raises(Forbidden):
            decide(year, "1", who=who)
    decide(year, "1", who="kominfo")


def test_frameworks_without_a_mapping_carry_nothing(earlier):
    older = build_year(framework="permenpanrb-5-2018", previous=earlier.slug)
    with pytest.raises(NoMapping):
        actions.carry_over(actor=older.people["sekda"], slug=older.slug)
    with pytest.raises(NotFound):
        actions.carry_over(actor=earlier.people["sekda"], slug=earlier.slug)


def test_the_next_framework_gets_what_its_mapping_carries(earlier):
    pemdi = build_year(framework="permenpanrb-8-2026", previous=earlier.slug)
    made = actions.carry_over(actor=pemdi.people["sekda"], slug=pemdi.slug)
    found = queries.carried(pemdi.id)
    assert made == len(found) > 10
    several = next(one for one in found if len(one.sources) > 1)
    assert several.fact.startswith(f"[{several.sources[0]}. ")
    decide(pemdi, several.indicator)
    page = queries.indicator_page(pemdi.slug, pemdi.people["entri"], several.indicator, None, JUNE)
    assert [item.code for item, _, _ in page.earlier.items] == list(several.sources)
