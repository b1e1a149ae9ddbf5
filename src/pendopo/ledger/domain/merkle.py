"""The record's tree: hashes, and proofs about it (RFC 6962 section 2.1; checks after RFC 9162 sections 2.1.3, 2.1.4).

Proofs are made from *complete subtrees*: `read(height, index)` gives the root of the 2^height entries from
entry index * 2^height on. So they can come from a list in memory, from tiles in files, or from the database.
"""

import hashlib
from collections.abc import Callable, Sequence

HASH_BYTES = 32
#: The root of a tree without entries.
EMPTY_ROOT = hashlib.sha256(b"").digest()
#: No proof is longer: sizes have at most 63 bits.
MOST_HASHES = 64

#: (height, index) to the root of a complete subtree.
Read = Callable[[int, int], bytes]


class ProofRejected(ValueError):
    """A proof does not show what it is said to show."""


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of a zero byte and the entry's bytes.

    The fingerprint by which an entry is found in the record.
    """
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of a one byte and the hashes of both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root of the tree with these leaf hashes."""
    level = list(hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


def reader(hashes: Sequence[bytes]) -> Read:
    """Complete subtrees over leaf hashes in memory."""

    def read(height: int, index: int) -> bytes:
        piece = hashes[index << height : (index + 1) << height]
        if len(piece) != 1 << height:
            raise IndexError(f"there is no complete subtree {index} of height {height}")
        return root(piece)

    return read


def range_root(start: int, end: int, read: Read) -> bytes:
    """The root over the entries `start` to before `end`, where `start` is what RFC 6962 splits at."""
    if start == end:
        return EMPTY_ROOT
    width = end - start
    if width & (width - 1) == 0:
        height = width.bit_length() - 1
        return read(height, start >> height)
    middle = start + _split(width)
    return node_hash(range_root(start, middle, read), range_root(middle, end, read))


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The hashes beside the way from entry `index` up to the root of `size` entries, lowest first.

    Raises `ValueError` when the tree has no such entry.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} has no entry {index}")
    beside, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            beside.append(range_root(middle, end, read))
            end = middle
        else:
            beside.append(range_root(start, middle, read))
            start = middle
    return beside[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """What shows that the tree of `new` entries begins with the tree of `old`. Empty for equal sizes and `old` 0.

    Raises `ValueError` when `old` is larger than `new`.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} cannot follow one of {old}")
    if old == 0:
        return []
    beside, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            beside.append(range_root(middle, end, read))
            end = middle
        else:
            beside.append(range_root(start, middle, read))
            start, whole = middle, False
    if not whole:
        beside.append(range_root(start, end, read))
    return beside[::-1]


def verify_inclusion(fingerprint: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise `ProofRejected` unless the tree of `size` entries with `root` has the leaf hash at `index`."""
    _check_hashes(fingerprint, root, *proof)
    if not 0 <= index < size < 1 << 63:
        raise ProofRejected(f"a tree of {size} has no entry {index}")
    place, last, node = index, size - 1, fingerprint
    for hash_ in proof:
        if last == 0:
            raise ProofRejected("the proof is too long")
        if place & 1 or place == last:
            node = node_hash(hash_, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, hash_)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRejected("the proof is too short")
    if node != root:
        raise ProofRejected("the proof leads to another root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Raise `ProofRejected` unless the tree of `new` entries with `new_root` begins with that of `old`.

    From nothing nothing can be shown: `old` 0 is rejected. Who starts with an empty memory has to say so himself.
    """
    _check_hashes(old_root, new_root, *proof)
    if not 0 < old <= new < 1 << 63:
        raise ProofRejected(f"sizes {old} and {new} leave nothing to show")
    if old == new:
        if proof:
            raise ProofRejected("the proof is too long")
        if old_root != new_root:
            raise ProofRejected("two trees of one size have different roots")
        return
    # A complete old tree is itself the first hash; it is left out of the proof.
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not hashes or not proof:
        raise ProofRejected("the proof is too short")
    first, second = _climb(old - 1, new - 1, hashes)
    if first != old_root:
        raise ProofRejected("the proof leads to another old root")
    if second != new_root:
        raise ProofRejected("the proof leads to another new root")


def _climb(place: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The old and the new root to which `hashes` lead (RFC 9162 section 2.1.4.2)."""
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = hashes[0]
    for hash_ in hashes[1:]:
        if last == 0:
            raise ProofRejected("the proof is too long")
        if place & 1 or place == last:
            old, new = node_hash(hash_, old), node_hash(hash_, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, hash_)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRejected("the proof is too short")
    return old, new


def _check_hashes(*hashes: bytes) -> None:
    if len(hashes) > MOST_HASHES + 2:
        raise ProofRejected("the proof is too long")
    if any(len(one) != HASH_BYTES for one in hashes):
        raise ProofRejected(f"a hash has {HASH_BYTES} bytes")


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1
