"""Region lists (CSV), towns with their agencies (YAML), holidays (YAML)."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pendopo.directory.domain.content import AgencyContent, HolidayContent, Origin, RegionContent, TownContent
from pendopo.kernel.yaml_pages import Page, Section

KINDS = ("perangkat-daerah", "instansi-vertikal", "badan-usaha")
LEVELS = ("kota", "kabupaten", "provinsi")
CONFIDENCES = ("verified", "single-source", "example")
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
SLUG_MEANING = "huruf kecil, angka dan tanda hubung, misalnya ktp-el"
_DEPTHS = {("kabupaten/kota", 2), ("kecamatan", 3), ("kelurahan", 4), ("desa", 4)}


@dataclass(frozen=True)
class Known:
    """What earlier files of the folder name, so that a reference that leads nowhere is a fault where it stands.

    `complete` is False when those files had faults: then references are not judged.
    """

    regions: frozenset[str] = frozenset()
    agencies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    complete: bool = True

    def region(self, section: Section, key: str, code: str) -> None:
        """Note a fault when no region list has `code`."""
        if self.complete and code and code not in self.regions:
            section.fault(key, f"wilayah {code} tidak ada dalam regions/*.csv")

    def government(self, section: Section, key: str, code: str) -> None:
        """Note a fault when no town file has `code`."""
        if self.complete and code and code not in self.agencies:
            section.fault(key, f"pemerintah daerah {code} tidak ada dalam towns/*.yaml")

    def agency(self, section: Section, key: str, government: str, slug: str) -> None:
        """Note a fault when the government has no such agency."""
        if self.complete and government in self.agencies and slug and slug not in self.agencies[government]:
            section.fault(key, f"instansi “{slug}” tidak ada dalam berkas pemerintah daerah {government}")


def read_origin(top: Section) -> Origin:
    """The three lines that every file begins with, besides its version."""
    return Origin(top.text("source"), top.day("read_on"), top.choice("confidence", CONFIDENCES))


def read_regions(page: Page, text: str) -> tuple[RegionContent, ...]:
    """A CSV with the columns code, name, level. The parent is the code without its last part."""
    rows = csv.DictReader(io.StringIO(text))
    if rows.fieldnames != ["code", "name", "level"]:
        page.faults.append(f"{page.path}:1:1: baris pertama harus code,name,level")
        return ()
    found: dict[str, RegionContent] = {}
    for row in rows:
        place = f"{page.path}:{rows.line_num}:1"
        code, name, level = (str(row[key] or "").strip() for key in ("code", "name", "level"))
        parent = code.rpartition(".")[0] if level != "kabupaten/kota" else None
        if (
            not re.fullmatch(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?", code)
            or (level, len(code.split("."))) not in _DEPTHS
        ):
            page.faults.append(f"{place}: kode “{code}” tidak cocok dengan tingkat “{level}”")
        elif not name or code in found:
            page.faults.append(f"{place}: nama kosong atau kode {code} tertulis dua kali")
        elif parent and parent not in found:
            page.faults.append(f"{place}: wilayah induk {parent} harus ditulis di atas {code}")
        else:
            found[code] = RegionContent(code, name, level, parent)
    return tuple(found.values())


def read_town(top: Section, known: Known) -> TownContent:
    """A government and its agencies."""
    origin = read_origin(top)
    head = top.needed("government")
    town = TownContent(
        head.matching("code", r"\d\d\.\d\d", "kode wilayah, misalnya 35.76"),
        head.text("name"),
        head.choice("level", LEVELS),
        origin.source,
        tuple(_read_agency(entry) for entry in top.sections("agencies")),
    )
    known.region(head, "code", town.code)
    head.close()
    _note_doubles(top, "agencies", [agency.slug for agency in town.agencies])
    return town


def _read_agency(entry: Section) -> AgencyContent:
    agency = AgencyContent(
        entry.matching("slug", SLUG, SLUG_MEANING),
        entry.text("name"),
        entry.text("short_name", ""),
        entry.choice("kind", KINDS, KINDS[0]),
        entry.text("source", ""),
        entry.flag("example"),
    )
    entry.close()
    return agency


def read_holidays(top: Section, known: Known) -> tuple[HolidayContent, ...]:
    """The holidays of a year; `government` on top limits them to one government."""
    origin = read_origin(top)
    government = top.text("government", "") or None
    known.government(top, "government", government or "")
    found: list[HolidayContent] = []
    for entry in top.sections("holidays"):
        holiday = HolidayContent(
            entry.day("day"),
            entry.text("name"),
            government,
            entry.flag("joint_leave"),
            entry.flag("example"),
            entry.text("source", origin.source),
        )
        if any(holiday.day == other.day for other in found) and holiday.day != date.min:
            entry.fault("day", f"tanggal {holiday.day} tertulis dua kali")
        entry.close()
        found.append(holiday)
    return tuple(found)


def _note_doubles(top: Section, key: str, names: list[str]) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        top.fault(key, f"“{name}” tertulis dua kali")
