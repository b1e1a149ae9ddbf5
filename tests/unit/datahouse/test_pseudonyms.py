"""Keyed hashes: the same person everywhere, and nobody without the key."""

import hashlib
import hmac

import duckdb

from pendopo.datahouse.domain.pseudonyms import key_from, mark_of, pseudonym, pseudonym_sql

KEY = key_from("rahasia situs")
NIK = "3576010101900001"


def of_the_engine(value: object, key: bytes = KEY) -> object:
    with duckdb.connect() as engine:
        question = f"SELECT {pseudonym_sql('nilai', key)} FROM (SELECT ? AS nilai)"
        [(found,)] = engine.execute(question, [value]).fetchall()
    return found


def test_the_engine_and_the_standard_agree() -> None:
    standard = hmac.new(KEY, NIK.encode(), hashlib.sha256).hexdigest()[:32]
    assert pseudonym(NIK, KEY) == standard
    assert of_the_engine(NIK) == standard


def test_the_way_of_writing_does_not_matter() -> None:
    assert (
        len({of_the_engine(one) for one in (NIK, int(NIK), " 3576.0101.0190.0001 ", "357601-010190-0001")})
        == 1
    )
    assert pseudonym("ab-1", KEY) == of_the_engine("AB 1")


def test_without_a_value_there_is_no_pseudonym() -> None:
    assert of_the_engine(None) is None


def test_another_key_makes_another_pseudonym_and_has_another_mark() -> None:
    other = key_from("rahasia lain")
    assert of_the_engine(NIK, other) != of_the_engine(NIK)
    assert mark_of(other) != mark_of(KEY)
    assert KEY.hex() not in pseudonym_sql("nilai", KEY), "the key itself never goes to the engine"
