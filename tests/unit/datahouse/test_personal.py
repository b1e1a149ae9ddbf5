"""What is taken for personal data, with made-up numbers only."""

import pytest

from pendopo.datahouse.domain.personal import is_nik, is_nip


@pytest.mark.parametrize("text", ["3576014101909999", "NIK: 3516071712859999.", "3576010101000001"])
def test_a_number_that_is_built_like_a_nik_is_one(text: str) -> None:
    assert is_nik(text)


@pytest.mark.parametrize(
    "text",
    [
        "357601410190999",  # 15 digits
        "35760141019099991",  # 17 digits
        "3576013202909999",  # the 32nd of a month
        "3576010113909999",  # the 13th month
        "3576014101900000",  # serials begin at 0001
        "0076014101909999",  # no province
        "3576013002909999",  # 30 February
    ],
)
def test_another_number_of_many_digits_is_none(text: str) -> None:
    assert not is_nik(text)


def test_a_nip_carries_a_birthday_and_a_month() -> None:
    assert is_nip("198501012010011999")
    assert is_nip("NIP 19850101 201001 1 999")
    assert not is_nip("198513012010011999")
    assert not is_nip("198501012010131999")
    assert not is_nip("198501012010013999")
