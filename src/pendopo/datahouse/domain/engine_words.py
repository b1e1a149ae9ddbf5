"""What the engine says about a question, in plain words, with the place in the text of the asker."""

import re

_COLUMN = re.compile(r'Referenced column "(?P<name>[^"]+)" (?:was )?not found')
_TABLE_COLUMN = re.compile(
    r'(?:Values list|Table) "(?P<table>[^"]+)" does not have a column named "(?P<name>[^"]+)"'
)
_GROUPED = re.compile(r'column "?(?P<name>[^" ]+)"? must appear in the GROUP BY')
_CONVERTED = re.compile(r"Could not convert string '(?P<value>[^']*)' to (?P<kind>\w+)")
_AMBIGUOUS = re.compile(r'Ambiguous reference to column name "(?P<name>[^"]+)"')
_FUNCTION = re.compile(r"No function matches the given name and argument types '(?P<name>\w+)\(")


def plain_words(message: str, sql: str) -> str:
    """One sentence about `message`, the first line of what the engine said; `sql` is what was asked."""
    if found := _COLUMN.search(message) or _TABLE_COLUMN.search(message):
        return f"kolom “{found['name']}” tidak ada{_place(found['name'], sql)}"
    if found := _GROUPED.search(message):
        return (
            f"kolom “{found['name']}” harus disebut dalam GROUP BY, atau dibungkus count, sum, dan sejenisnya"
        )
    if found := _CONVERTED.search(message):
        return f"“{found['value'][:60]}” tidak dapat dibaca sebagai {found['kind']}; pakai try_cast"
    if found := _AMBIGUOUS.search(message):
        return f"kolom “{found['name']}” ada di lebih dari satu tabel; tulis tabel.kolom{_place(found['name'], sql)}"
    if found := _FUNCTION.search(message):
        return f"fungsi {found['name']} tidak cocok dengan tipe isinya{_place(found['name'], sql)}"
    return message


def _place(name: str, sql: str) -> str:
    """Where a word stands in the text: " (baris 2 kolom 8)"; nothing when it stands nowhere as a word."""
    found = re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", sql, re.IGNORECASE)
    if found is None:
        return ""
    before = sql[: found.start()]
    return f" (baris {before.count(chr(10)) + 1} kolom {len(before) - (before.rfind(chr(10)) + 1) + 1})"
