"""Files of the witness side: our cosigning key, and whom we trust.

Two policy files (c2sp.org/tlog-policy) belong to the operator, and may be missing:
`policy/witnesses` names the witnesses of our logs and how many are enough, `policy/logs` the logs that we witness.
"""

import secrets
from pathlib import Path

from pendopo.ledger.domain import notes
from pendopo.ledger.domain.policy import Policy, read_policy
from pendopo.ledger.files.writing import write_first

#: Who names nobody needs nobody.
_NOBODY = Policy()


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
    """Who witnesses our logs. Raises `PolicyFault` with the line that does not fit."""
    return _read(data / "policy" / "witnesses")


def logs_of_others(data: Path) -> Policy:
    """Which logs we witness. Raises `PolicyFault` with the line that does not fit."""
    return _read(data / "policy" / "logs")


def policy_text(data: Path) -> str:
    """The policy of our logs as the operator wrote it, for everybody to read."""
    try:
        return (data / "policy" / "witnesses").read_text()
    except FileNotFoundError:
        return "quorum none\n"


def _read(file: Path) -> Policy:
    try:
        return read_policy(file.read_text())
    except FileNotFoundError:
        return _NOBODY
