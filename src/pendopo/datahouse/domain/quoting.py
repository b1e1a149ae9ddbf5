"""Names and texts as pieces of SQL."""

from collections.abc import Sequence


def quoted(name: str) -> str:
    """`name` as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """`text` as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Sequence[str]) -> str:
    """`texts` as a list of strings of SQL."""
    return ", ".join(map(literal, texts))
