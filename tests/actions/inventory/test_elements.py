"""Elements: who may write, what is kept, and what the database refuses whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from pendopo.inventory import actions, queries
from pendopo.inventory.domain.elements import AlreadyRelated, ChangedMeanwhile, CodeTaken, Withdrawn
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation, may_relate
from pendopo.inventory.models import Change, Element, Link
from pendopo.kernel.errors import Forbidden, Invalid, NotFound
from tests.inventory_town import JUNE, TODAY


def change(town, code="AP-1", who="sekda", seen=1, reason="", **values):
    before = town.element(code).facts
    facts = town.facts(
        values.pop("name", before.name), before.part, values.pop("agency", "kominfo"), **values
    )
    actions.change_element(
        actor=town.people[who],
        now=JUNE,
        government_id=town.id,
        code=code,
        seen=seen,
        facts=facts,
        reason=reason,
    )


def test_people_of_an_agency_write_for_it_alone(town):
    own = town.facts("Situs resmi", Part.APPLICATION)
    foreign = town.facts("Presensi", Part.APPLICATION, "bkpsdm")
    add = {"now": JUNE, "government_id": town.id, "code": "AP-9"}
    actions.add_element(actor=town.people["staf"], facts=own, **add)
    for who, facts in (("staf", foreign), ("kepala", own), ("peserta", own)):
        with pytest.raises(Forbidden):
            actions.add_element(actor=town.people[who], facts=facts, **add)
    with pytest.raises(Forbidden):
        change(town, "AP-9", who="staf", agency="bkpsdm")
    assert queries.element(town.id, "AP-9").facts == own


def test_a_change_keeps_what_stood_there_and_why(town):
    change(town, reason="Cadangan dihentikan", cadangan="tidak", biaya_tahunan=30_000_000)
    kept = queries.history(town.element("AP-1").id)[0]
    assert (kept.act, kept.words, kept.by) == ("diubah", "Cadangan dihentikan", "sekda")
    assert kept.details["cadangan"] == ("ya", "tidak")
    assert kept.details["biaya_tahunan"] == (25_000_000, 30_000_000)
    assert kept.details["kekritisan"] == ("tinggi", None)
    change(town, seen=2, cadangan="tidak", biaya_tahunan=30_000_000)
    assert town.element("AP-1").version == 2


def test_the_second_of_two_writers_is_told(town):
    change(town, cadangan="tidak")
    with pytest.raises(ChangedMeanwhile):
        change(town, cadangan="belum-diketahui")


def test_codes_are_never_given_twice_not_even_after_a_mistake(town):
    with pytest.raises(CodeTaken):
        town.add("ap-1", "Yang lain", Part.DATA)
    withdraw = {"actor": town.people["sekda"], "now": JUNE, "government_id": town.id, "code": "AP-1"}
    actions.withdraw_element(**withdraw, seen=1, reason="Salah catat")
    assert queries.relations_of(town.element("LA-1").id) == ()
    assert [
        one.code for one in queries.find_elements(town.id, queries.Wanted(part=Part.APPLICATION)).rows
    ] == []
    with pytest.raises(CodeTaken):
        town.add("AP-1", "Yang lain", Part.APPLICATION)
    with pytest.raises(Withdrawn):
        change(town, seen=2, cadangan="tidak")
    with pytest.raises(Invalid):
        town.relate("LA-1", Relation.USES, "AP-1")
    acts = [one.act for one in queries.history(town.element("AP-1").id)]
    assert acts.count("dilepas") == 4
    assert acts[0] == "dicabut"


def test_values_that_a_part_does_not_have_are_refused(town):
    for part, values in (
        (Part.DATA, {"cadangan": "ya"}),
        (Part.APPLICATION, {"cadangan": "mungkin"}),
        (Part.APPLICATION, {"biaya_tahunan": -1}),
        (Part.APPLICATION, {"cadangan_terakhir": "kemarin"}),
        (Part.APPLICATION, {"pembuat": 5}),
    ):
        with pytest.raises(Invalid):
            town.add("X-1", "Sesuatu", part, **values)


def test_relations_join_only_what_may_be_joined(town):
    with pytest.raises(AlreadyRelated):
        town.relate("LA-1", Relation.USES, "AP-1")
    for source, target in (("LA-1", "OR-1"), ("AP-1", "AP-1"), ("LA-1", "AP-404")):
        with pytest.raises(Invalid):
            town.relate(source, Relation.USES, target)
    with pytest.raises(Forbidden):
        town.relate("AP-1", Relation.SENDS_TO, town.add("AP-2", "Lain", Part.APPLICATION), who="kepala")
    actions.unrelate(actor=town.people["staf"], now=JUNE, government_id=town.id, source="LA-1",
                     relation=Relation.USES, target="AP-1", reason="Diganti")  # fmt: skip
    kept = queries.history(town.element("AP-1").id)[0]
    assert (kept.act, kept.relation, kept.forward, kept.other) == (
        "dilepas",
        Relation.USES,
        False,
        "LA-1 Pengaduan warga",
    )
    with pytest.raises(NotFound):
        actions.unrelate(actor=town.people["sekda"], now=JUNE, government_id=town.id, source="LA-1",
                         relation=Relation.USES, target="AP-1")  # fmt: skip


def test_the_database_itself_knows_which_relations_may_be(town):
    """Every triple of the rules, tried behind their back: the table takes exactly those that the rules allow."""
    ends = {
        (side, part): Element.objects.get(code=town.add(f"{side}-{part.letters}", f"Uji {side}", part)).pk
        for part in Part
        for side in "ST"
    }
    taken = {
        (relation, source, target)
        for relation in Relation
        for source in Part
        for target in Part
        if is_taken(town, relation.value, source, ends["S", source], target, ends["T", target])
    }
    assert taken == {(r, s, t) for r in Relation for s in Part for t in Part if may_relate(r, s, t)}


def is_taken(town, kind, source_part, source, target_part, target) -> bool:
    try:
        with transaction.atomic():
            Link.objects.create(
                government=town.government,
                kind=kind,
                source_id=source,
                source_part=source_part.value,
                target_id=target,
                target_part=target_part.value,
            )
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inventory_change SET words = 'lain'",
        "DELETE FROM inventory_change",
        "UPDATE inventory_element SET name = 'lain' WHERE code = 'AP-1'",
        "UPDATE inventory_element SET part = 'data', version = 2 WHERE code = 'AP-1'",
        "UPDATE inventory_element SET facts = '{\"biaya_tahunan\": -5}', version = 2 WHERE code = 'AP-1'",
        "UPDATE inventory_link SET source_part = 'data'",
        "INSERT INTO inventory_link (government_id, kind, source_id, source_part, target_id, target_part) SELECT"
        " government_id, 'memakai', id, 'layanan', id + 1, 'aplikasi' FROM inventory_element WHERE code = 'DI-1'",
    ],
)
def test_no_statement_rewrites_history_or_joins_the_wrong_things(town, statement):
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement)
    assert Change.objects.exists()


def test_an_element_is_found_by_words_and_by_what_it_is_joined_to(town):
    def codes(**wanted):
        return [one.code for one in queries.find_elements(town.id, queries.Wanted(**wanted)).rows]

    assert codes(words="aduan daring") == ["AP-1"]
    assert codes(words="bidang layanan") == ["LA-1"]
    assert codes(related_to="AP-1") == ["DI-1", "IN-1", "LA-1", "OR-1"]
    assert codes(agency_id=town.agencies["dinkes"]) == []
    assert [one.code for one in queries.search_elements(town.id, "aduan", parts=[Part.DATA])] == ["DI-1"]
    assert queries.element_names([town.element("IN-1").id, 0])[town.element("IN-1").id].name == "Server utama"


def test_the_whole_is_counted_and_looked_through(town):
    found = queries.findings_of(town.id, today=TODAY)
    assert {code for code, some in found.by_rule.items() if some} == {
        "personal-data-unprotected",
        "infrastructure-unprotected",
        "single-person",
        "service-without-policy",
        "cost-unfunded",
    }
    assert found.worst()[0].code == "single-person"
    assert queries.findings_of(town.id, today=TODAY, agency_id=town.agencies["dinkes"]).total == 0
    counted = queries.counts(town.id)
    assert (counted.elements, counted.relations, counted.by_part[Part.APPLICATION]) == (5, 4, 1)
    assert counted.last_change == Change.objects.latest("pk").pk
    assert town.element("AP-1").facts.status is Status.IN_USE


def test_maps_count_relations_and_find_what_lies_around(town):
    town.add("AP-2", "Presensi", Part.APPLICATION, "bkpsdm")
    town.relate("AP-2", Relation.RUNS_ON, "IN-1")
    ties = {(tie.source, tie.target): tie.number for tie in queries.part_map(town.id).ties}
    assert ties[Part.APPLICATION, Part.INFRASTRUCTURE] == 2
    other = queries.agency_ties(town.id)[0]
    assert (other.source_id, other.target_id, other.number) == (
        town.agencies["bkpsdm"],
        town.agencies["kominfo"],
        1,
    )
    near = queries.neighbourhood(town.element("LA-1").id, steps=1)
    assert [one.code for one in near.elements] == ["LA-1", "AP-1"]
    wide = queries.neighbourhood(town.element("LA-1").id, steps=3)
    assert {one.code: wide.steps[one.id] for one in wide.elements}["AP-2"] == 3
