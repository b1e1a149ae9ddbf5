"""Signed notes (c2sp.org/signed-note) with Ed25519, and the cosignatures of witnesses (c2sp.org/tlog-cosignature).

A note is text that ends with a newline, an empty line, and signature lines "— name base64(key id || signature)".
Signatures of unknown keys are skipped; a bad signature of a known key spoils the note.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
#: The kind of key whose signatures carry the time at which a witness saw the note.
COSIGNATURE = 0x04

LONGEST_NOTE = 64 * 1024
MOST_SIGNATURES = 64
_TIME_BYTES = 8
_SIGNATURE_BYTES = 64
_SECRET = "PRIVATE+KEY+"  # noqa: S105 how a written key begins, not a key
_NAME = re.compile(r"[^\s+]+")
_LINE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>\S+)")


class NoteRejected(ValueError):
    """Bytes that are no note, a key that is no key, or a note that no trusted key has signed."""


@dataclass(frozen=True)
class Verifier:
    """A public key with its name. `kind` is `ED25519` or `COSIGNATURE`."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name, newline, kind, key): a hint, never a proof."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as one line."""
        written = base64.b64encode(bytes([self.kind]) + self.key).decode()
        return f"{self.name}+{self.id.hex()}+{written}"

    def signed_at(self, text: str, signature: bytes) -> int | None:
        """Check a signature over `text`; for a witness its time in seconds since 1970.

        Raises `NoteRejected` when it does not hold.
        """
        message, seconds = text.encode(), None
        if self.kind == COSIGNATURE:
            if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES:
                raise NoteRejected(f"a cosignature of {self.name} has the wrong length")
            seconds = int.from_bytes(signature[:_TIME_BYTES], "big")
            message, signature = _witnessed(text, seconds), signature[_TIME_BYTES:]
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise NoteRejected(f"a signature of {self.name} does not hold") from None
        return seconds


@dataclass(frozen=True)
class Signer:
    """A secret key with its name. Whoever holds it can sign as `name`."""

    name: str
    kind: int
    secret: bytes

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.secret).public_key()
        return Verifier(self.name, self.kind, public.public_bytes_raw())

    @property
    def written(self) -> str:
        """The key as the one line of its file, in the form of Go's `note` package."""
        written = base64.b64encode(bytes([self.kind]) + self.secret).decode()
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{written}"

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"


@dataclass(frozen=True)
class Signature:
    """One signature line. `seconds` is the time of a witness, known only when it was checked."""

    name: str
    key_id: bytes
    signature: bytes
    seconds: int | None = None

    @property
    def line(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True)
class Note:
    """An opened note: its text, the signatures that were checked and hold, and those of unknown keys."""

    text: str
    verified: tuple[Signature, ...]
    unknown: tuple[Signature, ...]


def new_signer(name: str, seed: bytes, kind: int = ED25519) -> Signer:
    """A signer of 32 random bytes. Raises `NoteRejected` for a name with spaces or plus signs."""
    if not _NAME.fullmatch(name) or len(seed) != 32:
        raise NoteRejected("a key has a name without spaces or plus signs, and 32 bytes")
    return Signer(name, kind, seed)


def parse_vkey(line: str) -> Verifier:
    """A verifier key. Raises `NoteRejected` unless name, key and id belong together."""
    name, id_, kind, key = _parse_key(line)
    verifier = Verifier(name, kind, key)
    if verifier.id.hex() != id_:
        raise NoteRejected(f"the id of the key {name} does not fit it")
    return verifier


def parse_signer(line: str) -> Signer:
    """A signer from the line of its file. Raises `NoteRejected`; the message never tells the key."""
    if not line.startswith(_SECRET):
        raise NoteRejected(f"a signing key begins with {_SECRET}")
    name, id_, kind, seed = _parse_key(line.removeprefix(_SECRET))
    signer = Signer(name, kind, seed)
    if signer.verifier.id.hex() != id_:
        raise NoteRejected(f"the id of the signing key {name} does not fit it")
    return signer


def sign(text: str, signers: Sequence[Signer], others: Iterable[Signature] = ()) -> str:
    """The note of `text`, signed by each of `signers`; `others` are lines to keep behind."""
    _check_text(text)
    made = [
        Signature(
            one.name, one.verifier.id, Ed25519PrivateKey.from_private_bytes(one.secret).sign(text.encode())
        )
        for one in signers
    ]
    return text + "\n" + "".join(one.line for one in (*made, *others))


def cosign(text: str, witness: Signer, seconds: int) -> Signature:
    """The signature of a witness that saw `text` at `seconds` since 1970."""
    key = Ed25519PrivateKey.from_private_bytes(witness.secret)
    signature = seconds.to_bytes(_TIME_BYTES, "big") + key.sign(_witnessed(text, seconds))
    return Signature(witness.name, witness.verifier.id, signature, seconds)


def parse_note(note: bytes | str) -> tuple[str, tuple[Signature, ...]]:
    """Text and signature lines of a note, none of them checked. Raises `NoteRejected`."""
    raw = note.encode() if isinstance(note, str) else note
    if len(raw) > LONGEST_NOTE:
        raise NoteRejected(f"a note has at most {LONGEST_NOTE} bytes")
    try:
        whole = raw.decode()
    except UnicodeDecodeError:
        raise NoteRejected("a note is UTF-8") from None
    if any(character < " " and character != "\n" for character in whole):
        raise NoteRejected("a note has no control characters")
    text, separator, lines = whole.rpartition("\n\n")
    if not separator or not lines.endswith("\n"):
        raise NoteRejected("a note has text, an empty line and signatures")
    written = lines[:-1].split("\n")
    if len(written) > MOST_SIGNATURES:
        raise NoteRejected(f"a note has at most {MOST_SIGNATURES} signatures")
    return text + "\n", tuple(_parse_line(line) for line in written)


def open_note(note: bytes | str, verifiers: Iterable[Verifier]) -> Note:
    """Check `note` against the keys that are trusted.

    Raises `NoteRejected` when it is no note, when a trusted key's signature does not hold, or when none signed.
    """
    text, signatures = parse_note(note)
    known = {(one.name, one.id): one for one in verifiers}
    verified: dict[tuple[str, bytes], Signature] = {}
    unknown = []
    for one in signatures:
        verifier = known.get((one.name, one.key_id))
        if verifier is None:
            unknown.append(one)
        elif (one.name, one.key_id) not in verified:
            seconds = verifier.signed_at(text, one.signature)
            verified[one.name, one.key_id] = Signature(one.name, one.key_id, one.signature, seconds)
    if not verified:
        raise NoteRejected("no trusted key has signed this note")
    return Note(text, tuple(verified.values()), tuple(unknown))


def decode_base64(written: str, length: int | None = None) -> bytes:
    """Bytes in standard base 64, in their one canonical form. Raises `NoteRejected`."""
    try:
        value = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        raise NoteRejected("not base 64") from None
    if base64.b64encode(value).decode() != written:
        raise NoteRejected("not the canonical form of base 64")
    if length is not None and len(value) != length:
        raise NoteRejected(f"{len(value)} bytes instead of {length}")
    return value


def _witnessed(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(one < " " and one != "\n" for one in text):
        raise NoteRejected("the text of a note ends with a newline and has no other control characters")


def _parse_line(line: str) -> Signature:
    parts = _LINE.fullmatch(line)
    if not parts:
        raise NoteRejected("a signature line is — name signature")
    value = decode_base64(parts["signature"])
    if len(value) < 5:
        raise NoteRejected("a signature line is too short")
    return Signature(parts["name"], value[:4], value[4:])


def _parse_key(line: str) -> tuple[str, str, int, bytes]:
    parts = line.strip().split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]) or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise NoteRejected("a key is name+id+key")
    value = decode_base64(parts[2], 33)
    if value[0] not in (ED25519, COSIGNATURE):
        raise NoteRejected(f"keys of kind {value[0]} are not known here")
    return parts[0], parts[1], value[0], value[1:]
