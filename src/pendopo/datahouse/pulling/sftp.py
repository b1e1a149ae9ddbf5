"""Fetching a file over SFTP. The server's key is pinned: another key is refused, whoever answers."""

import asyncio
from pathlib import Path

import asyncssh

from pendopo.datahouse.domain.arrivals import kept_name
from pendopo.datahouse.domain.sources import FetchFailed, Target
from pendopo.datahouse.pulling.hosts import permitted, reachable
from pendopo.datahouse.pulling.limits import CONNECT, Fetched, FetchLimits, Wish

_BLOCK = 1 << 18


def fetch_sftp(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """See `fetching.fetch`."""
    target = wish.target
    reachable(target.host, target.port, limits)
    try:
        return asyncio.run(asyncio.wait_for(_fetch(wish, folder, limits), limits.seconds))
    except TimeoutError:
        raise FetchFailed(why=f"pengambilan melewati {limits.seconds} detik") from None
    except (asyncssh.Error, OSError) as fault:
        raise FetchFailed(why=_words(fault, target)) from None


def host_key_of(host: str, port: int, limits: FetchLimits) -> tuple[str, str]:
    """The key that a server shows, as it is pinned, and its fingerprint for people to compare."""
    permitted(host, port, limits)
    reachable(host, port, limits)
    try:
        key = asyncio.run(asyncio.wait_for(asyncssh.get_server_host_key(host, port), CONNECT))
    except (TimeoutError, asyncssh.Error, OSError):
        key = None
    if key is None:
        raise FetchFailed(why=f"{host} porta {port} tidak menjawab sebagai server SFTP")
    return key.export_public_key("openssh").decode().strip(), key.get_fingerprint()


async def _fetch(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    target = wish.target
    async with (
        asyncssh.connect(
            target.host,
            target.port,
            username=target.user,
            known_hosts=_pinned(target),
            connect_timeout=CONNECT,
            config=None,
            agent_path=None,
            **_identity(wish),
        ) as connection,
        connection.start_sftp_client() as sftp,
    ):
        size = (await sftp.stat(target.path)).size or 0
        if size > limits.bytes and not limits.first:
            raise FetchFailed(why=f"berkasnya lebih besar dari {limits.bytes // 1_000_000} MB")
        name = kept_name(target.path)
        file, written = folder / name, 0
        async with sftp.open(target.path, "rb") as source:
            with file.open("wb") as out:
                while written < limits.bytes and (block := await source.read(_BLOCK)):
                    written += out.write(block if isinstance(block, bytes) else block.encode())
    return Fetched(file, name)


def _pinned(target: Target) -> asyncssh.SSHKnownHosts:
    if not target.host_key:
        raise FetchFailed(why="kunci server belum disetujui; coba sambungannya dahulu")
    place = target.host if target.port == 22 else f"[{target.host}]:{target.port}"
    return asyncssh.import_known_hosts(f"{place} {target.host_key}\n")


def _identity(wish: Wish) -> dict[str, object]:
    """A private key when the secret is one, else a password; never keys that lie on this machine."""
    if wish.secret.lstrip().startswith("-----BEGIN"):
        return {"client_keys": [asyncssh.import_private_key(wish.secret)], "password": None}
    return {"client_keys": None, "password": wish.secret}


def _words(fault: Exception, target: Target) -> str:
    if isinstance(fault, asyncssh.HostKeyNotVerifiable):
        return (
            "kunci server berbeda dari yang disetujui. Tanyakan kepada pengelola server; bila memang diganti, "
            "buat sambungan baru"
        )
    if isinstance(fault, asyncssh.PermissionDenied):
        return "nama pengguna, kata sandi, atau kunci ditolak"
    if isinstance(fault, asyncssh.SFTPNoSuchFile | asyncssh.SFTPNoSuchPath):
        return f"berkas {target.path} tidak ada di server"
    if isinstance(fault, asyncssh.SFTPPermissionDenied):
        return f"pengguna ini tidak berhak membaca {target.path}"
    if isinstance(fault, asyncssh.KeyImportError):
        return "kunci privat tidak terbaca; tempelkan seluruh isinya, tanpa kata sandi kunci"
    return f"{target.host} tidak dapat dihubungi sebagai server SFTP"
