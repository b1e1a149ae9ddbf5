"""Fetching a file over HTTP(S): bounded, with certificates checked, and redirects only to listed hosts."""

import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx

from pendopo.datahouse.domain.arrivals import kept_name
from pendopo.datahouse.domain.sources import FetchFailed, Target, web_target
from pendopo.datahouse.pulling.hosts import permitted
from pendopo.datahouse.pulling.limits import CONNECT, Fetched, FetchLimits, Wish

_REDIRECTS = 3
_ENDINGS = {
    "text/csv": ".csv", "application/json": ".json", "application/geo+json": ".geojson",
    "application/x-ndjson": ".ndjson", "application/ndjson": ".ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
_READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".ndjson", ".jsonl", ".geojson")
_STATUS = {
    401: "sumber meminta nama pengguna dan kata sandi, atau kuncinya ditolak",
    403: "sumber menolak permintaan ini; periksa haknya",
    404: "berkas pada alamat itu tidak ada",
    429: "sumber meminta supaya tidak sesering ini",
}


def fetch_web(wish: Wish, folder: Path, limits: FetchLimits) -> Fetched:
    """See `fetching.fetch`."""
    end, target = time.monotonic() + limits.seconds, wish.target
    headers = {"user-agent": "pendopo", "accept": "*/*"}
    with httpx.Client(timeout=httpx.Timeout(30, connect=CONNECT), trust_env=False, headers=headers) as client:
        for _ in range(_REDIRECTS + 1):
            permitted(target.host, target.port, limits)
            try:
                with client.stream("GET", target.path, auth=_auth(wish, target)) as answer:
                    if answer.is_redirect:
                        target = _next(answer, target)
                        continue
                    return _taken(answer, target, folder, limits, end)
            except httpx.HTTPError as fault:
                raise FetchFailed(why=_words(fault, target)) from None
    raise FetchFailed(why="sumber mengalihkan berkali-kali; tulis alamat akhirnya")


def _auth(wish: Wish, target: Target) -> httpx.Auth | None:
    """The secret goes to the host for which it was given, and to no other."""
    if not wish.secret or (target.host, target.port) != (wish.target.host, wish.target.port):
        return None
    return httpx.BasicAuth(wish.target.user, wish.secret) if wish.target.user else _Bearer(wish.secret)


class _Bearer(httpx.Auth):
    def __init__(self, key: str) -> None:
        self._key = key

    def auth_flow(self, request):  # type: ignore[no-untyped-def]
        request.headers["authorization"] = f"Bearer {self._key}"
        yield request


def _next(answer: httpx.Response, before: Target) -> Target:
    after = web_target(str(answer.url.join(answer.headers.get("location", ""))))
    if before.secure and not after.secure:
        raise FetchFailed(why="sumber mengalihkan ke alamat tanpa enkripsi (http)")
    return after


def _taken(answer: httpx.Response, target: Target, folder: Path, limits: FetchLimits, end: float) -> Fetched:
    if answer.status_code != 200:
        raise FetchFailed(
            why=_STATUS.get(answer.status_code, f"sumber menjawab dengan kode {answer.status_code}")
        )
    name, size = _name(answer, target), 0
    file = folder / name
    with file.open("wb") as out:
        for block in answer.iter_bytes(1 << 18):
            size += out.write(block)
            if time.monotonic() > end:
                raise FetchFailed(why=f"pengambilan melewati {limits.seconds} detik")
            if size > limits.bytes:
                if limits.first:
                    break
                raise FetchFailed(why=f"berkasnya lebih besar dari {limits.bytes // 1_000_000} MB")
    return Fetched(file, name)


def _name(answer: httpx.Response, target: Target) -> str:
    """A name with an ending that the house can read: from the address, or from the type that the source tells."""
    name = kept_name(unquote(urlsplit(target.path).path), default="sumber")
    if name.lower().endswith(_READABLE):
        return name
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = _ENDINGS.get(kind)
    if ending is None:
        raise FetchFailed(
            why=f"sumber memberi {kind or 'isi tanpa jenis'}, bukan CSV, XLSX, JSON, atau GeoJSON"
        )
    return f"{name.partition('.')[0] or 'sumber'}{ending}"


def _words(fault: httpx.HTTPError, target: Target) -> str:
    text = str(fault).lower()
    if "certificate" in text:
        return "sertifikat TLS sumber tidak sah atau kedaluwarsa"
    if isinstance(fault, httpx.TimeoutException):
        return f"{target.host} tidak menjawab dalam batas waktu"
    if "name or service" in text or "nodename" in text or "resolution" in text:
        return f"nama {target.host} tidak dikenal; periksa ejaannya"
    return f"{target.host} tidak dapat dihubungi pada porta {target.port}"
