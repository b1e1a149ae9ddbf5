"""Policy files: whom one trusts, and how many of them are enough."""

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.ledger.domain import notes
from pendopo.ledger.domain.policy import PolicyFault, read_policy


def witness_key(letter):
    return notes.new_signer(
        f"witness.example/{letter}", letter.encode() * 32, notes.COSIGNATURE
    ).verifier.vkey


LOG = notes.new_signer("mpp.example.go.id/log/skm", b"l" * 32).verifier.vkey
NAMED = "".join(f"witness {letter} {witness_key(letter)}\n" for letter in "abcde")


def test_a_policy_names_logs_witnesses_and_where_they_are():
    policy = read_policy(
        f"# ours\nlog {LOG} https://mpp.example.go.id/log/skm\n\n"
        f"\twitness a  {witness_key('a')}\thttps://a.example/witness\nwitness b {witness_key('b')}\nquorum a\n"
    )
    assert [key.vkey for key in policy.log("mpp.example.go.id/log/skm")] == [LOG]
    assert policy.log("elsewhere.example/log") == ()
    assert [(one.name, one.url) for one in policy.witnesses] == [
        ("a", "https://a.example/witness"),
        ("b", ""),
    ]
    assert policy.is_met({"a"})
    assert not policy.is_met({"b"})


def test_two_of_three_is_what_it_says():
    policy = read_policy(NAMED + "group g 2 a b c\nquorum g\n")
    for count in range(4):
        for chosen in itertools.combinations("abc", count):
            assert policy.is_met(set(chosen)) == (count >= 2)
    assert not policy.is_met({"d", "e"})


def test_groups_of_groups_need_each_side():
    policy = read_policy(NAMED + "group x 2 a b c\ngroup y any d e\ngroup both all x y\nquorum both\n")
    assert policy.is_met({"a", "c", "e"})
    assert not policy.is_met({"a", "b", "c"})
    assert not policy.is_met({"a", "d", "e"})


def test_without_a_quorum_nobody_has_to_cosign():
    policy = read_policy("quorum none\n")
    assert policy.is_met(set())
    assert not policy.asks_for_witnesses()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "quorum line is missing"),
        (NAMED, "quorum line is missing"),
        ("quorum none\nquorum none\n", "line 2: there is one quorum only"),
        ("quorum a\n", "line 1: write: quorum NAME"),
        (f"quorum a\n{NAMED}", "line 1"),
        (f"witness none {witness_key('a')}\nquorum none\n", "taken"),
        (f"{NAMED}witness f {witness_key('a')}\nquorum none\n", "stands twice"),
        (f"{NAMED}witness a {witness_key('f')}\nquorum none\n", "taken"),
        (f"log {LOG}\nlog {LOG}\nquorum none\n", "stands twice"),
        (f"log {witness_key('a')}\nquorum none\n", "not that of a log"),
        (f"witness a {LOG}\nquorum none\n", "not that of a witness"),
        (f"log {LOG.replace('+A', '+B', 1)}\nquorum none\n", "line 1"),
        (f"{NAMED}group g 3 a b\nquorum g\n", "cannot agree"),
        (f"{NAMED}group g 0 a b\nquorum g\n", "cannot agree"),
        (f"{NAMED}group g 01 a b\nquorum g\n", "cannot agree"),
        (f"{NAMED}group g any\nquorum g\n", "write: group"),
        (f"{NAMED}group g any none\nquorum g\n", "defined before"),
        (f"{NAMED}group g any a a\nquorum g\n", "a group already"),
        (f"{NAMED}group g any a\ngroup h any a b\nquorum h\n", "a group already"),
        (f"{NAMED}group g all h\ngroup h all a\nquorum g\n", "defined before"),
        ("witnes a b\nquorum none\n", "is not log, witness"),
        ("quorum none\r\n", "control characters"),
        ("witness\nquorum none\n", "write: witness"),
        ("quorum none\n" + " " * 70_000, "at most"),
    ],
)
def test_what_is_no_policy_is_refused_with_its_line(text, reason):
    with pytest.raises(PolicyFault, match=reason):
        read_policy(text)


@given(st.text(max_size=200))
def test_only_policy_faults_come_out(text):
    with contextlib.suppress(PolicyFault):
        read_policy(text)
