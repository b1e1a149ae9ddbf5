"""Rules chosen from lists become conditions, come back as they were chosen, and are told in a sentence."""

import duckdb
import pytest

from pendopo.datahouse.domain.gate import checked_condition
from pendopo.datahouse.domain.plain_reading import plain_rule
from pendopo.datahouse.domain.plain_rules import PlainRule, Relation, When, as_typed, condition_of, told
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.kernel.errors import Invalid

SCHEMA = Schema((
    Field("jumlah", "integer", title="Jumlah"), Field("pria", "integer", title="Laki-laki"), Field("wanita", "integer"),
    Field("luas", "number", scale=2), Field("mulai", "date"), Field("selesai", "date"), Field("status"),
    Field("aktif", "boolean"), Field("bentuk", "geojson"),
))  # fmt: skip
RULES = {
    "“Jumlah” harus sama dengan “Laki-laki” ditambah “wanita”": PlainRule(
        "jumlah", Relation.EQUAL, ("pria", "wanita")
    ),
    "“mulai” tidak boleh sesudah “selesai”": PlainRule("mulai", Relation.AT_MOST, ("selesai",)),
    "“mulai” harus sesudah 21/11/2026": PlainRule("mulai", Relation.MORE, value="21/11/2026"),
    "“luas” tidak boleh kurang dari -12,50": PlainRule("luas", Relation.AT_LEAST, value="-12,50"),
    "“status” tidak boleh sama dengan o'k": PlainRule("status", Relation.OTHER, value="o'k"),
    "“aktif” harus sama dengan ya": PlainRule("aktif", Relation.EQUAL, value="ya"),
    "bila “status” sama dengan aktif, “selesai” harus diisi": PlainRule(
        "selesai", Relation.FILLED, when=When("status", Relation.EQUAL, "aktif")
    ),
    "bila “mulai” diisi, “Laki-laki” harus kurang dari “luas”": PlainRule(
        "pria", Relation.LESS, ("luas",), when=When("mulai", Relation.FILLED)
    ),
}


@pytest.mark.parametrize("sentence", RULES)
def test_a_chosen_rule_is_told_and_comes_back_from_its_condition(sentence: str) -> None:
    rule = RULES[sentence]
    assert told(rule, SCHEMA) == sentence
    condition = checked_condition(condition_of(rule, SCHEMA), SCHEMA.names, "rules[1]")
    assert plain_rule(condition, SCHEMA) == rule


@pytest.mark.parametrize("condition", ["pria <= wanita * 2", "pria = 1 OR wanita = 1", "length(status) > 3"])
def test_what_lists_cannot_say_stays_a_condition(condition: str) -> None:
    assert plain_rule(checked_condition(condition, SCHEMA.names, "rules[1]"), SCHEMA) is None


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (PlainRule("", Relation.EQUAL, ("pria",)), "kolom"),
        (PlainRule("bentuk", Relation.FILLED), "kolom"),
        (PlainRule("jumlah", Relation.EQUAL), "nilai"),
        (PlainRule("jumlah", Relation.EQUAL, ("pria",), "3"), "nilai"),
        (PlainRule("jumlah", Relation.EQUAL, value="1.250 orang"), "nilai"),
        (PlainRule("mulai", Relation.MORE, value="31/02/2026"), "nilai"),
        (PlainRule("jumlah", Relation.EQUAL, ("mulai",)), "banding_1"),
        (PlainRule("jumlah", Relation.EQUAL, ("pria", "status")), "banding_2"),
        (PlainRule("pria", Relation.FILLED, when=When("jumlah", Relation.MORE, "banyak")), "bila_nilai"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(rule: PlainRule, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        condition_of(rule, SCHEMA)
    assert refused.value.facts["field"] == field


def test_the_form_is_filled_with_what_was_chosen() -> None:
    rule = PlainRule("jumlah", Relation.EQUAL, ("pria", "wanita"), when=When("status", Relation.EQUAL, "a"))
    assert as_typed(rule) == {
        "kolom": "jumlah", "hubungan": "sama", "nilai": "", "banding_1": "pria", "banding_2": "wanita",
        "bila_kolom": "status", "bila_hubungan": "sama", "bila_nilai": "a",
    }  # fmt: skip


def test_the_engine_means_the_same_as_the_sentence() -> None:
    rule = RULES["bila “status” sama dengan aktif, “selesai” harus diisi"]
    rows = "VALUES ('aktif', NULL), ('aktif', DATE '2026-01-01'), ('usai', NULL)"
    condition = condition_of(rule, SCHEMA)
    held = duckdb.sql(f"SELECT {condition} FROM ({rows}) AS rows(status, selesai)").fetchall()
    assert held == [(False,), (True,), (True,)]
