"""YAML with positions: a `Section` hands out checked values and notes each fault where it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

import yaml

from pendopo.kernel.yaml_text import YamlFault, compose, place

_TRUE, _FALSE = {"true", "ya"}, {"false", "tidak"}


@dataclass
class Page:
    """One file under inspection and the faults found in it so far."""

    path: str
    faults: list[str] = field(default_factory=list)

    def fault(self, node: yaml.Node | None, reason: str) -> None:
        """Note that something at `node` is wrong and how to put it right."""
        self.faults.append(f"{self.path}:{place(node.start_mark if node else None)}: {reason}")

    def open(self, text: str, *, references: bool = True) -> Section | None:
        """The outermost mapping of the file, or None after noting why there is none."""
        try:
            node = compose(text, references=references)
        except YamlFault as trouble:
            self.faults.append(f"{self.path}:{trouble}")
            return None
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, "berkas harus berisi pasangan nama: isi")
            return None
        return Section(self, node)


class Section:
    """A mapping of the file. Each asking method takes a key; what is missing or odd becomes a fault of the page.

    After a fault the method answers a harmless value, so that one reading finds all faults of a file.
    `close()` notes keys that nobody asked for: most often a typing slip.
    """

    def __init__(self, page: Page, node: yaml.MappingNode) -> None:
        self.page = page
        self.node = node
        self._asked: set[str] = set()
        self._entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                page.fault(key, "nama harus satu kata, bukan daftar")
                continue
            if key.value in self._entries:
                page.fault(key, f"“{key.value}” tertulis dua kali; hapus salah satu")
            self._entries[key.value] = value

    def fault(self, key: str, reason: str) -> None:
        """Note a fault at the value of `key`, or at the section when the key is missing."""
        self.page.fault(self._entries.get(key, self.node), f"{key}: {reason}")

    def has(self, key: str) -> bool:
        return key in self._entries

    def filled(self, key: str) -> bool:
        """Whether the key is there with something in it; asking makes it a known key."""
        return self._take(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """One text, trimmed. Without `default` it must be there and not empty."""
        return self._scalar(key, default) or ""

    def choice(self, key: str, options: tuple[str, ...], default: str | None = None) -> str:
        value = self._scalar(key, default)
        if value is not None and value not in options:
            self.fault(key, f"“{value}” tidak dikenal; pilih salah satu: {', '.join(options)}")
        return value if value in options else options[0]

    def matching(self, key: str, pattern: str, meaning: str) -> str:
        """A text of a given form; `meaning` tells the form with an example."""
        value = self._scalar(key, None)
        if value is not None and not re.fullmatch(pattern, value):
            self.fault(key, f"“{value}” tidak sesuai; tulis {meaning}")
        return value or ""

    def whole(self, key: str, least: int, most: int, optional: bool = False) -> int | None:
        value = self._scalar(key, "" if optional else None)
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
            self.fault(key, f"“{value}” tidak sesuai; tulis bilangan bulat dari {least} sampai {most}")
            return None
        return int(value)

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number that must be there."""
        found = self.whole(key, least, most)
        return least if found is None else found

    def flag(self, key: str) -> bool:
        """true or false; false when it is not there."""
        value = self._scalar(key, "false") or "false"
        if value.lower() not in _TRUE | _FALSE:
            self.fault(key, f"“{value}” tidak sesuai; tulis true atau false")
        return value.lower() in _TRUE

    def day(self, key: str) -> date:
        value = self._scalar(key, None)
        try:
            return date.fromisoformat(value or "")
        except ValueError:
            if value is not None:
                self.fault(key, f"“{value}” bukan tanggal; tulis seperti 2026-11-21")
            return date.min

    def clock(self, key: str, default: str) -> time:
        value = self._scalar(key, default) or default
        try:
            return clock_of(value)
        except ValueError:
            self.fault(key, f"“{value}” bukan jam; tulis seperti 08.00")
            return clock_of(default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one; missing counts as empty."""
        node = self._take(key)
        if node is None:
            return ()
        members = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for member in members:
            if isinstance(member, yaml.ScalarNode) and member.value.strip():
                found.append(member.value.strip())
            else:
                self.page.fault(member, f"{key}: tulis daftar teks, satu per baris")
        return tuple(found)

    def section(self, key: str) -> Section | None:
        """A mapping inside this one, or None when it is missing. Something else there is a fault."""
        node = self._take(key)
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            return Section(self.page, node)
        self.page.fault(node, f"{key}: tulis pasangan nama: isi")
        return None

    def needed(self, key: str) -> Section:
        """A mapping inside this one that must be there."""
        if not self.has(key):
            self.fault(key, "belum ada")
        empty = yaml.MappingNode("tag:yaml.org,2002:map", [], self.node.start_mark, self.node.end_mark)
        return self.section(key) or Section(self.page, empty)

    def sections(self, key: str) -> list[Section]:
        """A list of mappings; missing counts as empty."""
        node = self._take(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.page.fault(node, f"{key}: tulis daftar, tiap butir diawali tanda hubung")
            return []
        found = []
        for member in node.value:
            if isinstance(member, yaml.MappingNode):
                found.append(Section(self.page, member))
            else:
                self.page.fault(member, f"{key}: tiap butir berisi pasangan nama: isi")
        return found

    def names(self) -> Iterator[str]:
        return iter(self._entries)

    def is_section(self, key: str) -> bool:
        return isinstance(self._entries.get(key), yaml.MappingNode)

    def close(self) -> None:
        """Note every key that was never asked for."""
        for key, node in self._entries.items():
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.page.fault(node, f"“{key}” tidak dikenal di sini; yang dikenal: {known}")

    def _take(self, key: str) -> yaml.Node | None:
        self._asked.add(key)
        node = self._entries.get(key)
        return None if node is None or node.tag == "tag:yaml.org,2002:null" else node

    def _scalar(self, key: str, default: str | None) -> str | None:
        node = self._take(key)
        if node is None:
            if default is None:
                self.fault(key, "belum diisi")
            return default
        if not isinstance(node, yaml.ScalarNode):
            self.fault(key, "tulis satu teks, bukan daftar")
            return default
        value: str = node.value.strip()
        if not value and default is None:
            self.fault(key, "belum diisi")
            return None
        return value


def clock_of(text: str) -> time:
    """ "08.00" or "08:00" as a time. `ValueError` otherwise."""
    if not re.fullmatch(r"[0-2]\d[.:][0-5]\d", text):
        raise ValueError(text)
    return time(int(text[:2]), int(text[3:]))
