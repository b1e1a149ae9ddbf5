"""The parts of a call of CKAN's, out of an address (all text) or a JSON body (text, numbers, lists, objects)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from pendopo.datahouse.domain.catalogue_errors import NumberRefused, PartMissing, PartRefused

_YES = frozenset(("true", "1", "yes", "t", "on"))


@dataclass(frozen=True)
class Given:
    """What the caller sent, by name."""

    parts: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        """A part as text."""
        value = self.parts.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def needed(self, *names: str) -> str:
        """The first of the names that was given. Raises `PartMissing`."""
        for name in names:
            if said := self.text(name).strip():
                return said
        raise PartMissing(name=names[0])

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 0; more than `most` is `most`, as CKAN has it. Raises `NumberRefused`."""
        value = self.parts.get(name, default)
        try:
            whole = default if value == "" else int(str(value), 10)
        except ValueError:
            raise NumberRefused(name=name, least=0, most=most) from None
        if whole < 0:
            raise NumberRefused(name=name, least=0, most=most)
        return min(whole, most)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Yes or no."""
        value = self.parts.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).strip().lower() in _YES

    def names(self, name: str) -> tuple[str, ...]:
        """Several names: a list, or text with commas between."""
        value = self.parts.get(name, "")
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = self.json(name)
        parts = value if isinstance(value, list) else str(value).split(",")
        return tuple(text for part in parts if (text := str(part).strip()))

    def json(self, name: str) -> Any:
        """A part that is JSON inside the address, or an object of the body. Raises `PartRefused`."""
        value = self.parts.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value.strip() else None
        except ValueError:
            raise PartRefused(name=name, why=gettext("bukan JSON")) from None
