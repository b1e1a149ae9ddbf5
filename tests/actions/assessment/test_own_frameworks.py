"""A government brings a framework of its own: kept as it is, used by its assessments, never changed behind them."""

from dataclasses import replace

import pytest

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.loading import load_framework
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.assessment.exports.framework_workbook import framework_workbook
from pendopo.directory.models import Government
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from tests.assessment_year import STAGES
from tests.unit.assessment.frameworks import FOLDER, PEMDI

TEXT = FOLDER.text("permenpanrb-8-2026").replace("id: permenpanrb-8-2026", "id: kab-uji-2027")
RAW = TEXT.encode()


@pytest.fixture
def bring(year):
    """Brings a file as a person of the year."""

    def do(raw=RAW, *, who="sekda", name="kerangka.yaml", government=None):
        return actions.add_own_framework(
            actor=year.people[who],
            government_id=(government or year.government).pk,
            name=name,
            raw=raw,
        )

    return do


def plan(year, framework):
    return actions.Plan(
        government_id=year.government.pk, framework=framework, year=2027, kind=Kind.PRACTICE, stages=STAGES
    )


def test_a_framework_can_be_used_by_an_assessment_of_its_government(bring, year):
    framework = bring()
    assert [one.id for one in queries.frameworks_for([year.government.pk])][-1] == "kab-uji-2027"
    slug = actions.create_assessment(actor=year.people["sekda"], plan=plan(year, "kab-uji-2027"))
    assert queries.pinned(queries.standing(slug, year.people["sekda"]).checksum) == framework


def test_a_workbook_is_kept_as_the_same_framework(bring):
    own = framework_workbook(load_framework(TEXT))
    brought = bring(own, name="kerangka.xlsx")
    assert brought.indicators == PEMDI.indicators
    assert queries.shown_framework("kab-uji-2027").framework == brought


def test_the_same_file_twice_is_kept_once(bring):
    assert bring() == bring()
    assert len(queries.own_frameworks()) == 1


def test_another_content_needs_another_version(bring):
    bring()
    changed = TEXT.replace("Tata Kelola dan Manajemen", "Tata Kelola")
    with pytest.raises(FrameworkRefused, match="naikkan versi"):
        bring(changed.encode())
    bring(changed.replace('version: "0.1"', 'version: "0.2"').encode())
    assert [one.framework.version for one in queries.own_frameworks()] == ["0.2", "0.1"]
    assert queries.shown_framework("kab-uji-2027").framework.version == "0.2"


def test_names_of_others_are_refused(bring, year):
    with pytest.raises(actions.FrameworkTaken):
        bring(FOLDER.text("permenpanrb-8-2026").encode())
    bring()
    other = Government.objects.create(code="35.77", name="Kota Lain", level="kota")
    with pytest.raises(Forbidden):
        bring(government=other)
    with pytest.raises(NotFound):
        queries.framework_for("kab-uji-2027", other.pk)


def test_only_coordinators_bring_frameworks(bring):
    with pytest.raises(Forbidden):
        bring(who="kominfo")


@pytest.mark.parametrize(
    ("raw", "name", "place"),
    [
        (TEXT.replace("parent: a1", "parent: a0", 1).encode(), "kerangka.yaml", "kerangka.yaml:94:13: "),
        (b"\xff\xfe", "kerangka.yaml", "kerangka.yaml:1:1: bukan teks UTF-8"),
        (b"PK\x03\x04", "kerangka.xlsx", "kerangka.xlsx:1:1: bukan berkas Excel"),
        (b"id,nama", "kerangka.xls", "kerangka.xls:1:1: bukan berkas Excel"),
        (b" " * 2_000_001, "kerangka.yaml", "kerangka.yaml:1:1: berkas lebih besar dari 2 MB"),
    ],
)
def test_a_file_with_faults_is_refused_and_nothing_is_kept(bring, raw, name, place):
    with pytest.raises(FrameworkRefused) as refusal:
        bring(raw, name=name)
    assert any(fault.startswith(place) for fault in refusal.value.faults), refusal.value.faults
    assert queries.own_frameworks() == ()


def test_a_calendar_has_only_rounds_that_the_framework_has(bring, year):
    lines = TEXT.splitlines(keepends=True)
    bring("".join(line for line in lines if "{id: interviu" not in line).encode())
    with pytest.raises(Invalid, match="tidak memiliki babak penilaian interviu"):
        actions.create_assessment(actor=year.people["sekda"], plan=plan(year, "kab-uji-2027"))
    short = [stage for stage in STAGES if stage.round is not RoundName.INTERVIEW]
    slug = actions.create_assessment(
        actor=year.people["sekda"], plan=replace(plan(year, "kab-uji-2027"), stages=short)
    )
    with pytest.raises(Invalid, match="tidak memiliki babak penilaian interviu"):
        actions.set_calendar(actor=year.people["sekda"], slug=slug, stages=STAGES)
    actions.set_calendar(actor=year.people["sekda"], slug=slug, stages=short)


def test_an_assessment_stays_with_its_version(bring, year):
    bring()
    slug = actions.create_assessment(actor=year.people["sekda"], plan=plan(year, "kab-uji-2027"))
    bring(TEXT.replace('version: "0.1"', 'version: "0.2"').encode())
    assert queries.pinned(queries.standing(slug, year.people["sekda"]).checksum).version == "0.1"
