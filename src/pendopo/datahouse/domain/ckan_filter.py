"""The filter language that harvesters send to CKAN's `package_search` as `fq`: some forms of Solr's, and no others.

Understood are `field:value`, `field:"two words"`, `field:(a OR b)`, `field:[from TO to]`, a minus or NOT in front,
OR and AND between, and `*:*`. Conditions that follow each other have to hold together; OR binds its neighbours.
Whatever else comes is refused: a filter that is half understood would silently give too much or too little.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pendopo.datahouse.domain.catalogue_errors import FilterRefused

#: Fields with words, and fields with moments.
WORDS = frozenset(
    ("id", "name", "organization", "owner_org", "groups", "tags", "license_id", "res_format", "state", "type",
     "dataset_type", "private", "capacity")
)  # fmt: skip
MOMENTS = frozenset(("metadata_modified", "metadata_created"))
_TOKEN = re.compile(
    r"""\s*(?:(?P<join>OR|AND|NOT)(?=\s|$)|(?P<all>\*:\*)(?=\s|\)|$)
    |(?P<sign>[-+]?)(?P<field>[a-z_]+):(?:
        \[(?P<low>[^\s\]]+)\s+TO\s+(?P<high>[^\s\]]+)\]|"(?P<quoted>[^"]*)"|\((?P<any>[^()]*)\)|(?P<word>[^\s()"\[\]]+)))""",
    re.VERBOSE,
)
_ONE_OF = re.compile(r'"([^"]*)"|([^\s"]+)')
_LONGEST = 4_000


@dataclass(frozen=True)
class Known:
    """What a filter may ask about one data set: words by field, and moments by field."""

    words: Mapping[str, frozenset[str]]
    moments: Mapping[str, datetime]


@dataclass(frozen=True)
class Term:
    """One condition: `field` has one of `values`, or lies between two moments; `negated` turns it round."""

    field: str
    values: frozenset[str] = frozenset()
    low: datetime | None = None
    high: datetime | None = None
    negated: bool = False

    def holds(self, known: Known) -> bool:
        """Whether the data set fits."""
        return self._fits(known) is not self.negated

    def _fits(self, known: Known) -> bool:
        if self.field in MOMENTS:
            moment = known.moments[self.field]
            return (self.low is None or self.low <= moment) and (self.high is None or moment <= self.high)
        has = known.words.get(self.field, frozenset())
        return bool(has) if "*" in self.values else bool(has & self.values)


@dataclass(frozen=True)
class Filter:
    """Every clause has to hold; a clause holds when one of its terms does."""

    clauses: tuple[tuple[Term, ...], ...] = ()

    def holds(self, known: Known) -> bool:
        """Whether the data set passes."""
        return all(any(term.holds(known) for term in clause) for clause in self.clauses)


def read_filter(text: str) -> Filter:
    """The filter written in `text`. Raises `FilterRefused`, which says where."""
    if len(text) > _LONGEST:
        raise FilterRefused(part=text[:40])
    clauses: list[tuple[Term, ...]] = []
    joined, negated, waiting = False, False, False
    for found in _tokens(text):
        word = found["join"]
        if word == "NOT" and not negated:
            negated = True
        elif word and (waiting or negated or not clauses):
            raise FilterRefused(part=word)
        elif word:
            joined, waiting = word == "OR", True
        else:
            term = _term(found, negated)
            if joined:
                clauses[-1] = (*clauses[-1], term)
            else:
                clauses.append((term,))
            joined = negated = waiting = False
    if waiting or negated:
        raise FilterRefused(part=text.split()[-1])
    return Filter(tuple(clauses))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at, text = 0, text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise FilterRefused(part=text[at : at + 40].strip())
        yield found
        at = found.end()


def _term(found: re.Match[str], negated: bool) -> Term:
    if found["all"]:
        return Term("id", frozenset("*"), negated=negated)
    field, minus = found["field"], found["sign"] == "-"
    if field in MOMENTS and found["low"]:
        return Term(
            field, low=_moment(found["low"]), high=_moment(found["high"]), negated=negated is not minus
        )
    if field not in WORDS or found["low"]:
        raise FilterRefused(part=found[0].strip())
    return Term(field, _values(found), negated=negated is not minus)


def _values(found: re.Match[str]) -> frozenset[str]:
    if found["any"] is None:
        return frozenset((found["word"] if found["quoted"] is None else found["quoted"],))
    parts = [quoted or word for quoted, word in _ONE_OF.findall(found["any"])]
    if len(parts) % 2 == 0 or any(word != "OR" for word in parts[1::2]):
        raise FilterRefused(part=found[0].strip())
    return frozenset(parts[::2])


def _moment(text: str) -> datetime | None:
    """A moment of ISO 8601; without an offset it is UTC, as Solr has it. `*` is no limit."""
    if text == "*":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise FilterRefused(part=text) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
