"""What is said about a file: where it is, what it is, what to do. Lines count from 1, columns are letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pendopo.kernel.errors import Invalid


class Unreadable(Invalid):
    """The file as a whole cannot be read; the reason says what to do."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, field="berkas", **facts)


@dataclass(frozen=True)
class Finding:
    """One thing to know about the file. `line` 0: it concerns the whole file or column."""

    text: str
    line: int = 0
    column: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    stops: ClassVar[bool] = False

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`."""
        return translate(self.text).format(**self.facts)


class Wrong(Finding):
    """It has to be mended in the file, or the column left out, before anything is brought in."""

    stops = True


class Doubt(Finding):
    """A person has to decide in the preview; `facts["about"]` names the decision."""

    stops = True


class Note(Finding):
    """It was understood in the way that is told."""


def letters(index: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    name, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
