"""Receipts, proofs and promises, and a promise that was broken."""

import base64
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.verify.fuzz import accepts, mutate
from tests.unit.verify.small_log import HOST, Signer, SmallLog, answer, batch, note, sha, write

DAY, MONTH = "2026-11-20", "2026-11"
PROMISER = Signer(f"{HOST}/skm-janji", 3)
BEFORE, AFTER = "2026-11-21T20:00:00+07:00", "2026-11-22T00:00:01+07:00"


def survey_log(answers: int = 40) -> SmallLog:
    entries = [
        batch(3, DAY, range(answers)),
        *(answer(3, MONTH, n, [4, 3, 4, 3, 4, 3, 4, 3, 4]) for n in range(answers)),
    ]
    return SmallLog("skm", [write(entry) for entry in entries])


def promise(leaf: bytes, log: str = f"{HOST}/log/skm") -> str:
    hashed = base64.b64encode(sha(b"\0" + leaf)).decode()
    text = f"{PROMISER.name}\n{log}\n{hashed}\nbefore 2026-11-22T00:00:00+07:00\n"
    return note(text, PROMISER.line(text)).decode()


def receipt(entry: bytes, **more: object) -> bytes:
    fields = {
        "log": "skm",
        "leaf": entry.decode(),
        "fingerprint": sha(b"\0" + entry).hex(),
        "nonce": json.loads(entry)["r"],
    }
    return json.dumps({"receipt": {**fields, "promise": promise(entry), **more}}).encode()


class Desk:
    """Somebody who checks files against a log, and knows both keys."""

    def __init__(self, verifier: ModuleType, folder: Path) -> None:
        self.verifier, self.folder, self.log = verifier, folder, survey_log()

    def check(self, raw: bytes, *words: str, now: str = BEFORE, log: bool = True) -> int:
        (self.folder / "file").write_bytes(raw)
        where = ["--log", str(self.log.publish(self.folder))] if log else []
        keys = [
            "--vkey",
            self.log.signer.vkey,
            "--vkey",
            PROMISER.vkey,
            "--evidence",
            str(self.folder / "evidence"),
        ]
        return self.verifier.main(["verify", str(self.folder / "file"), *where, *keys, "--now", now, *words])


@pytest.fixture
def desk(verifier: ModuleType, tmp_path: Path) -> Desk:
    return Desk(verifier, tmp_path)


def test_a_proof_file_holds_without_any_server(desk: Desk) -> None:
    for index in (0, 1, 17, 40):
        assert desk.check(desk.log.proof(index), log=False) == 0


def test_every_flipped_bit_of_a_proof_file_is_found(verifier: ModuleType) -> None:
    log = survey_log()
    whole, key = log.proof(17), verifier.Key.parse(log.signer.vkey)
    assert accepts(verifier, whole, key)
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        assert not accepts(verifier, bytes(changed), key), bit


def test_a_receipt_in_the_log_is_found_by_its_fingerprint(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.check(receipt(desk.log.leaves[9])) == 0
    assert "recorded: entry 9 " in capsys.readouterr().out
    assert desk.check(receipt(desk.log.leaves[9], proof=desk.log.proof(9).decode(), promise=None)) == 0
    assert desk.check(receipt(desk.log.leaves[9], proof=desk.log.proof(8).decode(), promise=None)) == 1


def test_a_promise_may_run_and_must_not_be_broken(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    leaf = write(answer(3, MONTH, 77, [1] * 9))
    assert desk.check(receipt(leaf), now=BEFORE) == 0
    assert "promised: not there yet" in capsys.readouterr().out
    assert desk.check(receipt(leaf), now=AFTER) == 1
    assert "BROKEN PROMISE" in capsys.readouterr().err
    kept = {file.name: file.read_bytes() for file in (desk.folder / "evidence").iterdir()}
    assert kept == {"promise.note": promise(leaf).encode(), "skm-41-0.checkpoint": desk.log.checkpoint()}
    desk.log.leaves.append(leaf)
    assert desk.check(receipt(leaf), now=AFTER) == 0
    assert desk.check(promise(leaf).encode(), now=AFTER) == 0


def test_a_receipt_without_a_promise_has_to_be_in_the_log(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    leaf = write(answer(3, MONTH, 77, [1] * 9))
    assert desk.check(receipt(desk.log.leaves[3], promise="")) == 0
    assert desk.check(receipt(leaf, promise="")) == 1
    assert "STEP 4.5 " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"nonce": "00" * 16}, "4.2"),
        ({"fingerprint": "00" * 32}, "4.2"),
        ({"leaf": "{}"}, "3.2"),
        ({"leaf": 5}, "4.1"),
    ],
)
def test_a_receipt_of_somebody_else_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], changes: dict[str, object], step: str
) -> None:
    assert desk.check(receipt(desk.log.leaves[3])) == 0
    assert desk.check(receipt(desk.log.leaves[3], **changes)) == 1
    assert f"STEP {step} " in capsys.readouterr().err


def test_a_promise_about_another_entry_or_log_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, other = desk.log.leaves[3], desk.log.leaves[4]
    assert desk.check(receipt(mine, promise=promise(other))) == 1
    assert desk.check(receipt(mine, promise=promise(mine, f"{HOST}/log/other"))) == 1
    forged = promise(mine).replace("2026-11-22", "2026-12-22")
    assert desk.check(receipt(mine, promise=forged)) == 1
    assert capsys.readouterr().err.count("STEP ") == 3


def test_keys_are_believed_only_when_named_or_said_aloud(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.folder / "proof").write_bytes(desk.log.proof(5))
    place = desk.log.publish(desk.folder)
    assert desk.verifier.main(["verify", str(desk.folder / "proof")]) == 2
    assert desk.verifier.main(["verify", str(desk.folder / "proof"), "--log", str(place)]) == 0
    assert "believing the key that the log names itself" in capsys.readouterr().out
    stranger = Signer(f"{HOST}/log/skm", 99).vkey
    assert desk.verifier.main(["verify", str(desk.folder / "proof"), "--vkey", stranger]) == 1
    assert desk.verifier.main(["verify", str(desk.folder / "missing"), "--vkey", stranger]) == 2
    assert desk.verifier.main(["verify", str(desk.folder / "proof"), "--vkey", "a+b+c"]) == 2


def test_mutated_receipts_and_promises_are_refused_without_an_error(desk: Desk) -> None:
    choose = random.Random(random.randrange(2**32))
    leaf = write(answer(3, MONTH, 77, [1] * 9))
    good = [receipt(leaf), promise(leaf).encode(), receipt(leaf, proof=desk.log.proof(3).decode())]
    signed = promise(leaf).partition("\n\n")[0]
    for _ in range(600):
        raw = mutate(choose.choice(good), choose)
        found = desk.check(raw, log=False)
        assert found in (0, 1, 2)
        assert found != 0 or signed.encode() in raw.replace(b"\\n", b"\n"), raw


@pytest.mark.parametrize(
    "text",
    [b"{", b"[]", b"{}", b'{"receipt":[]}', b'{"leaf":"\\ud800","fingerprint":"","nonce":""}', b"[" * 100_000, b"{" * 9,
     b"", b"\xff", b"\n\n", b"a\nbefore \n\nx\n", b"c2sp.org/tlog-proof@v1\n", b'{"leaf":"{}","fingerprint":5}'],
)  # fmt: skip
def test_what_is_no_receipt_is_said_to_be_none(desk: Desk, text: bytes) -> None:
    assert desk.check(text, log=False) == 1


def test_odd_moments_are_no_promises(verifier: ModuleType) -> None:
    for moment in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
        text = f"{PROMISER.name}\nlog\n{base64.b64encode(bytes(32)).decode()}\nbefore {moment}\n"
        found = verifier.Promise.opened(note(text, PROMISER.line(text)), verifier.Key.parse(PROMISER.vkey))
        assert isinstance(verifier.Asked().now >= found.before, bool)
    for moment in ("2026-11-22", "2026-11-22T00:00:00", "", "2026-13-01T00:00:00Z"):
        text = f"{PROMISER.name}\nlog\n{base64.b64encode(bytes(32)).decode()}\nbefore {moment}\n"
        with pytest.raises(verifier.DoesNotHold):
            verifier.Promise.parse(note(text, PROMISER.line(text)))
