"""Our tree, notes and tiles against what others have published; most of it are proofs that must be refused."""

import base64

import pytest

from pendopo.ledger.domain.checkpoint import open_checkpoint
from pendopo.ledger.domain.frontier import Frontier
from pendopo.ledger.domain.merkle import ProofRejected, leaf_hash, root, verify_consistency, verify_inclusion
from pendopo.ledger.domain.notes import NoteRejected, open_note, parse_signer, parse_vkey, sign
from pendopo.ledger.domain.tiles import (
    bundles_of,
    encode_bundle,
    entries_path,
    grow,
    tile_path,
    tiles_of,
    width_of,
)
from tests.unit.ledger.vectors import vectors


def unbase(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def test_inclusion_proofs_are_judged_as_published() -> None:
    for vector in vectors("merkle_inclusion"):
        proof = [unbase(one) for one in vector["proof"] or []]
        given = (
            unbase(vector["leafHash"]),
            vector["leafIdx"],
            vector["treeSize"],
            proof,
            unbase(vector["root"]),
        )
        _judge(vector, verify_inclusion, given)


def test_consistency_proofs_are_judged_as_published() -> None:
    for vector in vectors("merkle_consistency"):
        proof = [unbase(one) for one in vector["proof"] or []]
        roots = unbase(vector["root1"]), unbase(vector["root2"])
        _judge(vector, verify_consistency, (vector["size1"], vector["size2"], proof, *roots))


def _judge(vector: dict, verify, given: tuple) -> None:
    # One published vector uses roots of another length than SHA-256 has; we refuse those.
    if vector["wantErr"] or any(isinstance(one, bytes) and len(one) != 32 for one in given):
        with pytest.raises(ProofRejected):
            verify(*given)
    else:
        verify(*given)


def test_roots_are_the_published_ones() -> None:
    (vector,) = vectors("merkle_roots")
    leaves = [leaf_hash(bytes.fromhex(one)) for one in vector["leaf_inputs_hex"]]
    frontier = Frontier()
    for size, expected in enumerate(vector["roots_hex_from_size_1"], 1):
        frontier.append(leaves[size - 1])
        assert frontier.root.hex() == root(leaves[:size]).hex() == expected


def test_notes_of_the_specification_open() -> None:
    (vector,) = vectors("note_c2sp")
    assert open_note(vector["note"], [parse_vkey(vector["vkey"])]).verified


def test_notes_of_go_are_made_and_opened_alike() -> None:
    (vector,) = vectors("note_golang")
    signer = parse_signer(vector["skey"])
    assert signer.verifier.vkey == vector["vkey"]
    assert signer.written == vector["skey"]
    assert sign(vector["text"], [signer]) == vector["note"]
    assert open_note(vector["note"], [parse_vkey(vector["vkey"])]).text == vector["text"]
    for bad in vector["bad_vkeys"]:
        with pytest.raises(NoteRejected):
            parse_vkey(bad)


def test_tiles_of_a_published_log_are_rebuilt_byte_for_byte() -> None:
    (vector,) = vectors("tessera_log")
    files = {name: unbase(content) for name, content in vector["files"].items()}
    leaves = [one.encode() for one in vector["leaves"]]
    size = len(leaves)
    made = grow(0, [], [leaf_hash(one) for one in leaves])
    for level, index, width in tiles_of(size):
        assert made[level, index] == files[tile_path(level, index, width)]
        assert width == width_of(level, index, size)
    for index, width in bundles_of(size):
        bundle = encode_bundle(leaves[index * 256 : index * 256 + width])
        assert bundle == files[entries_path(index, width)]
    verifier = parse_vkey(vector["vkey"])
    for name, content in files.items():
        if name.startswith("checkpoint"):
            checkpoint, _ = open_checkpoint(content, verifier)
            assert checkpoint.root == root([leaf_hash(one) for one in leaves[: checkpoint.size]])
