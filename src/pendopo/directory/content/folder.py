"""A whole content folder: regions/*.csv, towns/*.yaml, offices/*.yaml, holidays/*.yaml. Other folders are others'."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pendopo.directory.content.office import read_office
from pendopo.directory.content.places import Known, read_holidays, read_regions, read_town
from pendopo.directory.domain.content import Content, ContentFile, ContentRefused, RegionContent
from pendopo.kernel.yaml_pages import Page, Section

Part = TypeVar("Part")
#: A content file is written by hand; whatever is larger is no content file.
LARGEST = 2 * 1024 * 1024


def read_folder(folder: Path) -> Content:
    """Everything the folder says. Raises `ContentRefused` with all faults of all files when there is any."""
    faults: list[str] = []
    regions = tuple(_regions(folder, faults))
    known = Known(frozenset(region.code for file in regions for region in file.part), complete=not faults)
    towns = tuple(_yaml_files(folder, "towns", read_town, known, faults))
    if not towns:
        faults.append(f"{folder.name}/towns: tidak ada berkas pemerintah daerah (*.yaml)")
    known = replace(
        known,
        agencies={file.part.code: frozenset(agency.slug for agency in file.part.agencies) for file in towns},
        complete=not faults,
    )
    offices = tuple(_yaml_files(folder, "offices", read_office, known, faults))
    holidays = tuple(_yaml_files(folder, "holidays", read_holidays, known, faults))
    if faults:
        raise ContentRefused(faults)
    return Content(regions, towns, offices, holidays)


def _yaml_files(
    folder: Path, kind: str, read: Callable[[Section, Known], Part], known: Known, faults: list[str]
) -> Iterator[ContentFile[Part]]:
    for file in sorted((folder / kind).glob("*.yaml")):
        page = Page(f"{kind}/{file.name}")
        text = _text(file, page)
        top = page.open(text) if not page.faults else None
        if top:
            version = top.text("version")
            part = read(top, known)
            top.close()
            yield ContentFile(page.path, _digest(text), version, part)
        faults += page.faults


def _regions(folder: Path, faults: list[str]) -> Iterator[ContentFile[tuple[RegionContent, ...]]]:
    for file in sorted((folder / "regions").glob("*.csv")):
        page = Page(f"regions/{file.name}")
        text = _text(file, page)
        rows = read_regions(page, text) if not page.faults else ()
        yield ContentFile(page.path, _digest(text), _digest(text)[:12], rows)
        faults += page.faults


def _text(file: Path, page: Page) -> str:
    raw = file.read_bytes()
    if len(raw) > LARGEST:
        page.faults.append(f"{page.path}:1:1: berkas lebih besar dari {LARGEST // 1024} KiB")
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = raw.count(b"\n", 0, trouble.start) + 1
        page.faults.append(f"{page.path}:{line}:1: bukan teks UTF-8; simpan ulang sebagai UTF-8")
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
