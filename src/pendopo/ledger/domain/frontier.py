"""The right edge of a growing tree: enough to append and to know the root, whatever the size."""

import hashlib
from collections.abc import Iterable, Sequence

from pendopo.ledger.domain.merkle import EMPTY_ROOT, node_hash


class Frontier:
    """The roots of the complete subtrees of a tree, largest first: one per bit of its size."""

    __slots__ = ("_edge", "size")

    def __init__(self, size: int = 0, edge: Sequence[bytes] = ()) -> None:
        """`edge` holds the roots of the complete subtrees of `size` entries, largest first."""
        if size.bit_count() != len(edge):
            raise ValueError(f"a tree of {size} has {size.bit_count()} complete subtrees, not {len(edge)}")
        self.size = size
        self._edge = list(edge)

    def append(self, fingerprint: bytes) -> None:
        """Add one leaf hash."""
        self.extend((fingerprint,))

    def extend(self, fingerprints: Iterable[bytes]) -> None:
        """Add leaf hashes, in order. On average one hash is computed per leaf."""
        edge, size, sha256 = self._edge, self.size, hashlib.sha256
        for node in fingerprints:
            below = size
            while below & 1:
                node = sha256(b"\x01" + edge.pop() + node).digest()
                below >>= 1
            edge.append(node)
            size += 1
        self.size = size

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The roots of the complete subtrees, largest first."""
        return tuple(self._edge)

    @property
    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self._edge:
            return EMPTY_ROOT
        node = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            node = node_hash(left, node)
        return node
