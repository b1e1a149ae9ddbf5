"""Initiatives point to the inventory, and reports to where they can be checked; reports become draft evidence."""

from datetime import date

import pytest

from pendopo.insight.providers.progress import RoadmapProgress
from pendopo.inventory import actions as inventory
from pendopo.inventory.domain.elements import Facts
from pendopo.inventory.domain.parts import Part
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.initiatives import State
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, TODAY


def record(plans, code: str) -> None:
    facts = Facts(Part.APPLICATION, plans.year.agencies["kominfo"], f"Aplikasi {code}")
    government = plans.year.government.pk
    inventory.add_element(actor=SYSTEM, now=JUNE, government_id=government, code=code, facts=facts)


def tie(plans, *codes: str, who: str = "staf") -> None:
    actions.set_elements(actor=plans.people[who], now=JUNE, roadmap=SLUG, code="K-01", elements=codes)


def codes(plans) -> list[str]:
    return [one.code for one in queries.elements_of_initiative(queries.initiative(plans.here, "K-01").id)]


def test_an_initiative_names_the_elements_that_it_changes(plans):
    for code in ("AP-01", "AP-02"):
        record(plans, code)
    tie(plans, "AP-02", "AP-01")
    assert codes(plans) == ["AP-01", "AP-02"]
    tie(plans, "AP-02")
    assert codes(plans) == ["AP-02"]
    element = queries.elements_of_initiative(queries.initiative(plans.here, "K-01").id)[0].id
    assert queries.initiatives_about(element) == ((SLUG, "K-01", "Kebijakan data", State.PROPOSED),)
    told = [(one.act, one.words) for one in queries.history(queries.initiative(plans.here, "K-01").id)]
    assert told[:2] == [("unsur", "AP-02"), ("unsur", "AP-01, AP-02")]


def test_an_element_that_is_not_there_or_was_withdrawn_is_refused_by_name(plans):
    record(plans, "AP-01")
    record(plans, "AP-09")
    inventory.withdraw_element(
        actor=SYSTEM,
        now=JUNE,
        government_id=plans.year.government.pk,
        code="AP-09",
        seen=1,
        reason="Salah catat",
    )
    for code in ("AP-77", "AP-09"):
        with pytest.raises(Invalid, match=code):
            tie(plans, "AP-01", code)
    with pytest.raises(Forbidden):
        actions.set_elements(
            actor=plans.people["staf"], now=JUNE, roadmap=SLUG, code="B-01", elements=["AP-01"]
        )
    assert codes(plans) == []


def test_a_report_becomes_draft_evidence_with_its_source(plans):
    plans.move("K-01", State.AGREED)
    actions.report_progress(
        actor=plans.people["staf"], now=JUNE, today=TODAY, roadmap=SLUG, code="K-01",
        words="Naskah ditetapkan.", done=["Naskah"], link="https://jdih.example.go.id/7",
    )  # fmt: skip
    government = plans.year.government.pk
    (found,) = RoadmapProgress().gather(government, date(2026, 1, 1), TODAY)
    assert found.place == "Dinas Kominfo"
    assert found.tables[0].rows == (
        (
            "2026-06-10",
            "K-01 Kebijakan data (Peta rencana uji)",
            "3",
            "Naskah ditetapkan.",
            "Naskah",
            "https://jdih.example.go.id/7",
        ),
    )
    assert RoadmapProgress().gather(government, date(2026, 1, 1), date(2026, 6, 9)) == []
