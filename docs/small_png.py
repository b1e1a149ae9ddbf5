"""Makes a screenshot small: at most 256 colours, one byte per pixel. Standard library only.

Screens of ours have a few flat colours and the edges of letters, so nobody sees the difference; files shrink to half.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

MOST_COLOURS = 256
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def shrink(png: bytes) -> bytes:
    """The same picture with a palette. `png` is 8-bit RGB or RGBA without interlace, as browsers write it."""
    chunks = list(_chunks(png))
    width, height, depth, kind, *_, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or kind not in (2, 6) or interlace:
        raise ValueError("only 8-bit RGB or RGBA without interlace")
    channels = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    pixels = [
        bytes(row[at : at + 3])
        for row in _rows(raw, width * channels, channels)
        for at in range(0, len(row), channels)
    ]
    places = _places(Counter(pixels))
    palette = sorted(set(places.values()))
    number = {colour: index for index, colour in enumerate(palette)}
    indexed = bytes(number[places[pixel]] for pixel in pixels)
    lines = b"".join(b"\0" + indexed[at : at + width] for at in range(0, len(indexed), width))
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(palette)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _places(found: Counter[bytes]) -> dict[bytes, bytes]:
    """Each colour and the one that stands for it: the most frequent ones stand for themselves."""
    kept = [colour for colour, _ in found.most_common(MOST_COLOURS)]
    near: dict[bytes, bytes] = {colour: colour for colour in kept}
    for colour in found:
        if colour not in near:
            near[colour] = min(kept, key=lambda other, one=colour: _distance(one, other))
    return near


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _rows(raw: bytes, length: int, step: int) -> Iterator[bytearray]:
    """The rows of pixels, with the filters of PNG undone (ISO/IEC 15948 section 9)."""
    above = bytearray(length)
    for at in range(0, len(raw), length + 1):
        row = bytearray(raw[at + 1 : at + 1 + length])
        _undo(raw[at], row, above, step)
        yield row
        above = row


def _undo(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    for at in range(len(row)) if kind else ():
        left = row[at - step] if at >= step else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[at]
        elif kind == 3:
            guess = (left + above[at]) // 2
        else:
            guess = _paeth(left, above[at], above[at - step] if at >= step else 0)
        row[at] = (row[at] + guess) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
