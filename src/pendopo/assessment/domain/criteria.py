"""What levels are called, what they ask for, and what proves them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EvidenceNeed:
    """A kind of proof that a level asks for; `must_have` are marks such as number, signature, minutes."""

    id: str
    text: str
    kind: str
    must_have: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelName:
    """What a level is called on one ladder, what it means there, and the proof that is usual from it on."""

    number: int
    name: str
    description: str = ""
    evidence: tuple[EvidenceNeed, ...] = ()


@dataclass(frozen=True)
class Ladder:
    """The names of the levels for one sort of indicator: processes and services climb different ladders."""

    id: str
    name: str
    levels: tuple[LevelName, ...]

    def level(self, number: int) -> LevelName:
        """The level of that number; `KeyError` when the scale has none."""
        return {level.number: level for level in self.levels}[number]


@dataclass(frozen=True)
class Criterion:
    """One condition of a level. Levels are cumulative: all conditions of lower levels hold too."""

    id: str
    text: str
    mandatory: bool = True


@dataclass(frozen=True)
class Level:
    """What one indicator asks for at one level."""

    number: int
    name: str
    criteria: tuple[Criterion, ...] = ()
    evidence: tuple[EvidenceNeed, ...] = ()
    recommendation: str = ""
