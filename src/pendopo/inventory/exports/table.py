"""The inventory as one table of comma separated values, for other programs: a row per element, all attributes."""

import csv
import io
from collections.abc import Sequence

from pendopo.inventory.domain.attributes import attributes_of
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.queries import ElementView, Place

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inventory_csv(place: Place, elements: Sequence[ElementView]) -> str:
    """The table; keys of attributes are its headings. Texts that a spreadsheet would compute get an apostrophe."""
    keys = list(dict.fromkeys(one.key for part in Part for one in attributes_of(part)))
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["bagian", "kode", "perangkat_daerah", "nama", "keadaan", *keys])
    for one in elements:
        facts = one.facts
        fixed = (
            facts.part.value,
            one.code,
            place.agencies[facts.agency_id].slug,
            facts.name,
            facts.status.value,
        )
        rows.writerow([_safe(str(value)) for value in (*fixed, *(facts.values.get(key, "") for key in keys))])
    return "\N{BYTE ORDER MARK}" + written.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
