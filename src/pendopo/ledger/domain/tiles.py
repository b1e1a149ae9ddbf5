"""The tree cut into files (c2sp.org/tlog-tiles, height 8).

A tile of level L has up to 256 hashes of height 8L; the last one of a level may be partial. An entry bundle holds
the bytes of up to 256 entries, each preceded by its length in two bytes.
"""

from collections.abc import Callable, Iterator, Sequence

from pendopo.ledger.domain.merkle import HASH_BYTES, Read, root

HEIGHT = 8
WIDTH = 1 << HEIGHT
TILE_BYTES = WIDTH * HASH_BYTES


class TileFault(ValueError):
    """Bytes that are no tile or bundle of the size that they should have."""


#: (level, index, width) to the bytes of a tile.
Fetch = Callable[[int, int, int], bytes]


def width_of(level: int, index: int, size: int) -> int:
    """How many hashes (or entries, for level 0) the tile has in a tree of `size` entries; 0 when there is none."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - index * WIDTH))


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """`tile/1/x001/234` and, when partial, `tile/1/x001/234.p/7`."""
    return f"tile/{level}/{_number(index, width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """Where the bundle of the entries index * 256 and following lies."""
    return f"tile/entries/{_number(index, width)}"


def _number(index: int, width: int) -> str:
    if index < 0 or not 0 < width <= WIDTH:
        raise ValueError("a tile has an index from 0 on and 1 to 256 hashes")
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03d}")
    return "/".join(reversed(groups)) + ("" if width == WIDTH else f".p/{width}")


def tiles_of(size: int, after: int = 0) -> Iterator[tuple[int, int, int]]:
    """(level, index, width) of every tile that a tree of `size` has and the tree of `after` entries had not."""
    level = 0
    while (count := size >> HEIGHT * level) > 0:
        before = after >> HEIGHT * level
        if count > before:
            for index in range(before // WIDTH, (count + WIDTH - 1) // WIDTH):
                yield level, index, width_of(level, index, size)
        level += 1


def bundles_of(size: int, after: int = 0) -> Iterator[tuple[int, int]]:
    """(index, width) of every entry bundle that a tree of `size` has and the tree of `after` entries had not."""
    for level, index, width in tiles_of(size, after):
        if level == 0:
            yield index, width


def encode_bundle(leaves: Sequence[bytes]) -> bytes:
    """The bytes of an entry bundle. Raises `OverflowError` for an entry above 65,535 bytes."""
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def decode_bundle(bundle: bytes, width: int) -> list[bytes]:
    """The `width` entries of a bundle. Raises `TileFault` when there are more or fewer, or one is cut."""
    leaves: list[bytes] = []
    at = 0
    while at < len(bundle):
        if len(leaves) == width:
            raise TileFault(f"a bundle has more than {width} entries")
        start, at = at + 2, at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at > len(bundle):
            raise TileFault("the last entry of a bundle is cut off")
        leaves.append(bundle[start:at])
    if len(leaves) != width:
        raise TileFault(f"a bundle has {len(leaves)} entries instead of {width}")
    return leaves


def decode_tile(tile: bytes, width: int) -> list[bytes]:
    """The `width` hashes of a tile. Raises `TileFault` when its length is another."""
    if len(tile) != width * HASH_BYTES:
        raise TileFault(f"a tile has {len(tile)} bytes instead of {width * HASH_BYTES}")
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def tile_reader(size: int, fetch: Fetch) -> Read:
    """Complete subtrees of a tree of `size` entries out of its tiles, each of which is fetched once."""
    kept: dict[tuple[int, int], list[bytes]] = {}

    def read(height: int, index: int) -> bytes:
        level, rest = divmod(height, HEIGHT)
        tile, at = divmod(index << rest, WIDTH)
        if (level, tile) not in kept:
            width = width_of(level, tile, size)
            kept[level, tile] = decode_tile(fetch(level, tile, width), width)
        piece = kept[level, tile][at : at + (1 << rest)]
        if len(piece) != 1 << rest:
            raise TileFault(f"there is no complete subtree {index} of height {height}")
        return root(piece)

    return read


def grow(size: int, edge: Sequence[bytes], fingerprints: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """The tiles that change when leaf hashes join a tree of `size` entries: (level, index) to bytes.

    `edge[level]` holds the bytes of the partial tile of that level, empty where there is none (see `edge_of`).
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, joining = 0, list(fingerprints)
    while joining:
        index, filled = divmod(size >> HEIGHT * level, WIDTH)
        partial = edge[level] if level < len(edge) else b""
        hashes = decode_tile(partial, filled) + joining
        joining = []
        for start in range(0, len(hashes), WIDTH):
            piece = hashes[start : start + WIDTH]
            changed[level, index + start // WIDTH] = b"".join(piece)
            if len(piece) == WIDTH:
                joining.append(root(piece))
        level += 1
    return changed


def edge_of(size: int) -> list[tuple[int, int, int]]:
    """(level, index, width) of the partial tiles of a tree; width 0 where a level ends with a full one."""
    tiles = []
    level = 0
    while (count := size >> HEIGHT * level) > 0:
        tiles.append((level, count // WIDTH, count % WIDTH))
        level += 1
    return tiles


def edge_root_parts(size: int, edge: Sequence[bytes]) -> list[bytes]:
    """The roots of the complete subtrees of a tree, largest first, out of its partial tiles: a frontier's edge."""
    parts: list[bytes] = []
    for level, _, width in reversed(edge_of(size)):
        hashes = decode_tile(edge[level], width)
        start = 0
        for height in reversed(range(HEIGHT)):
            if width >> height & 1:
                parts.append(root(hashes[start : start + (1 << height)]))
                start += 1 << height
    return parts
