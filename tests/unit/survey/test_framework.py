"""The survey's framework file: complete, and refused when it is not."""

import hashlib
from fractions import Fraction

import pytest

from pendopo.survey.domain.framework import FrameworkFault, read_framework
from tests.unit.survey.framework import FILE, FRAMEWORK


def test_it_has_the_nine_elements_by_code_and_names_its_file():
    assert FRAMEWORK.codes == ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9")
    assert FRAMEWORK.element("U8").name.startswith("Penanganan pengaduan")
    assert FRAMEWORK.element("U9").name == "Sarana dan prasarana"
    assert FRAMEWORK.checksum == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_every_element_has_a_question_and_four_options_from_worst_to_best():
    for element in FRAMEWORK.elements:
        assert element.question.endswith("?")
        assert [option.score for option in element.options] == [1, 2, 3, 4]
        assert element.confidence in {"verified", "multi_source", "single_source"}


def test_every_profile_question_can_be_left_unanswered():
    assert [field.code for field in FRAMEWORK.profile] == ["jenis-kelamin", "usia", "pendidikan", "pekerjaan"]
    assert {field.unanswered for field in FRAMEWORK.profile} == {"tidak-menjawab"}


@pytest.mark.parametrize(
    ("ikm", "grade"),
    [("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"),
     ("64.99", "D"), ("25.00", "D")],
)  # fmt: skip
def test_the_grades_meet_without_gaps_at_two_decimals(ikm, grade):
    assert FRAMEWORK.band(Fraction(ikm)).grade == grade


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"code: U2", b"code: U1"),
        (b"{1: Tidak sesuai, 2: Kurang sesuai", b"{2: Kurang sesuai, 1: Tidak sesuai"),
        (b'lowest: "25.00"', b'lowest: "30.00"'),
        (b'lowest: "76.61"', b'lowest: "96.61"'),
        (b"quality:", b"grades:"),
        (b"scale: [1", b"scale: [[1"),
    ],
)
def test_a_broken_file_is_refused(old, new):
    raw = FILE.read_bytes()
    assert old in raw
    with pytest.raises(FrameworkFault):
        read_framework(raw.replace(old, new, 1))
