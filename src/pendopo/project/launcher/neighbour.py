"""The demo's neighbour: a small site of the Kabupaten beside that of the Kota, which witnesses the Kota's record.

It has a database, a folder and keys of its own, and one web process. What it needs to trust is exchanged in files
here, because both sites lie in one folder; between real governments people do that (docs/operator).
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from pendopo.ledger.domain import notes
from pendopo.ledger.files.witness import cosigner
from pendopo.ledger.files.writing import write_whole
from pendopo.project.launcher.processes import Worker
from pendopo.project.postgres.privileges import dies_with_parent

NAME = "kabupaten"
OFFICE = "mpp-graha-manavaseva"
#: Policies with this first line are ours to write anew; others belong to whoever wrote them.
_OURS = "# Written by ./pendopo demo"
#: The neighbour gets ready behind the town, which people wait for.
_NICE = 10


def make_database(url: str) -> str | None:
    """The address of the neighbour's database, made beside that of `url`; None when we may not make one."""
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_{NAME}"
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as server:
            there = server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
            if there is None:
                server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    except psycopg.Error as fault:
        print(f"pendopo: no neighbour: its database cannot be made: {str(fault).strip()}", file=sys.stderr)
        return None
    return urlunsplit(parts._replace(path=f"/{name}"))


def worker(kota: Path, database_url: str, host: str, port: int) -> Worker:
    """The neighbour as one process of the demo."""
    words = ["pendopo.project.launcher.neighbour", str(kota), database_url, host, str(port)]
    return Worker("the neighbour's site", words)


def main(words: list[str]) -> None:
    """`python -m pendopo.project.launcher.neighbour FOLDER DATABASE_URL HOST PORT`: get ready, then serve.

    A neighbour that cannot get ready waits silently: the town goes on without it.
    """
    parser = argparse.ArgumentParser(prog="pendopo neighbour")
    parser.add_argument("kota", type=Path)
    parser.add_argument("database_url")
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    options = parser.parse_args(words)
    base_url = f"http://{options.host}:{options.port}"
    environment = _environment(options.kota, options.database_url, base_url)
    folder = Path(environment["PENDOPO_DATA"])
    if not _prepare(folder, environment):
        print("pendopo: the neighbour could not get ready; the town goes on without it", file=sys.stderr)
        signal.pause()
    introduce(options.kota, folder, base_url)
    web = [sys.executable, "-m", "pendopo.project.launcher.web", "--host", options.host]
    os.execve(sys.executable, [*web, "--port", str(options.port)], environment)  # noqa: S606


def _environment(kota: Path, database_url: str, base_url: str) -> dict[str, str]:
    """The town's settings, except what makes the neighbour another site."""
    ours = dict(os.environ)
    ours.pop("PENDOPO_RECORD_MEMORY", None)
    return ours | {
        "DATABASE_URL": database_url,
        "PENDOPO_DATA": str(kota / NAME),
        "PENDOPO_BASE_URL": base_url,
        "PENDOPO_OFFICE": OFFICE,
        "PENDOPO_DEMO": "0",
        "PENDOPO_LAKE_STORE": "",
    }


def _prepare(folder: Path, environment: Mapping[str, str]) -> bool:
    """Schema and content, as of any town; static files are those of the town beside it."""
    folder.mkdir(mode=0o711, exist_ok=True)
    if not (folder / "static").is_symlink():
        (folder / "static").symlink_to(Path("..") / "static")
    bind = dies_with_parent(signal.SIGKILL)

    def behind() -> None:
        bind()
        os.nice(_NICE)

    made = subprocess.run(
        [sys.executable, "-m", "pendopo.project.launcher.town", folder, "--nobody"],
        env=dict(environment), stdout=subprocess.DEVNULL, preexec_fn=behind, check=False,
    )  # fmt: skip
    return made.returncode == 0


def introduce(kota: Path, neighbour: Path, base_url: str) -> None:
    """Tell the neighbour which logs to witness, and the town who witnesses them."""
    logs = [_vkey(file) for file in sorted((kota / "keys").glob("*.key")) if _is_log(file)]
    _write(neighbour / "policy" / "logs", [*(f"log {vkey}" for vkey in logs), "quorum none"])
    host = urlsplit(base_url).netloc
    witness = cosigner(neighbour / "keys" / "witness.key", f"{host}/witness").verifier.vkey
    _write(
        kota / "policy" / "witnesses",
        [f"witness {NAME} {witness} {base_url}/witness", f"quorum {NAME}"],
    )


def _is_log(file: Path) -> bool:
    signer = notes.parse_signer(file.read_text().splitlines()[0])
    return signer.kind == notes.ED25519 and "/log/" in signer.name


def _vkey(file: Path) -> str:
    return notes.parse_signer(file.read_text().splitlines()[0]).verifier.vkey


def _write(file: Path, lines: list[str]) -> None:
    """Write a policy, unless somebody has put another one there."""
    if not file.exists() or file.read_text().startswith(_OURS):
        write_whole(file, "\n".join([_OURS, *lines, ""]).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
