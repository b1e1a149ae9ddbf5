"""Policy files and the witness's key on the disk: missing, wrong, changed while the program runs."""

import stat

import pytest

from pendopo.ledger.domain import notes
from pendopo.ledger.files.witness import cosigner, logs_of_others, policy_text, witnesses_of_ours

KEY = notes.new_signer("witness.example/w", b"w" * 32, notes.COSIGNATURE).verifier.vkey


def write(folder, name, content):
    (folder / "policy").mkdir(exist_ok=True)
    (folder / "policy" / name).write_bytes(content)


def test_without_files_nobody_has_to_cosign_and_nobody_is_witnessed(tmp_path):
    assert not witnesses_of_ours(tmp_path).asks_for_witnesses()
    assert logs_of_others(tmp_path).logs == ()
    assert policy_text(tmp_path) == "quorum none\n"


def test_a_changed_file_holds_at_once(tmp_path):
    write(tmp_path, "witnesses", f"witness w {KEY}\nquorum w\n".encode())
    assert witnesses_of_ours(tmp_path).is_met({"w"})
    write(tmp_path, "witnesses", b"quorum none\n")
    assert not witnesses_of_ours(tmp_path).asks_for_witnesses()


@pytest.mark.parametrize("content", [b"quorum w\n", b"\xff\xfe", b"", b"witness w x\nquorum w\n"])
def test_a_file_with_a_slip_of_the_pen_lets_nothing_count_and_is_told_once(tmp_path, content, caplog):
    write(tmp_path, "witnesses", content + b"# " + str(tmp_path).encode())
    for _ in range(3):
        policy = witnesses_of_ours(tmp_path)
        assert policy.asks_for_witnesses()
        assert not policy.is_met({"w"})
    assert caplog.text.count("policy/witnesses cannot be read") == 1


def test_the_key_is_made_once_and_is_for_its_owner_alone(tmp_path):
    file = tmp_path / "keys" / "witness.key"
    made = cosigner(file, "witness.example/w")
    assert cosigner(file, "another.example/w") == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_key_of_a_log_is_no_key_of_a_witness(tmp_path):
    file = tmp_path / "witness.key"
    file.write_text(notes.new_signer("witness.example/w", b"w" * 32).written)
    with pytest.raises(notes.NoteRejected, match="key of a log"):
        cosigner(file, "witness.example/w")
