"""The components of a service standard, in the order of PermenPANRB 15/2014."""

from pendopo.directory.domain.standard import BY_KEY, INTERNAL, PUBLISHED, Component


def test_fourteen_components_of_which_six_are_published() -> None:
    assert [int(component) for component in Component] == list(range(1, 15))
    assert [component.key for component in PUBLISHED] == [
        "persyaratan",
        "prosedur",
        "jangka-waktu",
        "biaya",
        "produk",
        "pengaduan",
    ]
    assert len(INTERNAL) == 8


def test_every_component_has_a_key_and_a_title_of_its_own() -> None:
    assert len(BY_KEY) == 14
    assert len({component.title for component in Component}) == 14
