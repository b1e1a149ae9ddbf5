"""Cells as SQL: the text without what means "no value", and the typed value or NULL where the text does not fit."""

from pendopo.datahouse.domain.cells import EXCEL_ERRORS, FALSE, TRUE
from pendopo.datahouse.domain.policy import listed, literal
from pendopo.datahouse.domain.schema import Field

#: How columns are kept in Parquet.
KINDS = {
    "string": "VARCHAR", "geojson": "VARCHAR", "integer": "BIGINT", "year": "BIGINT", "boolean": "BOOLEAN",
    "date": "DATE", "datetime": "TIMESTAMPTZ",
}  # fmt: skip


def kind(field: Field) -> str:
    """The engine's name for the type of a column."""
    if field.type == "number":
        return "DOUBLE" if field.scale is None else f"DECIMAL(18, {field.scale})"
    return KINDS[field.type]


def cell(field: Field, place: int, missing: tuple[str, ...]) -> str:
    """The trimmed text of a staged column, NULL for what means "no value"."""
    # Most cells are long enough and need no trimming: they are told by their length and their ends.
    longest = max((len(text.encode()) for text in missing), default=0)
    plain = f"strlen(c{place}) > {longest} AND NOT {_blank_at_an_end(field, place)}"
    return f"CASE WHEN {plain} THEN c{place} ELSE {said(field, place, missing)} END"


def cleaned(field: Field, place: int, missing: tuple[str, ...], *, exact: bool) -> str:
    """The same, with less work when the reader has taken what is `exact`ly one of `missing` for no value already."""
    if not exact:
        return cell(field, place, missing)
    return f"CASE WHEN {_blank_at_an_end(field, place)} THEN {said(field, place, missing)} ELSE c{place} END"


def _blanks(field: Field) -> tuple[str, ...]:
    """What is cut from the ends of a cell; beside numbers and days also the space of web pages (NBSP)."""
    return (" ",) if field.type in ("string", "geojson") else (" ", "\u00a0")


def _blank_at_an_end(field: Field, place: int) -> str:
    tests = [
        f"{end}(c{place}, {literal(one)})" for one in _blanks(field) for end in ("starts_with", "ends_with")
    ]
    return f"({' OR '.join(tests)})"


def said(field: Field, place: int, missing: tuple[str, ...]) -> str:
    """The trimmed text, in full."""
    trimmed = f"nullif(trim(c{place}, {literal(''.join(_blanks(field)))}), '')"
    texts = [text for text in missing if text]
    return f"CASE WHEN {trimmed} NOT IN ({listed(texts)}) THEN {trimmed} END" if texts else trimmed


def typed(field: Field, value: str) -> str:
    """The value of a cell in the type of its column; NULL when the text is not of that type."""
    if field.type in ("string", "geojson"):
        return value
    if field.type in ("integer", "number"):
        return _number(field, value)
    if field.type == "year":
        return f"CASE WHEN regexp_full_match({value}, '\\d{{4}}') THEN CAST({value} AS BIGINT) END"
    if field.type == "boolean":
        low = f"lower({value})"
        return f"CASE WHEN {low} IN ({listed(TRUE)}) THEN true WHEN {low} IN ({listed(FALSE)}) THEN false END"
    if field.format:
        return f"CAST(try_strptime({value}, {literal(field.format)}) AS {kind(field)})"
    if field.type == "date":
        return f"CASE WHEN regexp_full_match({value}, '\\d{{4}}-\\d\\d-\\d\\d') THEN TRY_CAST({value} AS DATE) END"
    return f"CASE WHEN regexp_matches({value}, '^\\d{{4}}-\\d\\d-\\d\\d') THEN TRY_CAST({value} AS TIMESTAMPTZ) END"


def _number(field: Field, value: str) -> str:
    group, sign = _escaped(field.group_char), _escaped(field.decimal_char)
    # Groups of three or none: "1.23" is no number where the point separates thousands.
    whole = f"(\\d{{1,3}}({group}\\d{{3}})+|\\d+)" if group else "\\d+"
    pattern = f"[+-]?{whole}"
    if field.type == "number":
        places = "*" if field.scale is None else f"{{0,{field.scale}}}"
        power = "([eE][+-]?\\d+)?" if field.scale is None else ""
        pattern += f"({sign}\\d{places})?{power}"
    plain = f"replace({value}, {literal(field.group_char)}, '')" if field.group_char else value
    if field.decimal_char != ".":
        plain = f"replace({plain}, {literal(field.decimal_char)}, '.')"
    return f"CASE WHEN regexp_full_match({value}, {literal(pattern)}) THEN TRY_CAST({plain} AS {kind(field)}) END"


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign == "." else sign


def is_excel_error(value: str) -> str:
    """Whether a cell holds what a failed formula leaves in a file."""
    return f"(starts_with({value}, '#') AND {value} IN ({listed(EXCEL_ERRORS)}))"
