"""How a delivery differs from what its data set was until now."""

from collections.abc import Sequence
from difflib import get_close_matches

from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.schema import Field, Schema


def column_drift(titles: Sequence[str], schema: Schema) -> list[Finding]:
    """Columns of a file that the schema does not know, and columns of the schema that the file lacks."""
    there = {column_name(title, number).lower(): title for number, title in enumerate(titles, start=1)}
    wanted = {one.name.lower(): one.name for one in schema.fields}
    new = [key for key in there if key not in wanted]
    gone = [key for key in wanted if key not in there]
    found = [Finding(0, there[key], "new-column", expected=_remedy(key, gone, wanted)) for key in new]
    return found + [
        Finding(0, wanted[key], "missing-column", expected=_remedy(key, new, there)) for key in gone
    ]


def _remedy(key: str, others: Sequence[str], shown: dict[str, str]) -> str:
    near = get_close_matches(key, others, n=1, cutoff=0.6)
    if near:
        return f"mungkin berganti nama: “{shown[near[0]]}”"
    return "bila memang berubah, kirim bersama skema baru (--schema)"


def schema_drift(before: Schema, after: Schema) -> list[Finding]:
    """Columns whose stored type would change, which old versions could not follow."""
    old = {one.name.lower(): one for one in before.fields}
    return [
        Finding(0, one.name, "type-changed", expected=f"{old[one.name.lower()].type} menjadi {one.type}")
        for one in after.fields
        if one.name.lower() in old and _kept_as(old[one.name.lower()]) != _kept_as(one)
    ]


def _kept_as(field: Field) -> tuple[str, int | None]:
    kind = {"year": "integer", "geojson": "string"}.get(field.type, field.type)
    return kind, field.scale if kind == "number" else None
