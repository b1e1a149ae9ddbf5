"""Finding a service by the words that people use: "e-ktp", "kartu penduduk", "akte lahir", "pasport".

Forgiving in four ways: capitals, accents and punctuation do not matter; everyday names are synonyms of a
service; a word may be the beginning of another; one typing slip (two in a long word) is overlooked.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Words around the thing that is looked for ("saya mau bikin KTP baru").
# fmt: off
FILLERS = frozenset((
    "a", "ada", "apa", "atau", "bagaimana", "baru", "bikin", "buat", "cara", "dan", "dari", "di",
    "dokumen", "gimana", "ingin", "ke", "layanan", "mau", "membuat", "mengurus", "minta", "mohon",
    "pelayanan", "pembuatan", "pengurusan", "saya", "untuk", "urus", "yang",
))
# fmt: on
#: A query longer than this holds no further information; the rest is not read.
LONGEST_QUERY = 200

EXACT, BEGINNING, SLIP = 6, 4, 2
NAME, SYNONYM, TEXT = 3, 3, 1
#: More than single words can bring: the question is the name, perhaps with the spaces forgotten.
WHOLE = 100


@dataclass(frozen=True)
class Entry:
    """Something that can be found: an id, its name, everyday names, and a sentence about it."""

    id: int
    name: str
    synonyms: tuple[str, ...] = ()
    text: str = ""


def words_of(text: str) -> list[str]:
    """The words in `text`: lower case, without accents, hyphens and other signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", plain)


def find(query: str, entries: Sequence[Entry]) -> list[int]:
    """Ids of the entries that fit, best first. Entries that hold all words go alone if there are any.

    An empty query finds everything in the given order: nothing was asked, so nothing is hidden.
    """
    asked = words_of(query[:LONGEST_QUERY])
    if not asked:
        return [entry.id for entry in entries]
    telling = [word for word in asked if word not in FILLERS and len(word) > 1] or asked
    scored = [(entry, _score(telling, entry)) for entry in entries]
    most = max((hits for _, (hits, _) in scored), default=0)
    found = [(entry, score) for entry, (hits, score) in scored if hits == most and hits > 0]
    return [entry.id for entry, _ in sorted(found, key=lambda pair: -pair[1])]


def _score(asked: list[str], entry: Entry) -> tuple[int, int]:
    """How many of the asked words the entry holds, and how well; a phrase that fits as a whole counts most."""
    phrases = [words_of(entry.name), *(words_of(synonym) for synonym in entry.synonyms)]
    fields = [
        (NAME, set(phrases[0])),
        (SYNONYM, set().union(*phrases[1:])),
        (TEXT, set(words_of(entry.text))),
    ]
    points = [max(weight * _closeness(word, words) for weight, words in fields) for word in asked]
    hits = sum(point > 0 for point in points)
    whole = "".join(asked)
    joined = ["".join(phrase) for phrase in phrases]
    if whole in joined:
        return len(asked), sum(points) + WHOLE
    if len(whole) >= 5 and any(whole in phrase for phrase in joined):
        return len(asked), sum(points) + WHOLE // 2
    return hits, sum(points)


def _closeness(word: str, words: Iterable[str]) -> int:
    return max((_likeness(word, other) for other in words), default=0)


def _likeness(word: str, other: str) -> int:
    if word == other:
        return EXACT
    if min(len(word), len(other)) >= 3 and (other.startswith(word) or word.startswith(other)):
        return BEGINNING
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    return SLIP if slips and distance(word, other, slips) <= slips else 0


def distance(one: str, other: str, most: int) -> int:
    """Typing slips between two words: a letter added, lost or changed, or two neighbours swapped.

    Stops counting above `most` and answers `most + 1`, so that long lists stay cheap.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, opposite in enumerate(other, start=1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != opposite))
            if _swapped(one, other, row, column):
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, above = above, current
    return min(above[-1], most + 1)


def _swapped(one: str, other: str, row: int, column: int) -> bool:
    return row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]
