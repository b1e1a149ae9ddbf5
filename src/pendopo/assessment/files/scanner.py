"""Looking for viruses: the standard test file always, everything else where the operator runs ClamAV.

`PENDOPO_CLAMAV` names clamd's socket ("/run/clamav/clamd.ctl" or "host:3310"). The protocol is INSTREAM of clamd(8):
the content goes in pieces with their length before them, a piece of length 0 ends it, one line comes back.
"""

import socket
import struct
from pathlib import Path

from pendopo.assessment.domain.file_refusals import FileInfected, ScannerAway

#: The test file of eicar.org, in two pieces so that scanners do not find this source.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#: Seconds that clamd may think about one piece or about its answer.
PATIENCE = 30.0
_PIECE = 64 * 1024


class Scanner:
    """clamd at `address`, or nobody when it is empty."""

    def __init__(self, address: str) -> None:
        self._address = address

    @property
    def name(self) -> str:
        """Who looks: "clamav", or nothing when no scanner is set."""
        return "clamav" if self._address else ""

    def look(self, path: Path, name: str) -> None:
        """Raise `FileInfected` when the content is known as a virus, `ScannerAway` when nobody can tell."""
        if self._address:
            verdict = self._ask(path)
            if verdict.endswith("FOUND"):
                what = verdict.removeprefix("stream:").removesuffix("FOUND").strip()
                raise FileInfected(name=name, what=what)
            if verdict != "stream: OK":
                raise ScannerAway(answer=verdict)

    def _ask(self, path: Path) -> str:
        try:
            with self._connected() as link, path.open("rb") as content:
                link.sendall(b"zINSTREAM\0")
                while piece := content.read(_PIECE):
                    link.sendall(struct.pack(">I", len(piece)) + piece)
                link.sendall(struct.pack(">I", 0))
                return _line(link)
        except OSError as fault:
            raise ScannerAway from fault

    def _connected(self) -> socket.socket:
        if self._address.startswith("/"):
            link = socket.socket(socket.AF_UNIX)
            link.settimeout(PATIENCE)
            try:
                link.connect(self._address)
            except OSError:
                link.close()
                raise
            return link
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _line(link: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (more := link.recv(4096)):
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
