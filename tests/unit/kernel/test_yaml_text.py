"""YAML of people: what is wrong is told in Indonesian with its place, and nothing breaks the reader."""

import pytest

from pendopo.kernel.yaml_pages import Page, Section
from pendopo.kernel.yaml_text import NamedPlace, YamlFault, compose, place


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b: c", "1:5: bukan YAML yang benar (titik dua di tempat yang salah"),
        ("a:\n\t- x", "2:1: bukan YAML yang benar (ada tab atau tanda khusus"),
        ("a: 'x", "1:6: bukan YAML yang benar (tanda kutip dibuka tetapi tidak ditutup"),
        ("a: [1, 2", "2:1: bukan YAML yang benar (kurang koma atau kurung tutup"),
        ("a: {b: ", "bukan YAML yang benar (kurang isi atau kurung tutup"),
        ("a: x\nb: \x00", "2:4: ada karakter yang tidak boleh ada dalam YAML"),
        ("[" * 300_000, "1:31: susunan terlalu dalam"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place_and_a_remedy(text, told):
    with pytest.raises(YamlFault) as fault:
        compose(text)
    assert told in str(fault.value)


def test_references_are_refused_where_strangers_write():
    text = "a: &x [1]\nb: *x"
    assert compose(text) is not None
    with pytest.raises(YamlFault, match=r"2:4: rujukan \(\* dan &\) tidak dipakai di sini"):
        compose(text, references=False)


def test_a_key_that_is_no_word_is_a_fault_and_not_an_error():
    page = Page("f.yaml")
    assert isinstance(page.open("? [a, b]\n: 1\nc: 2"), Section)
    assert page.faults == ["f.yaml:1:3: nama harus satu kata, bukan daftar"]


def test_places_of_cells_are_told_as_cells():
    assert place(NamedPlace("Indikator!C5")) == "Indikator!C5"
    assert place(None) == "1:1"
