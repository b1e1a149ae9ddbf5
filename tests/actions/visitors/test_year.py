"""The year before the demo: a weak element, a promise, and an effect in the next quarter."""

import pytest
from django.db import connection

from pendopo.directory.queries import office
from pendopo.kernel.actor import SYSTEM
from pendopo.survey.domain.follow_up import Standing
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries import scope_view
from pendopo.survey.queries.comments import moderation_page, public_comments
from pendopo.survey.queries.follow_ups import of_scope
from pendopo.survey.queries.reading import reading_page
from pendopo.visitors.year import bring_a_year
from tests.actions.once import once_a_module
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db


def with_a_year():
    town = build_town(services=5)
    found = office(town.office.slug)
    bring_a_year(found, now=MONDAY_NINE)
    return found


year_of_module = once_a_module(with_a_year)


@pytest.fixture
def place(year_of_module, db):
    return year_of_module


def test_four_quarters_have_answers_visits_and_a_weak_element_that_was_mended(place):
    scope = scope_view(Scope(place.government_id, office_id=place.id))
    before = reading_page(scope, Period.parse("2026-T2"))
    after = reading_page(scope, Period.parse("2026-T3"))
    assert all(each.totals.respondents > 200 for each in after.trend[-4:])
    assert before.whole.index.lowest[0] == "U3"
    assert "U3" not in after.whole.index.lowest[:1]
    assert after.whole.totals.mean("U3") > before.whole.totals.mean("U3")
    assert after.served > after.whole.totals.respondents
    assert after.sample.needed > 0
    assert [each.key for each in after.classes] == ["import"]


def test_the_promise_stands_beside_its_effect_and_others_are_running_and_late(place):
    scope = Scope(place.government_id, office_id=place.id)
    found = of_scope(scope, today=MONDAY_NINE.date(), minimum=10)
    assert {each.standing for each in found} == {Standing.DONE, Standing.RUNNING, Standing.LATE}
    mended = next(each for each in found if each.standing is Standing.DONE)
    assert [str(each.period) for each in mended.effects] == ["2026-T2", "2026-T3"]
    assert mended.change.startswith("+0.")


def test_comments_wait_and_some_were_decided(place):
    page = moderation_page(SYSTEM)
    assert page.waiting == 7
    assert any("[nik]" in each.proposal for each in page.comments)
    from pendopo.directory.queries import services_of

    shown = public_comments(services_of(place.id), Period.parse("2026-T3").months)
    assert shown.published == 4
    assert shown.withheld_count == 1
    assert any("Bu [nama]" in each.text for each in shown.comments)


def test_the_past_leaves_no_codes_or_answers_in_the_record(place):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(leaf, 'UTF8')::json ->> 't', count(*) FROM ledger_quiet_outbox GROUP BY 1"
        )
        assert dict(cursor.fetchall()) == {"followup/1": 6}
