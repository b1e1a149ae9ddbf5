"""Names of data sets and of their columns."""

import re

from pendopo.datahouse.domain.errors import NameRefused

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


def checked_slug(slug: str) -> str:
    """`slug` itself; raises `NameRefused` for what cannot be the name of a data set."""
    if len(slug) > 60 or not _SLUG.fullmatch(slug):
        raise NameRefused(slug=slug)
    return slug


def table_of(slug: str) -> str:
    """The table of a data set in SQL."""
    return slug.replace("-", "_")


def slug_of(table: str) -> str:
    """The data set of a table; slugs have no underscores, so that this is exact."""
    return table.replace("_", "-")


def column_name(title: str, number: int) -> str:
    """A heading as a column of SQL: kept when it is one already, or else in small letters with underscores."""
    title = title.strip()
    if len(title) <= 63 and _PLAIN.fullmatch(title):
        return title
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:60]
    if not plain:
        return f"kolom_{number}"
    return plain if plain[0].isalpha() else f"k_{plain}"
