"""Evidence that ends, that was swapped, and that the program gathers by itself."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from pendopo.assessment import queries
from pendopo.assessment.actions import evidence as actions
from pendopo.assessment.actions.upkeep import check_contents, remind_of_ending, unnamed_contents
from pendopo.assessment.domain.evidence import Facts
from pendopo.assessment.domain.pieces import At, Owner
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.queries.evidence import evidence_page, stored_contents
from pendopo.assessment.queries.library import expiring
from tests import evidence_files as made
from tests.actions.assessment.conftest import Add
from tests.assessment_year import JUNE, Year

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


def test_what_soon_ends_is_listed_soonest_first(year: Year, add: Add) -> None:
    for day in (date(2026, 7, 9), date(2026, 6, 11), date(2026, 8, 1)):
        add(facts=Facts(f"Sampai {day}", valid_to=day), name="a.pdf")
    titles = [one.facts.title for one in expiring(year.people["kominfo"], today=date(2026, 6, 10))]
    assert titles == ["Sampai 2026-06-11", "Sampai 2026-07-09"]


def test_respondents_are_reminded_once_on_each_of_the_days(year: Year, add: Add) -> None:
    add(facts=Facts("Lisensi", valid_to=date(2026, 6, 17)))
    add(facts=Facts("Sampai lusa", valid_to=date(2026, 6, 12)), name="b.pdf")
    assert [remind_of_ending(now=JUNE) for _ in range(2)] == [1, 1]
    (notice,) = queries.notices_for(year.people["kominfo"])
    assert (notice.kind, notice.facts["days"], notice.facts["title"]) == ("evidence", 7, "Lisensi")
    assert queries.notices_for(year.people["bappeda"]) == ()


def test_a_swapped_content_is_named(year: Year, intake: Intake, add: Add) -> None:
    add()
    assert list(check_contents(intake=intake)) == []
    assert unnamed_contents(intake=intake) == []
    digest = stored_contents()[0][0]
    intake.store.path(digest).write_bytes(b"lain")
    (fault,) = check_contents(intake=intake)
    assert fault.sha256 == digest


def test_what_the_program_gathers_is_a_draft_until_somebody_uses_it(year: Year, intake: Intake) -> None:
    owner = Owner(year.government.pk, year.agencies["kominfo"], WIB)
    gather = {
        "intake": intake, "owner": owner, "name": "antrean.pdf", "content": made.pdf(), "facts": Facts("Statistik"),
        "provider": "antrean", "now": JUNE,
    }  # fmt: skip
    ident = actions.add_gathered(**gather)
    assert actions.add_gathered(**gather) == ident
    assert evidence_page(year.people["kominfo"], ident).evidence.draft
    actions.attach(evidence_id=ident, place=At(year.slug, "1"), actor=year.people["kominfo"], now=JUNE)
    assert not evidence_page(year.people["kominfo"], ident).evidence.draft
