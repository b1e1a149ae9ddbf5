"""Values of attributes: read from what people write in forms and files, and written so that they can be read back."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from pendopo.inventory.domain.attributes import Attribute, Form, attributes_of
from pendopo.inventory.domain.parts import Label, Part
from pendopo.kernel.errors import Invalid

#: What an attribute holds: texts, codes of options and days ("2026-11-21") as text; amounts as a number.
Value = str | int
LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 200, 200, 2_000
#: A hundred trillion rupiah: more than the budget of any city.
LARGEST = 10**14


def read_value(asked: Attribute, text: str) -> Value | None:
    """What was written, or None for nothing. Raises `Invalid` with the attribute's key as field."""
    text = text.strip() if asked.form is Form.TEXT else " ".join(text.split())
    if not text:
        return None
    if asked.form is Form.CHOICE:
        return _choice(asked, text)
    if asked.form is Form.DAY:
        return _day(asked, text)
    if asked.form in (Form.NUMBER, Form.RUPIAH):
        return _amount(asked, text)
    most = LONGEST_TEXT if asked.form is Form.TEXT else LONGEST_LINE
    if len(text) > most:
        raise Invalid(
            "{label}: ringkas menjadi paling banyak {most} huruf.", **_facts(asked, text), most=most
        )
    return text


def shown_value(asked: Attribute, value: Value | None) -> str:
    """What a form or a file shows for a value, such that it can be read back."""
    if value is None:
        return ""
    return str(dict(asked.options).get(str(value), value)) if asked.options else str(value)


def check_values(part: Part, values: Mapping[str, Value]) -> None:
    """Raise `Invalid` for attributes that the part does not have, or values that could not have been read."""
    known = {one.key: one for one in attributes_of(part)}
    for key, value in values.items():
        if key not in known or read_value(known[key], shown_value(known[key], value)) != value:
            raise Invalid("“{value}” tidak sesuai. Periksa isiannya.", field=key, value=str(value)[:40])


def day_of(values: Mapping[str, Value], key: str) -> date | None:
    """A day among values that were read."""
    value = values.get(key)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _choice(asked: Attribute, text: str) -> str:
    if code := _codes(asked.options).get(_bare(text)):
        return code
    raise Invalid(
        "{label}: “{text}” tidak dikenal. Pilih salah satu: {known}.",
        **_facts(asked, text),
        known=", ".join(label for _, label in asked.options),
    )


@cache
def _codes(options: tuple[tuple[str, Label], ...]) -> Mapping[str, str]:
    """Codes of options by how people may write them."""
    return {_bare(text): code for code, label in reversed(options) for text in (label, code)}


@lru_cache(maxsize=1024)  # a file says the same few words in thousands of cells
def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def _day(asked: Attribute, text: str) -> str:
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    written = f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else text
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = date.min
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written) or not 1945 <= found.year <= 2100:
        raise Invalid("{label}: “{text}” bukan tanggal. Tulis seperti 2026-11-21.", **_facts(asked, text))
    return found.isoformat()


def _amount(asked: Attribute, text: str) -> int:
    bare = re.sub(r"^Rp\s*", "", text)
    digits = bare.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", bare) else bare
    if not re.fullmatch(r"[0-9]{1,15}", digits) or int(digits) > LARGEST:
        raise Invalid(
            "{label}: “{text}” bukan bilangan bulat. Tulis seperti 25000000 atau 25.000.000.",
            **_facts(asked, text),
        )
    return int(digits)


def _facts(asked: Attribute, text: str) -> dict[str, str]:
    return {"field": asked.key, "label": asked.label, "text": text[:40]}
