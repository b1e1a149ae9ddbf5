"""Every rule finds what it is for, and nothing where all is well."""

from datetime import date

import pytest

from pendopo.inventory.domain.findings import look_through
from pendopo.inventory.domain.functions import function_of
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.rules import BY_CODE, RULES
from pendopo.inventory.domain.whole import Thing, Whole

TODAY = date(2026, 6, 10)
AGENCIES = ("Kominfo", "BKPSDM", "Dinkes", "Disdik", "RSUD")


def thing(number, part, name="Sesuatu", agency=0, status=Status.IN_USE, **values):
    return Thing(number, f"X-{number}", part, f"{name} {number}", status, agency, AGENCIES[agency], values)


def found(things, edges=()):
    """Codes of rules with the sentences that they tell."""
    findings = look_through(Whole.joined(things, edges), RULES, TODAY)
    return {code: [one.text for one in some] for code, some in findings.by_rule.items() if some}


SOUND = [
    thing(1, Part.SERVICE, saluran="daring", penanggung_jawab="Bidang"),
    thing(2, Part.APPLICATION, cadangan="ya", cadangan_terakhir="2026-06-01", hosting="awan",
          penanggung_jawab="Bidang", fungsi="pajak", biaya_tahunan=5, kekritisan="tinggi"),
    thing(3, Part.DATA, data_pribadi="ya", walidata="Bidang"),
    thing(4, Part.INFRASTRUCTURE, dukungan_berakhir="2027-01-01"),
    thing(5, Part.SECURITY, berlaku_sampai="2026-06-10"),
    thing(6, Part.PEOPLE, jumlah=2),
    thing(7, Part.POLICY),
    thing(8, Part.BUDGET, nilai=9),
]  # fmt: skip
EDGES = [
    (1, Relation.USES, 2), (1, Relation.RESTS_ON, 7), (2, Relation.HOLDS, 3), (2, Relation.RUNS_ON, 4),
    (2, Relation.PROTECTED_BY, 5), (4, Relation.PROTECTED_BY, 5), (2, Relation.STAFFED_BY, 6),
    (2, Relation.FUNDED_BY, 8),
]  # fmt: skip


def test_where_all_is_well_nothing_is_found():
    assert found(SOUND, EDGES) == {}


def changed(number, **values):
    """The sound inventory with one element otherwise; None takes a value away."""
    return [
        thing(one.id, one.part, "Sesuatu", status=values.get("status", one.status), **{
            key: value for key, value in (dict(one.values) | values).items() if value is not None and key != "status"
        }) if one.id == number else one
        for one in SOUND
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "things", "left_out"),
    [
        ("application-without-backup", changed(2, cadangan="belum-diketahui"), ()),
        ("backup-too-old", changed(2, cadangan_terakhir="2026-03-11"), ()),
        ("personal-data-unprotected", SOUND, ((2, Relation.PROTECTED_BY, 5),)),
        ("infrastructure-unprotected", SOUND, ((4, Relation.PROTECTED_BY, 5),)),
        ("single-person", changed(6, jumlah=1), ()),
        ("single-person", changed(6, jumlah=0), ()),
        ("rests-on-gone", changed(4, status=Status.GONE), ()),
        ("service-without-owner", changed(1, penanggung_jawab=None), ()),
        ("control-expired", changed(5, berlaku_sampai="2026-06-09"), ()),
        ("policy-expired", changed(7, berlaku_sampai="2020-01-01"), ()),
        ("support-ended", changed(4, dukungan_berakhir="2026-06-09"), ()),
        ("application-place-unknown", changed(2, hosting="belum-diketahui"), ((2, Relation.RUNS_ON, 4),)),
        ("service-without-policy", SOUND, ((1, Relation.RESTS_ON, 7),)),
        ("data-without-steward", changed(3, walidata=None), ()),
        ("cost-unfunded", SOUND, ((2, Relation.FUNDED_BY, 8),)),
        ("same-name", [*SOUND, Thing(9, "X-9", Part.POLICY, "sesuatu  7", Status.IN_USE, 0, "Kominfo", {})], ()),
    ],
)  # fmt: skip
def test_one_gap_is_found_by_its_rule_alone(code, things, left_out):
    assert list(found(things, [one for one in EDGES if one not in left_out])) == [code]


def test_an_application_nobody_uses_leaves_an_online_service_alone():
    told = found(SOUND, [one for one in EDGES if one[1] is not Relation.USES])
    assert list(told) == ["service-without-application", "application-unused"]


def test_five_agencies_with_an_own_attendance_application_are_one_finding():
    names = ("Presensi", "E-Absensi", "Kehadiran Guru", "Sidik Jari", "Absen RSUD")
    rest = {"cadangan": "ya", "hosting": "awan", "penanggung_jawab": "Bidang"}
    things = [thing(n, Part.APPLICATION, name, n, **rest) for n, name in enumerate(names)]
    told = found(things)["duplicate-application"]
    assert told == [
        "5 perangkat daerah menjalankan aplikasi presensi sendiri: Kominfo, BKPSDM, Dinkes, Disdik, RSUD."
    ]
    shared = [*things[:1], *(thing(n, Part.APPLICATION, "Presensi", n, jenis="umum") for n in (1, 2))]
    assert "duplicate-application" not in found(shared)
    gone = [thing(n, Part.APPLICATION, "Presensi", n, status=Status.GONE) for n in (1, 2)]
    assert "duplicate-application" not in found(gone)


def test_the_function_of_an_application_is_told_or_guessed_from_its_name():
    assert function_of("Absensi", "apa saja") == "presensi"
    assert function_of("", "E-Kinerja Pegawai") == "kinerja pegawai"
    assert function_of("", "Persuratanku") == ""
    assert function_of("gizi anak", "Presensi") == "gizi anak"


def test_the_gravest_come_first_and_each_of_another_rule():
    things = changed(2, cadangan="tidak", kekritisan="tinggi")
    findings = look_through(Whole.joined((*things, thing(10, Part.APPLICATION)), ()), RULES, TODAY)
    worst = findings.worst()
    assert next(one.code for one in worst) == "application-without-backup"
    assert worst[0].things[0].id == 2
    assert len({one.code for one in worst}) == 3
    assert findings.of_agency(1).total == 0


def test_codes_of_rules_are_stable_and_sentences_take_their_facts():
    assert len(BY_CODE) == len(RULES) == 18
    for rule in RULES:
        assert rule.heading
        assert rule.advice.endswith(".")
        assert rule.sentence.endswith(".")
