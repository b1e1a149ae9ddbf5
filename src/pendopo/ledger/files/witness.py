"""Files of the witness side: our cosigning key, and whom we trust.

Two policy files (c2sp.org/tlog-policy) belong to the operator, and may be missing:
`policy/witnesses` names the witnesses of our logs and how many are enough, `policy/logs` the logs that we witness.
"""

import logging
import secrets
from functools import lru_cache
from pathlib import Path

from pendopo.ledger.domain import notes
from pendopo.ledger.domain.policy import Policy, PolicyFault, read_policy
from pendopo.ledger.files.writing import write_first

logger = logging.getLogger(__name__)

#: Who names nobody needs nobody.
_NOBODY = Policy()
#: A file with a slip of the pen: nobody is believed, and nothing counts as witnessed, until it is put right.
_UNREADABLE = Policy(quorum="unreadable")


def cosigner(file: Path, name: str) -> notes.Signer:
    """The cosigning key in `file`; made there under `name` when there is none.

    Raises `notes.NoteRejected` when the file holds no such key.
    """
    if not file.exists():
        signer = notes.new_signer(name, secrets.token_bytes(32), notes.COSIGNATURE)
        write_first(file, f"{signer.written}\n".encode())
    signer = notes.parse_signer(file.read_text())
    if signer.kind != notes.COSIGNATURE:
        raise notes.NoteRejected(f"{file} holds the key of a log, not of a witness")
    return signer


def witnesses_of_ours(data: Path) -> Policy:
    """Who witnesses our logs. A file that cannot be read is told to the operator once, and names nobody."""
    return _read(data / "policy" / "witnesses")


def logs_of_others(data: Path) -> Policy:
    """Which logs we witness. A file that cannot be read is told to the operator once, and names none."""
    return _read(data / "policy" / "logs")


def policy_text(data: Path) -> str:
    """The policy of our logs as the operator wrote it, for everybody to read."""
    try:
        return (data / "policy" / "witnesses").read_text()
    except FileNotFoundError:
        return "quorum none\n"


def _read(file: Path) -> Policy:
    try:
        return _parsed(file.name, file.read_bytes())
    except FileNotFoundError:
        return _NOBODY


@lru_cache(maxsize=8)
def _parsed(name: str, content: bytes) -> Policy:
    try:
        return read_policy(content.decode())
    except (PolicyFault, UnicodeDecodeError) as fault:
        logger.error("policy/%s cannot be read: %s", name, fault)
        return _UNREADABLE
