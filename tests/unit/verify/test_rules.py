"""Keys that hand over, witnesses, types of entries, scripts that are served: what both verifiers say of them."""

import base64
import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.record.paper_log import web_server
from tests.unit.verify import fuzz
from tests.unit.verify.browser_code import ask
from tests.unit.verify.small_log import HOST, METHOD, Signer, SmallLog, note, sha, ticket, write

NAME = f"{HOST}/log/skm"
FIRST, SECOND, THIRD = (Signer(NAME, seed) for seed in (1, 2, 3))
DAY = "2026-11-20"


def handover(old: Signer, new: Signer, *signers: Signer, name: str = NAME, day: str = DAY) -> bytes:
    text = f"{name}\nkey {new.vkey}\nafter {old.vkey}\nday {day}\n"
    return note(text, *(each.line(text) for each in (signers or (old, new))))


def step_of(verifier: ModuleType, check: Callable[[], object]) -> str:
    """The step that does not hold, or nothing."""
    try:
        check()
    except verifier.DoesNotHold as found:
        return str(found.step)
    return ""


BAD_CHANGES = {
    "old alone": handover(FIRST, SECOND, FIRST),
    "new alone": handover(FIRST, SECOND, SECOND),
    "another signs": handover(FIRST, SECOND, SECOND, THIRD),
    "another name": handover(FIRST, Signer(f"{HOST}/log/data", 2)),
    "wrong first line": handover(FIRST, SECOND, name=f"{HOST}/log/data"),
    "to itself": handover(FIRST, FIRST),
    "a flipped byte": handover(FIRST, SECOND).replace(b"day 2026-11-20", b"day 2026-11-21"),
    "no note": b"nothing\n",
}


@pytest.mark.parametrize("case", BAD_CHANGES)
def test_a_change_of_keys_that_both_have_not_signed_is_refused(verifier: ModuleType, case: str) -> None:
    raw = BAD_CHANGES[case]
    with pytest.raises(verifier.DoesNotHold):
        verifier.Handover.parse(raw)
    (answer,) = ask([{"task": "handover", "raw": raw.decode()}])
    assert answer.get("step", "").startswith("1.")


def test_no_mutated_change_of_keys_is_accepted_and_no_error_escapes(verifier: ModuleType) -> None:
    choose = random.Random(random.randrange(2**32))
    good = handover(FIRST, SECOND)
    text = good.partition(b"\n\n")[0].decode() + "\n"
    own = [text.encode() + b"\n", *(each.line(text).encode() for each in (FIRST, SECOND))]
    raws = [fuzz.mutate(good, choose) for _ in range(3000)]
    taken = [raw for raw in raws if step_of(verifier, partial(verifier.Handover.parse, raw)) == ""]
    answers = ask([{"task": "handover", "raw": raw.decode("utf-8", "replace")} for raw in raws])
    assert not any("escaped" in one for one in answers)
    taken += [raw for raw, one in zip(raws, answers, strict=True) if "value" in one]
    assert [raw for raw in taken if not (raw.startswith(own[0]) and own[1] in raw and own[2] in raw)] == []


def test_both_verifiers_follow_keys_forwards_and_backwards_only_when_asked(
    verifier: ModuleType, tmp_path: Path
) -> None:
    raws = [handover(FIRST, SECOND), handover(SECOND, THIRD)]
    changes = [{"place": place, "note": raw.decode()} for place, raw in enumerate(raws)]
    (tmp_path / "keys").write_text(json.dumps(changes))
    source, tasks, expected = verifier.Source(str(tmp_path)), [], []
    for known in (FIRST, SECOND, THIRD):
        for signer in (FIRST, SECOND, THIRD):
            for older in (False, True):
                raw = note("a\n0\nx\n", signer.line("a\n0\nx\n"))
                found = source.successor(verifier.Key.parse(known.vkey), raw, older=older).line()
                may = older or signer.seed >= known.seed
                assert found == (signer if may else known).vkey
                tasks.append(
                    {
                        "task": "successor",
                        "vkey": known.vkey,
                        "raw": raw.decode(),
                        "changes": changes,
                        "older": older,
                    }
                )
                expected.append(found)
    assert [one["value"] for one in ask(tasks)] == expected


WITNESSES = [
    Signer(f"{name}.example/witness", 20 + n, 4) for n, name in enumerate(("kampus", "kota", "pers"))
]
NOW = 1_795_000_000
POLICY = "\n".join([
    "# who is believed", *(f"witness w{n} {each.vkey} https://x" for n, each in enumerate(WITNESSES)),
    "group g 2 w0 w1 w2", "quorum g", "",
])  # fmt: skip


@pytest.mark.parametrize(
    ("signed", "policy", "enough"),
    [
        ((0, 1), POLICY, True), ((0,), POLICY, False), ((), POLICY, False), ((0, 1, 2), POLICY, True),
        ((0,), POLICY.replace("g 2", "g any"), True), ((0, 1), POLICY.replace("g 2", "g all"), False),
        ((), POLICY.replace("quorum g", "quorum none"), True), ((1,), POLICY.replace("quorum g", "quorum w1"), True),
    ],
)  # fmt: skip
def test_both_verifiers_count_witnesses_alike(
    verifier: ModuleType, signed: tuple[int, ...], policy: str, enough: bool
) -> None:
    log = SmallLog("skm", [write(METHOD)])
    raw = log.checkpoint(*((WITNESSES[each], NOW) for each in signed))
    now = verifier.datetime.fromtimestamp(NOW, verifier.UTC)
    check = partial(verifier.Policy.parse(policy).check, verifier.Checkpoint.parse(raw), now)
    asked = {"task": "witnesses", "raw": raw.decode(), "policy": policy}
    late = {**asked, "now": (NOW - 100_000) * 1000}
    here, early = ask([{**asked, "now": NOW * 1000}, late])
    assert step_of(verifier, check) == ("" if enough else "1.5")
    assert here["value"] == {"signed": len(signed), "enough": enough}
    assert early["value"]["signed"] == 0


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "quorum x\n",
        "group g 2 w0\nquorum g\n",
        "quorum none\nquorum none\n",
        "witness w\nquorum none\n",
        "nonsense\n",
    ],
)
def test_a_file_that_is_no_policy_is_refused_by_both(verifier: ModuleType, policy: str) -> None:
    with pytest.raises(verifier.CannotAsk):
        verifier.Policy.parse(policy)
    (answer,) = ask(
        [{"task": "witnesses", "raw": SmallLog("skm").checkpoint().decode(), "policy": policy, "now": 0}]
    )
    assert answer == {"step": "1.5"}


def test_a_forged_cosignature_condemns_the_checkpoint_in_the_browser() -> None:
    raw = SmallLog("skm").checkpoint((WITNESSES[0], NOW)).decode()
    wrong = SmallLog("skm", [b"{}"]).checkpoint((WITNESSES[0], NOW)).decode().splitlines()[-1]
    forged = "\n".join([*raw.splitlines()[:-1], wrong, ""])
    (answer,) = ask([{"task": "witnesses", "raw": forged, "policy": POLICY, "now": NOW * 1000}])
    assert answer == {"step": "1.3"}


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("layanan", ticket("taken", 1, DAY, 500, 1)),
    ("layanan", ticket("closed", 1, DAY, 500, 1)),
    ("skm", METHOD),
    ("skm", {"t": "key/1", "d": DAY, "note": "x"}),
    (
        "data",
        {"t": "freeze/1", "d": DAY, "log": "skm", "size": 3, "root": "00" * 32, "reason": "kunci dicuri"},
    ),
    ("data", {"t": "thaw/1", "d": DAY, "log": "skm", "size": 3, "root": "00" * 32}),
    ("data", {"t": "release/1", "d": DAY, "version": "0.1.0", "files": {"/sw.js": "ab" * 32}}),
]
ODD = [None, -1, 1.5, "", "x", [], {}, True, "2026-02-30", "0000-01-01", "AB" * 32, "\u00e4" * 501]


def changed(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The entry, with each field in turn odd, missing, or joined by an unknown one."""
    spoilt = [{**entry, name: odd} for name in entry for odd in ODD]
    missing = [{each: entry[each] for each in entry if each != name} for name in entry]
    return [entry, *spoilt, *missing, {**entry, "who": "x"}, {**entry, "toString": 1}]


def test_both_verifiers_know_the_same_types(verifier: ModuleType) -> None:
    tasks = [(log, each) for name, entry in GOOD for log in (name, "spbe") for each in changed(entry)]
    steps = [step_of(verifier, partial(verifier.check_type, log, entry, 0)) for log, entry in tasks]
    answers = ask([{"task": "type", "log": log, "entry": entry} for log, entry in tasks])
    assert ["3.2" if one["value"] else "" for one in answers] == steps
    assert steps.count("") >= len(GOOD)


PAGE = (
    '<html><script src="/static/verify.js" defer></script><script type="application/json">{}</script></html>'
)
SCRIPTS = {"/static/verify.js": b"check()", "/sw.js": b"keep()"}


@pytest.mark.parametrize(
    ("page", "files", "step"),
    [
        (PAGE, {}, ""),
        (PAGE.replace("</html>", "<script>alert(1)</script>"), {}, "9.1"),
        (PAGE.replace("</html>", '<script type="module">alert(1)</script>'), {}, "9.1"),
        (PAGE.replace("</html>", '<script src="/static/other.js"></script>'), {}, "9.1"),
        (PAGE.replace("</html>", '<script src="https://evil.example/verify.js"></script>'), {}, "9.1"),
        (PAGE.replace("<html>", '<html><base href="https://evil.example/">'), {}, "9.1"),
        (PAGE.replace("</html>", '<img onerror="alert(1)">'), {}, "9.1"),
        (PAGE.replace("</html>", '<a href=" javascript:alert(1)">x</a>'), {}, "9.1"),
        (PAGE.replace("</html>", '<iframe src="/x"></iframe>'), {}, "9.1"),
        ("<html></html>", {}, "9.1"),
        (PAGE, {"/static/verify.js": b"check() || true"}, "9.2"),
        (PAGE, {"/sw.js": None}, "9.2"),
    ],
)
def test_a_page_that_runs_anything_else_than_the_record_names_is_found(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    page: str, files: dict[str, bytes | None], step: str,
) -> None:  # fmt: skip
    hashes = {name: sha(content).hex() for name, content in SCRIPTS.items()}
    entry = {"t": "release/1", "d": DAY, "version": "0.1.0", "files": hashes}
    SmallLog("data", [write(entry)]).publish(tmp_path / "log")
    for name, content in {**SCRIPTS, "/periksa/index.html": page.encode(), **files}.items():
        place = tmp_path / name.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            place.write_bytes(content)
    with web_server(tmp_path) as address:
        assert verifier.main(["release", address]) == (1 if step else 0)
    assert f"STEP {step}" in capsys.readouterr().err or not step


def test_a_site_whose_record_names_no_release_is_told(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SmallLog("data").publish(tmp_path / "log")
    assert verifier.main(["release", str(tmp_path)]) == 1
    assert "STEP 9.1 " in capsys.readouterr().err


@pytest.mark.parametrize("name", ["layanan", "skm", "spbe", "data"])
def test_an_empty_log_holds(verifier: ModuleType, tmp_path: Path, name: str) -> None:
    place = SmallLog(name).publish(tmp_path)
    assert verifier.main(["fsck", str(place)]) == 0
    assert verifier.main(["monitor", str(place), "--state", str(tmp_path / "memory")]) == 0
    assert verifier.main(["monitor", str(place), "--state", str(tmp_path / "memory")]) == 0


def test_an_empty_survey_has_no_index(verifier: ModuleType, tmp_path: Path) -> None:
    place = SmallLog("skm").publish(tmp_path)
    assert verifier.main(["ikm", str(place), "--period", "2026-11"]) == 0
    assert ask([{"task": "index", "leaves": []}]) == [{"value": []}]


def test_every_proof_of_every_tree_up_to_300_is_accepted_in_javascript_and_every_neighbour_refused() -> None:
    """T2: 45,150 proofs made by the slow oracle's rule, from roots that are kept; beside each a wrong place."""
    leaves = [sha(b"\0%d" % number) for number in range(300)]
    kept: dict[tuple[int, int], bytes] = {}

    def tree(start: int, end: int) -> bytes:
        if end - start == 1:
            return leaves[start]
        if (start, end) not in kept:
            middle = start + (1 << (end - start - 1).bit_length() - 1)
            kept[start, end] = sha(b"\1" + tree(start, middle) + tree(middle, end))
        return kept[start, end]

    def path(index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if index < middle:
            return [*path(index, start, middle), tree(middle, end)]
        return [*path(index, middle, end), tree(start, middle)]

    def texts(raw: bytes) -> str:
        return base64.b64encode(raw).decode()

    proofs = [
        [
            size,
            texts(tree(0, size)),
            [[texts(each) for each in path(index, 0, size)] for index in range(size)],
        ]
        for size in range(1, 301)
    ]
    (answer,) = ask([{"task": "every", "leaves": [texts(leaf) for leaf in leaves], "proofs": proofs}])
    assert answer["value"] == {"accepted": 45_150, "wrongly": 0}
