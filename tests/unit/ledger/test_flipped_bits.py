"""Every single flipped bit of a note, a tile, a bundle or a proof file is noticed."""

import pytest

from pendopo.ledger.domain import merkle, notes, tiles
from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.proof_file import ProofFile, parse_proof_file, verify_proof_file

LEAVES = [f'{{"t":"ticket.taken/1","m":{number}}}'.encode() for number in range(11)]
HASHES = [merkle.leaf_hash(leaf) for leaf in LEAVES]
LOG = notes.new_signer("mpp.example.go.id/log/layanan", bytes(range(32)))
NOTE = notes.sign(Checkpoint(LOG.name, 11, merkle.root(HASHES)).text, [LOG])
REJECTED = (notes.NoteRejected, merkle.ProofRejected, tiles.TileFault)


def flipped(raw: bytes):
    """All texts that differ in one bit."""
    for at in range(len(raw)):
        for bit in range(8):
            yield raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]


def test_a_checkpoint() -> None:
    assert open_checkpoint(NOTE, LOG.verifier)[0].size == 11
    for wrong in flipped(NOTE.encode()):
        with pytest.raises(REJECTED):
            open_checkpoint(wrong, LOG.verifier)


def test_a_proof_file() -> None:
    proof = ProofFile(4, tuple(merkle.inclusion_proof(4, 11, merkle.reader(HASHES))), NOTE, LEAVES[4])
    assert verify_proof_file(parse_proof_file(proof.text), LOG.verifier)[0].size == 11
    for wrong in flipped(proof.text.encode()):
        with pytest.raises(REJECTED):
            verify_proof_file(parse_proof_file(wrong.decode(errors="replace")), LOG.verifier)


def test_a_tile() -> None:
    tile = tiles.grow(0, [], HASHES)[0, 0]
    for wrong in flipped(tile):
        read = tiles.tile_reader(11, lambda *_, wrong=wrong: wrong)
        assert merkle.range_root(0, 11, read) != merkle.root(HASHES)


def test_a_bundle() -> None:
    bundle = tiles.encode_bundle(LEAVES)
    assert tiles.decode_bundle(bundle, 11) == LEAVES
    for wrong in flipped(bundle):
        try:
            found = tiles.decode_bundle(wrong, 11)
        except tiles.TileFault:
            continue
        assert merkle.root([merkle.leaf_hash(leaf) for leaf in found]) != merkle.root(HASHES)


def test_a_cosignature() -> None:
    witness = notes.new_signer("saksi.example.ac.id", bytes(32), notes.COSIGNATURE)
    checkpoint, _ = open_checkpoint(NOTE, LOG.verifier)
    line = notes.cosign(checkpoint.text, witness, 1_795_000_000).line
    opened = notes.open_note(NOTE + line, [LOG.verifier, witness.verifier])
    assert [one.seconds for one in opened.verified] == [None, 1_795_000_000]
    for wrong in flipped(line.encode()):
        try:
            opened = notes.open_note(NOTE.encode() + wrong, [LOG.verifier, witness.verifier])
        except notes.NoteRejected:
            continue
        assert [one.name for one in opened.verified] == [LOG.name]


@pytest.mark.parametrize(
    "note",
    [
        b"", b"\n", NOTE.encode()[:-1], NOTE.encode() * 2000, b"\xff" + NOTE.encode(),
        NOTE.encode().replace(b"\n11\n", b"\n011\n"),
        NOTE.encode() + b"\n", NOTE.encode().replace(b"\n11\n", b"\n99999999999999999999\n"),
    ],
)  # fmt: skip
def test_a_note_of_another_form(note: bytes) -> None:
    with pytest.raises(REJECTED):
        open_checkpoint(note, LOG.verifier)
