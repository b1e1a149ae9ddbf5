"""Data sets of the demo, by the same actions that people use: delivered, described, checked, published.

Every figure in them is one that the content of this repository already has, with its source. One was sent back with
findings, one waits for the Walidata. Those that are invented say so (`example_limited.py`, `example_desk.py`).
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from pendopo.accounts.queries import account_named, actor_of
from pendopo.datahouse import actions, queries
from pendopo.datahouse.actions.protecting import protect
from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.protection import Protection
from pendopo.datahouse.reading.region_codes import COLUMNS, EDITION, SCHEMA, SOURCE, region_rows
from pendopo.directory.queries import OfficeView, agencies_of, services_of
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.project.launcher.example_people import ADVISOR, PRODUCERS, STEWARD
from pendopo.project.launcher.faults import LauncherFault

_CITY = "35.76"


@dataclass(frozen=True)
class Example:
    """One data set: rows with their schema, and what is said about it."""

    slug: str
    agency: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    schema: dict[str, Any]
    title: str
    summary: str
    theme: str
    licence: str
    frequency: Frequency
    metadata: dict[str, str]
    tags: tuple[str, ...] = ()
    priority: bool = False
    finding: str = ""
    published: bool = True
    sent_back: bool = False
    access: Access = Access.OPEN
    protection: Protection | None = None


def build(content: Path, lake: Path, *, office: OfficeView, now: datetime) -> None:
    """Make those that are not there yet."""
    if account_named(STEWARD) is None:
        return
    house, there = House(lake, office.government_id, now), {one.slug for one in queries.work_of(SYSTEM)}
    for one in _examples(content, office.id):
        if one.slug not in there:
            house.bring(one)


class House:
    """The people of the demo and the moment at which everything happens."""

    def __init__(self, lake: Path, government_id: int, now: datetime) -> None:
        self.lake, self.government_id, self.now = lake, government_id, now
        self.agencies = {one.slug: one.id for one in agencies_of(government_id)}
        self.people = {name: person(name) for name in (*PRODUCERS.values(), STEWARD, ADVISOR)}

    def bring(self, one: Example) -> None:
        """From the Daftar Data to the catalogue, or as far as the example goes."""
        producer = self.people[PRODUCERS[one.agency]]
        self.plan(one)
        self._deliver(one, producer)
        actions.describe(actor=producer, now=self.now, slug=one.slug, said=_said(one))
        if one.protection is not None:
            reason = "NIK hanya untuk menggabungkan data, tidak untuk dibaca."
            protect(actor=producer, now=self.now, slug=one.slug, wanted=one.protection, reason=reason)
        actions.submit(actor=producer, now=self.now, slug=one.slug)
        if not one.published:
            return
        if one.finding:
            self._return(one)
            if one.sent_back:
                return
            self._mend(one, producer)
        self._check(one)
        actions.publish(actor=self.people[STEWARD], now=self.now, slug=one.slug, folder=self.lake)

    def plan(self, one: Example) -> None:
        """Into the Daftar Data of the year."""
        actions.plan_dataset(
            actor=self.people[STEWARD], now=self.now, government_id=self.government_id, year=self.now.year,
            slug=one.slug, agency_id=self.agencies[one.agency], title=one.title, frequency=one.frequency,
            first_release=self.now.date(), priority=one.priority,
        )  # fmt: skip

    def _deliver(self, one: Example, producer: Actor) -> None:
        with TemporaryDirectory() as place:
            file = Path(place) / f"{one.slug}.csv"
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out, lineterminator="\n").writerows([one.columns, *one.rows])
            actions.deliver(
                file=file, slug=one.slug, agency=f"{_CITY}/{one.agency}", schema_text=json.dumps(one.schema),
                mode=Mode.REPLACE, rejected_to=None, folder=self.lake, actor=producer, now=self.now,
            )  # fmt: skip

    def _return(self, one: Example) -> None:
        common = {"now": self.now, "slug": one.slug, "actor": self.people[STEWARD]}
        actions.begin_check(**common)
        actions.note_finding(principle=Principle.METADATA, column="", text=one.finding, **common)
        actions.return_data(**common)

    def _mend(self, one: Example, producer: Actor) -> None:
        common = {"now": self.now, "slug": one.slug}
        for finding in queries.dataset_view(slug=one.slug, actor=producer).unanswered:
            actions.answer_finding(actor=producer, finding=finding.id, answer="Sudah dilengkapi.", **common)
        actions.submit(actor=producer, note="Sudah diperbaiki.", **common)

    def _check(self, one: Example) -> None:
        common = {"now": self.now, "slug": one.slug}
        actions.begin_check(actor=self.people[STEWARD], **common)
        for suspect in queries.suspects_of(slug=one.slug):
            reason = "Nama layanan, bukan nama orang."
            actions.allow_personal(
                actor=self.people[STEWARD], column=suspect.column, kind=suspect.kind, reason=reason, **common
            )
        actions.approve(actor=self.people[STEWARD], **common)
        if one.priority:
            actions.approve(actor=self.people[ADVISOR], **common)


def person(username: str) -> Actor:
    """An account of the demo, with its rights. Raises `LauncherFault`."""
    if (account := account_named(username)) is None:
        raise LauncherFault(f"The demo has no account {username}.")
    return actor_of(account.id)


def _said(one: Example) -> Description:
    return Description(
        title=one.title, summary=one.summary, access=one.access, licence=one.licence, frequency=one.frequency,
        theme=one.theme, tags=one.tags, metadata=one.metadata,
        columns={name: {"standar": "belum berstandar"} for name in one.columns},
    )  # fmt: skip


def _examples(content: Path, office_id: int) -> list[Example]:
    return [
        _regions("35.76", "kota-mojokerto", "Kota Mojokerto", priority=True),
        _regions("35.16", "kabupaten-mojokerto", "Kabupaten Mojokerto"),
        _services(office_id),
        _index(content),
        _holidays(content, 2026),
        _holidays(content, 2027, published=False),
    ]


def _regions(code: str, slug: str, name: str, *, priority: bool = False) -> Example:
    return Example(
        f"kode-wilayah-{slug}", "setda", COLUMNS, list(region_rows(code)), SCHEMA,
        f"Kode wilayah {name}",
        f"Kode dan nama kecamatan, kelurahan, dan desa di {name} menurut {EDITION}, sebagai kode referensi. "
        f"Disusun dari {SOURCE} dan cocok dengan daftar kedua; bandingkan dengan keputusan aslinya.",
        "wilayah", "MIT", Frequency.YEARLY,
        metadata_of("Menjadi kode referensi bagi data lain.", "2025", name, "Kepala Bagian Pemerintahan"),
        ("kode wilayah", "kode referensi"), priority=priority,
    )  # fmt: skip


def _services(office_id: int) -> Example:
    schema = schema_of(
        ("kode", "Kode layanan di papan panggilan"), ("layanan", "Nama layanan"),
        ("instansi", "Instansi pemberi layanan"),
        key="kode",
    )  # fmt: skip
    rows = [(one.code, one.name, one.agency_name) for one in services_of(office_id)]
    return Example(
        "layanan-mpp-gajah-mada", "dpmptsp", ("kode", "layanan", "instansi"), rows, schema,
        "Layanan di MPP Gajah Mada",
        "Layanan yang dapat diambil nomor antreannya di MPP Gajah Mada beserta instansi yang memberikannya.",
        "pemerintahan", "CC-BY-4.0", Frequency.HALF_YEARLY,
        metadata_of("Memberi tahu warga layanan yang tersedia.", "2026", "Kota Mojokerto", "Kepala Bidang Pelayanan"),
        ("mpp", "layanan"), finding="Cakupan wilayah belum disebut. Tulis kantor mana yang dimaksud.",
    )  # fmt: skip


def _index(content: Path) -> Example:
    kept = yaml.safe_load((content / "history" / "kota-mojokerto.yaml").read_text(encoding="utf-8"))
    schema = schema_of(("tahun", "Tahun penilaian"), ("indeks", "Indeks SPBE yang diumumkan"),
                     ("pedoman", "Pedoman penilaian"), key="tahun")  # fmt: skip
    schema["fields"][0]["type"] = "year"
    schema["fields"][1] |= {"type": "number", "scale": 2}
    schema["fields"][1]["msVar"] |= {"satuan": "indeks (1–5)", "ukuran": "rata-rata tertimbang"}
    rows = [(one["year"], one["index"], one["framework"]) for one in kept["indexes"]]
    return Example(
        "indeks-spbe-kota-mojokerto", "diskominfo", ("tahun", "indeks", "pedoman"), rows, schema,
        "Indeks SPBE Kota Mojokerto",
        "Indeks Sistem Pemerintahan Berbasis Elektronik Kota Mojokerto yang diumumkan setiap tahun, "
        "dikumpulkan dari pemberitaan; sedikitnya tiga sumber sepakat untuk setiap angka.",
        "teknologi", "CC-BY-4.0", Frequency.YEARLY,
        metadata_of("Memantau kemajuan pemerintahan digital.", "2021–2024", "Kota Mojokerto",
                  "Kepala Bidang Pemerintahan Digital"),
        ("spbe", "indeks"),
    )  # fmt: skip


def _holidays(content: Path, year: int, *, published: bool = True) -> Example:
    kept = yaml.safe_load((content / "holidays" / f"{year}.yaml").read_text(encoding="utf-8"))
    schema = schema_of(("tanggal", "Tanggal libur"), ("keterangan", "Peristiwa yang diperingati"),
                     ("cuti_bersama", "Apakah hari ini cuti bersama"), key="tanggal")  # fmt: skip
    schema["fields"][0]["type"] = "date"
    schema["fields"][2]["type"] = "boolean"
    rows = [
        (one["day"], one["name"], "ya" if one.get("joint_leave") else "tidak") for one in kept["holidays"]
    ]
    return Example(
        f"hari-libur-{year}", "diskominfo", ("tanggal", "keterangan", "cuti_bersama"), rows, schema,
        f"Hari libur nasional dan cuti bersama {year}",
        f"Hari libur nasional dan cuti bersama tahun {year}, dipakai antrean dan jadwal rilis. "
        f"Sumber: {kept['source']}",
        "pemerintahan", "CC-BY-4.0", Frequency.YEARLY,
        metadata_of("Menentukan hari kerja.", str(year), "Indonesia", "Kepala Bidang Statistik dan Informasi"),
        ("hari libur", "kalender"), published=published,
    )  # fmt: skip


def schema_of(*columns: tuple[str, str], key: str) -> dict[str, Any]:
    """A schema of texts: name and meaning of each column."""
    return {
        "fields": [{"name": name, "msVar": {"definisi": meaning}} for name, meaning in columns],
        "primaryKey": key,
    }


def metadata_of(why: str, period: str, area: str, office: str) -> dict[str, str]:
    """What every data set of the demo answers about itself."""
    return {
        "tujuan": why, "cara_pengumpulan_data": "catatan administrasi", "referensi_waktu": period,
        "cakupan_wilayah": area, "penanggung_jawab": f"{office} (contoh peragaan)",
    }  # fmt: skip
