"""The survey's log: the index computed again, and every way of stuffing it."""

import json
import random
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from pendopo.survey.domain.follow_up import FollowUp, FollowUpState, Promise, Step, followup_entry
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from tests.unit.verify.small_log import METHOD, SmallLog, answer, batch, token, write

DAY, MONTH = "2026-11-20", "2026-11"


def index_entry(
    scores: Sequence[Sequence[int]], issued: int, version: int = 1, service: int = 3
) -> dict[str, object]:
    """`ikm/1` by floor arithmetic of its own: hundredths = floor(100 x 25 x mean of means + 1/2)."""
    columns = [[score for score in column if score] for column in zip(*scores, strict=True)]
    means = [Fraction(sum(column), len(column)) for column in columns if column]
    exact = sum(means, Fraction()) * 25 / len(means)
    return {
        "t": "ikm/1", "service": service, "period": MONTH, "version": version, "method": "permenpanrb-14-2017/exact-1",
        "answers": len(scores), "issued": issued, "elements": [f"U{n}" for n in range(1, 10)],
        "answered": list(map(len, columns)), "sums": list(map(sum, columns)),
        "hundredths": (exact.numerator * 200 + exact.denominator) // (2 * exact.denominator),
    }  # fmt: skip


def survey_log(scores: Sequence[Sequence[int]], silent: int = 2) -> SmallLog:
    """Codes, answers to some of them, and the index."""
    entries = [METHOD, batch(3, DAY, range(len(scores) + silent))]
    entries += [answer(3, MONTH, number, row) for number, row in enumerate(scores)]
    entries.append(index_entry(scores, len(scores) + silent))
    return SmallLog("skm", [write(entry) for entry in entries])


def random_scores(seed: int, count: int) -> list[list[int]]:
    choose = random.Random(seed)
    return [
        [choose.choice([0, 1, 2, 3, 4, 4]) for _ in range(8)] + [choose.randint(1, 4)] for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_the_index_is_computed_again_bit_for_bit(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    scores = random_scores(seed, 1 + seed * 9)
    place = survey_log(scores).publish(tmp_path)
    assert (
        verifier.main(["ikm", str(place), "--period", MONTH, "--json", "--vkey", SmallLog("skm").signer.vkey])
        == 0
    )
    (row,) = json.loads(capsys.readouterr().out)["services"]
    assert row["ikm"] == row["published"]
    assert row["answers"] == len(scores)


def fault(verifier: ModuleType, log: SmallLog) -> str:
    """The step that does not hold, or nothing."""
    try:
        verifier.survey_of(log.leaves, verifier.read_entries("skm", log.leaves))
    except verifier.DoesNotHold as found:
        return found.step
    return ""


def test_a_follow_up_is_known_to_the_verifier_with_exactly_its_fields(verifier: ModuleType) -> None:
    scope = Scope(1, office_id=4)
    period = Period.parse("2026-T3")
    promise = Promise(scope, "U3", period, "Lama.", "Loket kedua.", 7, "Kepala Seksi")
    step = Step(1, date(2026, 10, 9), FollowUpState.PROMISED, date(2026, 12, 31))
    entry = dict(followup_entry(FollowUp(5, promise, (step,)), step))
    verifier.check_type("skm", entry, 0)
    for wrong in (entry | {"owner": "Siti"}, entry | {"period": "2026-T5"}, entry | {"h": "0"}):
        with pytest.raises(verifier.DoesNotHold):
            verifier.check_type("skm", wrong, 0)


@pytest.mark.parametrize(
    "name", ["answers", "hundredths", "version", "sums", "answered", "issued", "method", "elements"]
)
def test_an_index_that_is_off_by_one_is_found(verifier: ModuleType, name: str) -> None:
    scores = random_scores(1, 30)
    log = survey_log(scores)
    assert fault(verifier, log) == ""
    entry = index_entry(scores, 32)
    old = entry[name]
    if isinstance(old, int):
        entry[name] = old + 1
    elif isinstance(old, str):
        entry[name] = "permenpanrb-14-2017/kind-1"
    elif name == "elements":
        entry[name] = [*old[:8], "U10"]  # type: ignore[index]
    else:
        entry[name] = [old[0] + 1, *old[1:]]  # type: ignore[index]
    log.leaves[-1] = write(entry)
    assert fault(verifier, log) == ("6.5" if name == "issued" else "6.4")


def test_a_method_that_was_chosen_after_the_month_had_begun_is_found(verifier: ModuleType) -> None:
    scores = random_scores(9, 12)
    method, codes, *rest = survey_log(scores).leaves
    late = write({**METHOD, "method": "permenpanrb-14-2017/kinder/exact-1"})
    other = rest[-1].replace(b"2017/exact-1", b"2017/kinder/exact-1")
    for leaves in (
        [codes, *rest],
        [codes, method, *rest],
        [method, codes, *rest[:-1], late, other],
        [method, codes, late, *rest[:-1], other],
    ):
        assert fault(verifier, SmallLog("skm", leaves)) == "6.6"
    assert fault(verifier, SmallLog("skm", [method, late, codes, *rest[:-1], other])) == ""
    renewed = write({**METHOD, "sha256": "6f" * 32})
    assert fault(verifier, SmallLog("skm", [method, codes, renewed, *rest])) == ""


def test_an_answer_that_was_taken_out_changes_the_index(verifier: ModuleType) -> None:
    log = survey_log(random_scores(2, 30))
    del log.leaves[5]
    assert fault(verifier, log) == "6.4"


def void(numbers: Sequence[int]) -> bytes:
    return write({"t": "token.void/1", "service": 3, "period": MONTH, "d": DAY, "count": len(numbers),
                  "tok": sorted(map(token, numbers))})  # fmt: skip


def counted(**counts: int) -> bytes:
    return write({"t": "token.counted/1", "service": 3, "period": MONTH, "d": DAY, "version": 1, "printed": 3,
                  "void": 1, "slip": 1, "phone": 12, "own": 10, "closed": 12} | counts)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "step"),
    [
        ("another's code", "6.2"), ("made-up code", "6.2"), ("code again", "6.3"), ("other service", "6.2"),
        ("other month", "6.2"), ("answer before its list", "6.2"), ("same entry twice", "3.3"),
        ("code logged twice", "6.1"),
        ("count off", "6.1"), ("unsorted", "6.1"), ("unknown class", "6.1"),
        ("void answers", "6.3"), ("void phone", "6.3"),
        ("void unknown", "6.2"), ("score 5", "3.2"), ("eight scores", "3.2"), ("made-up field", "3.2"),
        ("printed off", "6.5"), ("own off", "6.5"),
    ],
)  # fmt: skip
def test_stuffing_is_found(verifier: ModuleType, more: str, step: str) -> None:
    log = survey_log(random_scores(3, 10))
    log.leaves += [
        write(batch(3, DAY, [20, 21, 22], "slip")),
        write(answer(3, MONTH, 20, [4] * 9)),
        void([21]),
    ]
    assert fault(verifier, SmallLog("skm", [*log.leaves, counted()])) == ""
    codes = batch(3, DAY, [30, 31])
    added = {
        "another's code": [answer(3, MONTH, 99, [4] * 9)],
        "made-up code": [answer(3, MONTH, 98, [4] * 9)],
        "code again": [answer(3, MONTH, 0, [1] * 9)],
        "other service": [answer(4, MONTH, 10, [4] * 9)],
        "other month": [answer(3, "2026-10", 10, [4] * 9)],
        "answer before its list": [answer(3, MONTH, 30, [4] * 9), codes],
        "code logged twice": [batch(3, DAY, [0], part=2)],
        "count off": [{**codes, "count": 3}],
        "unsorted": [{**codes, "h": codes["h"][::-1]}],  # type: ignore[index]
        "unknown class": [{**codes, "class": "gift"}],
        "void answers": [answer(3, MONTH, 21, [4] * 9)],
        "score 5": [answer(3, MONTH, 10, [5] * 9)],
        "made-up field": [answer(3, MONTH, 10, [4] * 9) | {"who": "x"}],
        "eight scores": [answer(3, MONTH, 10, [4] * 8)],
    }
    raw = {
        "same entry twice": log.leaves[2], "void phone": void([10]), "void unknown": void([97]),
        "printed off": counted(printed=4), "own off": counted(own=11),
    }  # fmt: skip
    log.leaves += [write(entry) for entry in added.get(more, [])] or [raw[more]]
    assert fault(verifier, log) == step
