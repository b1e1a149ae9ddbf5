"""Every proof of every small tree, against the definition itself."""

import hashlib

import pytest

from pendopo.ledger.domain import merkle
from pendopo.ledger.domain.frontier import Frontier
from pendopo.ledger.domain.tiles import (
    TileFault,
    decode_bundle,
    edge_of,
    edge_root_parts,
    encode_bundle,
    grow,
    tile_path,
    tile_reader,
)

MOST = 300
LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(MOST)]


def defined(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + defined(leaves[:k]) + defined(leaves[k:])).digest()


ROOTS = [defined(LEAVES[:size]) for size in range(MOST + 1)]


@pytest.fixture(scope="module")
def read() -> merkle.Read:
    kept = {}
    below = merkle.reader(LEAVES)

    def read(height: int, index: int) -> bytes:
        if (height, index) not in kept:
            kept[height, index] = below(height, index)
        return kept[height, index]

    return read


def test_well_known_hashes() -> None:
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_root_and_frontier_follow_the_definition() -> None:
    frontier = Frontier()
    assert frontier.root == merkle.root([]) == ROOTS[0]
    for size in range(1, MOST + 1):
        frontier.append(LEAVES[size - 1])
        assert frontier.root == merkle.root(LEAVES[:size]) == ROOTS[size]


def test_every_entry_of_every_tree_can_be_proved(read: merkle.Read) -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, read)
            merkle.verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])


def test_every_tree_is_shown_to_begin_with_every_smaller_one(read: merkle.Read) -> None:
    for new in range(1, MOST + 1):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(old, new, read)
            merkle.verify_consistency(old, new, proof, ROOTS[old], ROOTS[new])


def test_from_nothing_nothing_is_shown() -> None:
    with pytest.raises(merkle.ProofRejected):
        merkle.verify_consistency(0, 5, [], ROOTS[0], ROOTS[5])


@pytest.mark.parametrize("size", [1, 2, 7, 8, 21, 64])
def test_no_proof_survives_a_change(size: int, read: merkle.Read) -> None:
    for index in range(size):
        proof = merkle.inclusion_proof(index, size, read)
        wrong = [(LEAVES[index], index, size, [*proof, LEAVES[0]]), (LEAVES[-1], index, size, proof)]
        wrong += [(LEAVES[index], other, size, proof) for other in range(size) if other != index]
        wrong += [(LEAVES[index], index, size, proof[:at] + proof[at + 1 :]) for at in range(len(proof))]
        for at, hash_ in enumerate(proof):
            for bit in range(0, 256, 17):
                flipped = (int.from_bytes(hash_, "big") ^ 1 << bit).to_bytes(32, "big")
                wrong.append((LEAVES[index], index, size, [*proof[:at], flipped, *proof[at + 1 :]]))
        for given in wrong:
            with pytest.raises(merkle.ProofRejected):
                merkle.verify_inclusion(*given, ROOTS[size])


def test_tiles_grow_as_if_all_had_come_at_once() -> None:
    leaves = [merkle.leaf_hash(str(number).encode()) for number in range(66_000)]
    tiles: dict[tuple[int, int], bytes] = {}
    size = 0
    frontier = Frontier()
    for step in (1, 254, 1, 1, 700, 0, 64_579, 3, 461):
        edge = [tiles.get((level, index), b"") if width else b"" for level, index, width in edge_of(size)]
        assert edge_root_parts(size, edge) == list(frontier.edge)
        tiles |= grow(size, edge, leaves[size : size + step])
        frontier.extend(leaves[size : size + step])
        size += step
    assert size == 66_000
    assert tiles == grow(0, [], leaves)
    assert frontier.root == merkle.root(leaves)
    read = tile_reader(size, lambda level, index, _: tiles[level, index])
    for index in (0, 255, 256, 65_535, 65_536, 65_999):
        proof = merkle.inclusion_proof(index, size, read)
        merkle.verify_inclusion(leaves[index], index, size, proof, frontier.root)
    for old in (1, 256, 257, 65_536, 65_999):
        proof = merkle.consistency_proof(old, size, read)
        merkle.verify_consistency(old, size, proof, merkle.root(leaves[:old]), frontier.root)


def test_tiles_have_the_published_names() -> None:
    assert tile_path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tile_path(1, 5, 7) == "tile/1/005.p/7"


@pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x02a", b"\x00\x01a\x00\x01b", b""])
def test_a_bundle_that_is_cut_or_too_long_is_refused(bundle: bytes) -> None:
    assert decode_bundle(encode_bundle([b"a"]), 1) == [b"a"]
    with pytest.raises(TileFault):
        decode_bundle(bundle, 1)
