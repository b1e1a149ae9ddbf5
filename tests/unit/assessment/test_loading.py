"""Framework files: what is wrong in them is refused, all of it, each by its place."""

import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import load_framework
from pendopo.assessment.domain.provenance import Trust
from tests.unit.assessment.frameworks import FOLDER, FRAMEWORKS, PEMDI, SPBE_2018, SPBE_2020

TEXT = FOLDER.text("permenpanrb-8-2026")
PUBLISHED = FOLDER.text("permenpanrb-59-2020")
PLACE = re.compile(r"^kerangka\.yaml:(\d+):(\d+): .+", re.DOTALL)


def faults_of(text, **options):
    with pytest.raises(FrameworkRefused) as refusal:
        load_framework(text, **options)
    return refusal.value.facts["faults"]


def replaced(old, new, text=TEXT):
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def line_of(words, text):
    return text[: text.index(words)].count("\n") + 1


def test_the_frameworks_have_the_shape_of_their_regulations():
    shapes = {
        name: (len(one.indicators), len(one.items), one.kinds, one.lowest, one.highest)
        for name, one in FRAMEWORKS.items()
    }
    assert shapes == {
        "permenpanrb-5-2018": (35, 37, ("domain", "aspect"), 0, 5),
        "permenpanrb-59-2020": (47, 47, ("domain", "aspect"), 1, 5),
        "permenpanrb-8-2026": (20, 20, ("aspect",), 1, 5),
    }
    assert [item.code for item in SPBE_2018.items][-3:] == ["35-1", "35-2", "35-3"]
    assert PEMDI.verification.criteria is Trust.UNVERIFIED
    assert not PEMDI.published


def test_every_level_of_every_indicator_has_a_name_and_a_condition():
    for framework in FRAMEWORKS.values():
        for indicator in framework.indicators:
            assert [level.number for level in indicator.levels] == list(
                range(framework.lowest, framework.highest + 1)
            )
            assert all(level.name and level.criteria for level in indicator.levels)


def test_levels_say_what_usually_proves_them():
    policy, service = SPBE_2020.indicator_by_number[1], SPBE_2020.indicator_by_number[42]
    assert policy.level(1).evidence == ()
    assert "minutes" in {need.kind for need in policy.level(4).evidence}
    assert {need.kind for need in service.level(1).evidence} == {"screenshot", "link", "list"}
    assert SPBE_2020.level_name(service, 3) == "Transaksi"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('weight: "5"', 'weight: "4.9"', "jumlah bobot isinya 9.9, padahal bobot kelompok ini 10"),
        ('kind: aspect, number: 1, title: Tata Kelola dan Manajemen, weight: "10"',
         'kind: aspect, number: 1, title: Tata Kelola dan Manajemen, weight: "9.9"', "99.9, seharusnya 100"),
        ('min: "3.5", min_inclusive: true', 'min: "3.6", min_inclusive: true', "ada celah antara “Baik” dan"),
        ('min: "3.5", min_inclusive: true', 'min: "3.4", min_inclusive: true', "tumpang tindih"),
        ('max: "2.5", max_inclusive: false', 'max: "2.5", max_inclusive: true', "tumpang tindih"),
        ('max: "5.0"', 'max: "4.9"', "predikat tertinggi harus sampai 5"),
        ('min: "1.0"', 'min: "1.1"', "predikat terendah harus mulai dari 1"),
        ('min: "1.0"', 'min: "1,0"', "titik desimal"),
        ("parent: a1", "parent: a9", "kelompok “a9” tidak ada"),
        ("  - number: 2\n", "  - number: 1\n", "“1” tertulis lebih dari satu kali"),
        ("ladder: pemdi", "ladder: proses", "jenjang “proses” tidak ada"),
        ("- {n: 1, criteria", "- {n: 2, criteria", "setiap tingkat dari 1 sampai 5"),
        ("- {n: 1, criteria", "- {n: 0, criteria", "bilangan bulat dari 1 sampai 5"),
        ('weight: "5"', "weight: lima", "bobot dalam persen"),
        ('weight: "5"', "weight: 0", "bobot harus lebih dari 0"),
        ('index: "3.00"', 'index: "3.01"', "tertulis 3.01, hasil hitung 3.00"),
        ("predicate: Baik", "predicate: Cukup", "tertulis Cukup, hasil hitung Baik"),
        ('a6: "3.07"', 'a6: "3.08"', "tertulis 3.08, hasil hitung 3.07"),
        ('a6: "3.07"', 'b6: "3.07"', "hasil hitung tidak ada"),
        ("20: 3}", "21: 3}", "Indikator 21 tidak ada"),
        ("19: 3, 20: 3}", "19: 3}", "Belum ada tingkat untuk indikator 20"),
        ("\nstatus: draft", "\nstatus: published", "tulis checksum: "),
        ("\nstatus: draft", "\nstatus: terbit", "pilih salah satu: draft, published"),
        ("supersedes:", "superseeds:", "“superseeds” tidak dikenal"),
        ("first_year: 2026", "first_year: 2026\nlast_year: 2025", "tahun terakhir sebelum tahun pertama"),
        ("valid_from: 2026-06-05", "valid_from: 5 Juni 2026", "bukan tanggal"),
        ("order: 2", "order: 1", "“1” tertulis lebih dari satu kali"),
        ("{id: internal", "{id: antara", "pilih salah satu: mandiri, internal"),
        ("{id: final", "{id: visitasi", "babak final harus ada"),
        ("scale: {min: 1, max: 5}", "scale: {min: 5, max: 5}", "di atas tingkat terendah"),
        ("scale: {min: 1, max: 5}", "scale: [1, 5]", "tulis pasangan nama: isi"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_place_and_remedy(old, new, words):
    text = replaced(old, new)
    faults = faults_of(text)
    assert any(words in fault for fault in faults), faults
    assert all(PLACE.match(fault) for fault in faults)


def test_the_place_is_the_line_and_column_of_the_value():
    text = replaced("ladder: pemdi", "ladder: proses")
    line = line_of("ladder: proses", text)
    assert faults_of(text)[0].startswith(f"kerangka.yaml:{line}:13: ")


def test_all_faults_are_named_at_once_in_the_order_of_the_file():
    text = replaced(
        "parent: a1", "parent: a9", replaced('min: "3.5"', 'min: "3.6"', replaced("id: p", "id: P"))
    )
    faults = faults_of(text)
    lines = [int(PLACE.match(fault)[1]) for fault in faults]
    assert len(faults) >= 3
    assert lines == sorted(lines)


def test_a_group_inside_itself_is_refused():
    text = replaced('title: Data, weight: "15"', 'title: Data, weight: "15", parent: a3')
    assert any("di dalam dirinya sendiri" in fault for fault in faults_of(text))


def test_a_published_file_that_was_edited_is_refused():
    edited = replaced('weight: "1.3"', 'weight: "1.30"', PUBLISHED)
    assert any("berubah setelah diterbitkan" in fault for fault in faults_of(edited))
    with_new_sum = re.sub(r"(?m)^checksum: .*$", f"checksum: {named_checksum(edited)}", edited)
    load_framework(with_new_sum)
    refused = faults_of(with_new_sum, published=FOLDER.published())
    assert any("sudah diterbitkan dengan isi lain" in fault for fault in refused)


def named_checksum(text):
    return next(
        found[1] for fault in faults_of(text) if (found := re.search(r"checksum: ([0-9a-f]{64})", fault))
    )


def test_a_published_version_cannot_become_a_draft_with_other_content():
    draft = re.sub(r"(?m)^status: published\nchecksum: .*$", "status: draft", PUBLISHED)
    load_framework(draft)
    assert any("naikkan versi" in fault for fault in faults_of(draft, published=FOLDER.published()))


def test_every_published_file_is_in_the_list_of_what_was_published():
    published = {(one.id, one.version): one.checksum for one in FRAMEWORKS.values() if one.published}
    assert published == FOLDER.published()


def test_comments_and_layout_do_not_change_the_checksum():
    laid_out = yaml.safe_dump(yaml.load(PUBLISHED, yaml.BaseLoader), allow_unicode=True)
    assert load_framework(laid_out).checksum == SPBE_2020.checksum
    assert load_framework("# lain\n" + PUBLISHED).checksum == SPBE_2020.checksum


def test_a_framework_may_have_no_groups_or_other_kinds_of_them():
    pillars = TEXT.replace("kind: aspect", "kind: pilar")
    assert load_framework(pillars).kinds == ("pilar",)
    flat = re.sub(r"(?m)^    parent: a\d\n", "", re.sub(r"(?ms)^nodes:\n.*?(?=^indicators)", "", TEXT))
    flat = re.sub(r"(?m)^    nodes: .*\n", "", flat)
    assert load_framework(flat).kinds == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "a: [",
        "a: &x [1]\nb: *x",
        "[" * 100_000,
        "id: \x00",
        "? {a: b}\n: 1",
        "\u2028",
        "a: !!python/none x",
    ],
)
def test_what_is_no_framework_is_refused_with_a_place(text):
    faults = faults_of(text)
    assert faults
    assert all(PLACE.match(fault) for fault in faults)


def test_a_file_of_very_many_parts_is_refused_at_once():
    many = "\n".join(f"  - {{number: {n}, title: x, weight: 1, parent: a1}}" for n in range(600))
    faults = faults_of(re.sub(r"(?ms)^indicators:\n.*?(?=^rounds)", f"indicators:\n{many}\n", TEXT))
    assert faults == (f"kerangka.yaml:{line_of('indicators:', TEXT) + 1}:3: indicators: lebih dari 500 butir; "
                      "ini bukan kerangka penilaian",)  # fmt: skip


def outcome_of(text):
    try:
        return load_framework(text)
    except FrameworkRefused as refusal:
        return refusal.facts["faults"]


SCALARS = [node for node in re.findall(r"(?<=: )[^\[\]{},\n]+", TEXT) if node.strip()]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_with_random_damage_is_a_framework_or_is_refused_with_places(data):
    text = TEXT
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        other = data.draw(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(SCALARS),
                st.sampled_from(["{", "]", "- ", "\n", "  ", ": "]),
            )
        )
        text = text[:start] + other + text[end:]
    outcome = outcome_of(text.encode("utf-8", "ignore").decode())
    assert isinstance(outcome, Framework) or all(PLACE.match(fault) for fault in outcome)
