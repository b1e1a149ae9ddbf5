"""SQL that takes the cells of a file for what they plainly are, and stops at the first that is not plainly right.

Most cells are written as the engine itself would write their value: one comparison tells, and what it costs counts,
since it is made for every cell. The others are cleaned and looked at in full, as on the long way.
"""

from pendopo.datahouse.checking.rules import Check
from pendopo.datahouse.checking.source import own_names, places_in
from pendopo.datahouse.checking.values import cell, cleaned, is_excel_error, kind, said, typed
from pendopo.datahouse.domain.policy import quoted
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.reading import PlainCsv

STOP = "error('not plain')"
#: Rules that look at the text of a cell: beside a value of another type the text is there only while it is read.
_OF_TEXT = ("type", "length", "pattern", "enum", "reference")
#: Hours of Jakarta's clock before UTC since 1964, in microseconds; older moments are left to the engine's calendar.
_AHEAD, _SINCE = 7 * 3_600_000_000, "1970"


def plain_rows(plain: PlainCsv, schema: Schema, checks: list[Check]) -> str:
    """SELECT of the values under their names; the first value that breaks one of `checks` is an error."""
    places = places_in(plain.titles)
    nothing, exact = plain.nothing_of(schema.missing)
    guesses, values = [], []
    for number, field in enumerate(schema.fields):
        place = places[field.name.lower()]
        if (guess := _guess(field)) is not None:
            guesses.append(f", TRY_CAST(c{place} AS {guess}) AS _g{number}")
        mine = [one for one in checks if one.column == field.name and one.code in _OF_TEXT]
        value = (
            _text(field, place, schema.missing, exact=exact)
            if is_text(field)
            else _value(field, number, place, cleaned(field, place, schema.missing, exact=exact), mine)
        )
        values.append(f"{value} AS _t{number}")
    read = f"SELECT *{''.join(guesses)} FROM {plain.relation(nothing)}"  # noqa: S608
    rows = f"SELECT {', '.join(values)} FROM ({read})"  # noqa: S608
    shown = ", ".join(f"_t{number} AS {quoted(one.name)}" for number, one in enumerate(schema.fields))
    named = ", ".join(f"_t{number} AS _v{number}" for number in range(len(schema.fields)))
    return f"SELECT {shown} FROM (SELECT *, {named}{own_names(schema)} FROM ({rows})){_where(schema, checks)}"  # noqa: S608


def is_text(field: Field) -> bool:
    """Whether a value of the column is the text of its cell."""
    return field.type in ("string", "geojson")


def _where(schema: Schema, checks: list[Check]) -> str:
    """Rules that need no more than values; those of types and texts beside other values have been looked at by now."""
    texts = {one.name for one in schema.fields if is_text(one)}
    broken = [
        f"({one.condition})"
        for one in checks
        if one.code != "type" and (one.code not in _OF_TEXT or one.column in texts)
    ]
    return f" WHERE CASE WHEN {' OR '.join(broken)} THEN {STOP} ELSE true END" if broken else ""


def _text(field: Field, place: int, missing: tuple[str, ...], *, exact: bool) -> str:
    """A blank before and what a failed formula leaves ("#REF!") both sort before "$": few cells need a look."""
    text = said(field, place, missing) if exact else cell(field, place, missing)
    looked_at = f"CASE WHEN {is_excel_error(f'({text})')} THEN {STOP} ELSE {text} END"
    return (
        f"CASE WHEN c{place} < '$' OR ends_with(c{place}, ' ') THEN {looked_at} ELSE c{place} END"
        if exact
        else looked_at
    )


def _value(field: Field, number: int, place: int, text: str, checks: list[Check]) -> str:
    value = typed(field, f"({text})")
    conditions = [
        one.condition.replace(f"_v{number}", f"({text})").replace(f"_t{number}", f"({value})")
        for one in checks
    ]
    if field.type == "integer":
        # A long number with signs or zeros before it: its text matters, it may be that of a phone.
        conditions.append(f"strlen({text}) >= 8 AND CAST(({value}) AS VARCHAR) <> ({text})")
    faulty = " OR ".join(f"({one})" for one in conditions)
    looked_at = f"CASE WHEN {faulty} THEN {STOP} ELSE {value} END"
    if any(one.code != "type" for one in checks):
        return looked_at
    if field.type != "integer":
        looked_at = f"coalesce({typed(field, f'c{place}')}, {looked_at})"
    plain = _plainly(field, number, place)
    return f"CASE {plain} WHEN c{place} IS NULL THEN NULL ELSE {looked_at} END"


def _guess(field: Field) -> str | None:
    """The type that a cell is read as at once; None for columns whose cells the engine would write otherwise."""
    if field.type == "integer" or (field.type == "date" and not field.format):
        return kind(field)
    if field.type == "number" and field.scale is not None and field.decimal_char == ".":
        return kind(field)
    return "TIMESTAMP" if field.type == "datetime" and not field.format else None


def _plainly(field: Field, number: int, place: int) -> str:
    """A cell is plainly right when the engine would write its value just so."""
    if _guess(field) is None:
        return ""
    cell_, guess = f"c{place}", f"_g{number}"
    same = f"CAST({guess} AS VARCHAR) = {cell_}"
    if field.type == "date":
        # Not "infinity", not a year of five digits.
        return f"WHEN strlen({cell_}) = 10 AND {same} THEN {guess}"
    if field.type == "datetime":
        moment = f"make_timestamptz(epoch_us({guess}) - {_AHEAD})"
        return f"WHEN strlen({cell_}) = 19 AND {cell_} >= '{_SINCE}' AND {same} THEN {moment}"
    return f"WHEN {same} THEN {guess}"
