"""Whole logs: what holds, and every way in which it may not."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.verify.small_log import Signer, SmallLog, answer, batch, ticket, write

DAY = "2026-11-20"
WITNESS = Signer("kabupaten.example.go.id/witness", 7, kind=4)
NOON = 1_795_150_800


def queue_log(numbers: int = 300) -> SmallLog:
    """A day on which everybody took a number, was called and served."""
    log = SmallLog("layanan")
    for number in range(numbers):
        for minute, kind in enumerate(("taken", "called", "closed")):
            log.leaves.append(write(ticket(kind, 3, DAY, 480 + minute, number)))
    return log


def run(verifier: ModuleType, *words: object) -> int:
    return verifier.main([str(word) for word in words])


def test_a_log_of_many_tiles_holds(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = queue_log().publish(tmp_path)
    assert run(verifier, "fsck", place) == 0
    assert "layanan: holds" in capsys.readouterr().out


def test_all_logs_of_a_folder_are_found(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue_log(3).publish(tmp_path / "log")
    SmallLog("skm").publish(tmp_path / "log")
    assert run(verifier, "fsck", tmp_path) == 0
    told = capsys.readouterr().out
    assert "layanan: holds" in told
    assert "skm: holds" in told


def test_an_empty_place_cannot_be_asked(verifier: ModuleType, tmp_path: Path) -> None:
    assert run(verifier, "fsck", tmp_path) == 2
    assert run(verifier, "fsck", "http://127.0.0.1:9/log/skm") == 2
    assert run(verifier, "dance") == 2


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000.p/9", "tile/entries/000.p/9", "vkey"])
def test_every_flipped_bit_of_every_file_is_found(verifier: ModuleType, tmp_path: Path, name: str) -> None:
    place = queue_log(3).publish(tmp_path)
    files = {str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file()}
    whole, source = files[name], verifier.Source(str(place))
    source.file = lambda wanted, most=0: files.get(wanted)  # thousands of audits: from memory

    def audit() -> None:
        key = source.key()
        point = verifier.Checkpoint.opened(source.checkpoint(), key)
        entries = source.bundle(0, point.size)
        if verifier.root_of(map(verifier.leaf_hash, entries)) != point.root:
            raise verifier.DoesNotHold("2.3", "another root")
        verifier.check_tiles(source, entries)

    audit()
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        files[name] = bytes(changed)
        if changed.strip() == whole.strip():
            continue  # white space around the one line of the key is nothing that is signed
        with pytest.raises(verifier.DoesNotHold):
            audit()


def changed_log(change: str) -> SmallLog:
    """A log in which somebody with the key and all files did something, and signed again."""
    log = queue_log(3)
    if change == "deleted":
        del log.leaves[4]
    elif change == "altered":
        log.leaves[0] = write(ticket("taken", 4, DAY, 480, 0))
    elif change == "reordered":
        log.leaves[0], log.leaves[3] = log.leaves[3], log.leaves[0]
    elif change == "back-dated":
        log.leaves[0] = write(ticket("taken", 3, "2026-10-01", 480, 0))
    log.leaves += [write(ticket("taken", 3, DAY, 700 + number, 50 + number)) for number in range(3)]
    return log


@pytest.mark.parametrize("change", ["deleted", "altered", "reordered", "back-dated"])
def test_a_monitor_finds_what_was_done_with_the_real_key_and_keeps_both_notes(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    before = queue_log(3)
    place = before.publish(tmp_path)
    watch = ("monitor", place, "--state", tmp_path / "memory", "--evidence", tmp_path / "evidence")
    assert run(verifier, *watch) == 0
    after = changed_log(change)
    after.publish(tmp_path)
    assert run(verifier, *watch) == 1
    assert "STEP 5.3" in capsys.readouterr().err
    kept = {file.read_bytes() for file in (tmp_path / "evidence").iterdir()}
    assert kept == {before.checkpoint(), after.checkpoint()}
    for file in (tmp_path / "evidence").iterdir():
        assert run(verifier, "verify", file, "--vkey", before.signer.vkey) == 0


def test_a_monitor_follows_a_log_that_grows(verifier: ModuleType, tmp_path: Path) -> None:
    log, now = queue_log(2), f"{DAY}T12:00:00+07:00"
    watch = ("monitor", log.publish(tmp_path), "--state", tmp_path / "memory", "--now", now)
    assert run(verifier, *watch) == 0
    for number in range(400, 700):
        log.leaves.append(write(ticket("taken", 3, DAY, 700, number)))
        if number % 97 == 0:
            log.publish(tmp_path)
            assert run(verifier, *watch) == 0


@pytest.mark.parametrize(
    ("spoil", "step"),
    [("shorter", "5.2"), ("another key", "5.1"), ("late", "5.4"), ("unknown", "3.2"), ("spaces", "3.1")],
)
def test_a_monitor_refuses(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: str, step: str
) -> None:
    log = queue_log(3)
    now = f"{DAY}T12:00:00+07:00"
    watch = ["monitor", log.publish(tmp_path), "--state", tmp_path / "memory", "--now", now]
    watch += ["--evidence", tmp_path / "evidence"]
    assert run(verifier, *watch) == 0
    more = ticket("taken", 3, DAY, 900, 77)
    if spoil == "shorter":
        log.leaves.pop()
    elif spoil == "another key":
        log.seed = 2
    elif spoil == "late":
        log.leaves.append(write({**more, "d": "2026-11-17"}))
    elif spoil == "unknown":
        log.leaves.append(write({**more, "name": "Siti"}))
    else:
        log.leaves.append(write(more).replace(b",", b", "))
    log.publish(tmp_path)
    assert run(verifier, *watch) == 1
    assert f"STEP {step} " in capsys.readouterr().err


def test_a_damaged_memory_is_no_accusation(verifier: ModuleType, tmp_path: Path) -> None:
    watch = ("monitor", queue_log(3).publish(tmp_path), "--state", tmp_path / "memory")
    assert run(verifier, *watch) == 0
    (memory,) = (tmp_path / "memory").iterdir()
    memory.write_text(memory.read_text().replace('"peaks"', '"peak"'))
    assert run(verifier, *watch) == 2


@pytest.mark.parametrize(
    ("spoil", "step"),
    [
        ("closed without call", "7.1"), ("called twice", "7.1"), ("never taken", "7.1"), ("day off by one", "7.2"),
        ("extra field", "3.2"), ("day of no month", "3.2"), ("fraction", "3.1"), ("twice the key", "3.1"),
    ],
)  # fmt: skip
def test_entries_that_do_not_follow_are_found(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: str, step: str
) -> None:
    log = queue_log(3)
    day = {
        "t": "day.closed/1",
        "service": 3,
        "d": DAY,
        "taken": 3,
        "served": 3,
        "noshow": 0,
        "cancelled": 0,
        "expired": 0,
    }
    more = {
        "closed without call": [write(ticket("taken", 3, DAY, 9, 9)), write(ticket("closed", 3, DAY, 9, 9))],
        "called twice": [write(ticket("called", 3, DAY, 9, 1))],
        "never taken": [write(ticket("called", 3, DAY, 9, 9))],
        "day off by one": [write({**day, "served": 4})],
        "extra field": [write({**day, "note": "x"})],
        "day of no month": [write({**day, "d": "2026-13-01"})],
        "fraction": [write({**day, "taken": 3.5})],
        "twice the key": [b'{"d":"2026-11-20","d":"2026-11-20","t":"day.closed/1"}'],
    }
    assert run(verifier, "fsck", log.publish(tmp_path)) == 0
    log.leaves += more[spoil]
    assert run(verifier, "fsck", log.publish(tmp_path)) == 1
    assert f"STEP {step} " in capsys.readouterr().err
    log.leaves[9:] = [write(day)]
    assert run(verifier, "fsck", log.publish(tmp_path)) == 0


def test_a_quorum_of_witnesses_is_demanded(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, other = queue_log(3), Signer("kampus.example.ac.id/witness", 8, kind=4)
    policy = tmp_path / "policy"
    policy.write_text(
        f"# a comment\nlog {log.signer.vkey}\n\nwitness w1 {WITNESS.vkey}\n witness\tw2 {other.vkey} https://x\n"
        "group both 2 w1 w2\nquorum both\n"
    )
    check = ("fsck", tmp_path / "layanan", "--policy", policy, "--now", "2026-11-20T14:00:00+07:00")
    log.publish(tmp_path, (WITNESS, NOON), (other, NOON))
    assert run(verifier, *check) == 0
    for few in ([(WITNESS, NOON)], [(WITNESS, NOON), (other, NOON + 4 * 86400)], []):
        log.publish(tmp_path, *few)
        assert run(verifier, *check) == 1
        assert "STEP 1.5 " in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ["", "quorum w", "quorum none\nquorum none", "witness w x\nquorum w", "group g 1\nquorum g", "sing\nquorum none",
     "group g all\nquorum g", f"witness w {WITNESS.vkey}\ngroup g 2 w\nquorum g", f"log {WITNESS.vkey}\n"],
)  # fmt: skip
def test_a_file_that_is_no_policy_is_said_to_be_none(verifier: ModuleType, text: str) -> None:
    with pytest.raises(verifier.CannotAsk):
        verifier.Policy.parse(text)


def test_copies_are_compared_entry_by_entry(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = queue_log(3)
    mirror = log.publish(tmp_path / "mirror")
    log.leaves.append(write(ticket("taken", 3, DAY, 900, 77)))
    assert run(verifier, "diff", mirror, log.publish(tmp_path)) == 0
    place = changed_log("altered").publish(tmp_path)
    assert run(verifier, "diff", mirror, place, "--evidence", tmp_path / "evidence") == 1
    assert "STEP 8.1 " in capsys.readouterr().err


def test_more_codes_than_closed_numbers_raise_the_alarm(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue_log(3).publish(tmp_path)
    skm = SmallLog("skm", [write(batch(3, DAY, range(3))), write(answer(3, DAY[:7], 0, [4] * 9))])
    skm.publish(tmp_path)
    assert run(verifier, "counts", tmp_path) == 0
    skm.leaves.append(write(batch(3, DAY, [3], part=2)))
    skm.publish(tmp_path)
    assert run(verifier, "counts", tmp_path) == 1
    assert "STEP 7.3 " in capsys.readouterr().err
