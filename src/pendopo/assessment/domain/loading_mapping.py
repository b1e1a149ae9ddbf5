"""A mapping file (YAML) to a `Mapping`. Every item of both frameworks is linked or named as having no counterpart."""

import re
from collections.abc import Iterable

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import normal_code
from pendopo.assessment.domain.mapping import Carry, Confidence, Link, Mapping, Relation
from pendopo.kernel.yaml_pages import Page, Section


def load_mapping(text: str, earlier: Framework, later: Framework, *, path: str = "pemetaan.yaml") -> Mapping:
    """The mapping written in `text`. Raises `FrameworkRefused` with all faults."""
    page = Page(path)
    top = page.open(text, references=False)
    if top is None:
        raise FrameworkRefused(page.faults)
    top.choice("schema_version", ("1",))
    top.choice("from", (earlier.id,))
    top.choice("to", (later.id,))
    entries = top.sections("links")
    mapping = Mapping(
        earlier=earlier.id,
        later=later.id,
        version=top.text("version"),
        note=top.text("note", ""),
        links=tuple(_link(entry, earlier, later) for entry in entries),
        fresh=_items(top, "fresh", later),
        dropped=_items(top, "dropped", earlier),
    )
    _check_complete(top, "fresh", later, (link.targets for link in mapping.links), mapping.fresh)
    _check_complete(top, "dropped", earlier, (link.sources for link in mapping.links), mapping.dropped)
    top.close()
    if page.faults:
        raise FrameworkRefused(list(dict.fromkeys(page.faults)))
    return mapping


def _link(entry: Section, earlier: Framework, later: Framework) -> Link:
    link = Link(
        _items(entry, "source", earlier),
        _items(entry, "target", later),
        Relation(entry.choice("relation", tuple(Relation))),
        Carry(entry.choice("carry", tuple(Carry))),
        Confidence(entry.choice("confidence", tuple(Confidence))),
        entry.text("note", ""),
    )
    for key, codes in (("source", link.sources), ("target", link.targets)):
        if not codes:
            entry.fault(key, "belum diisi; tulis daftar nomor indikator")
    entry.close()
    return link


def _items(section: Section, key: str, framework: Framework) -> tuple[str, ...]:
    codes = [normal_code(text) for text in section.texts(key)]
    for code in codes:
        if code not in framework.item_by_code:
            section.fault(key, f"indikator {code} tidak ada dalam {framework.id}")
    return tuple(code for code in codes if re.fullmatch(r"\d+(-\d+)?", code, re.ASCII))


def _check_complete(
    top: Section, key: str, framework: Framework, linked: Iterable[tuple[str, ...]], named: tuple[str, ...]
) -> None:
    inside = {code for codes in linked for code in codes}
    lost = [item.code for item in framework.items if item.code not in inside and item.code not in named]
    if lost:
        top.fault(
            key, f"indikator {', '.join(lost)} dari {framework.id} belum dipetakan dan belum disebut di sini"
        )
    if both := [code for code in named if code in inside]:
        top.fault(key, f"indikator {', '.join(both)} dipetakan, jadi tidak boleh disebut di sini")
