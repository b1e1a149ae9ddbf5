"""The ways in which people answer, and how much each of them proves.

An answer with a code stands in the public record by itself, and its code came from a visit. The other classes
reach people who have no code; they are counted and shown apart, and only their sums stand in the record.
"""

from enum import StrEnum


class AnswerClass(StrEnum):
    """How an answer was given; the value stands in tables, files and the public record."""

    PHONE = "phone"
    """With the code that one's own phone got after the visit."""
    SLIP = "slip"
    """With the code of a sealed slip that was drawn from the box."""
    KIOSK = "kiosk"
    """At the screen by the exit, without a code: nothing shows that the person was served, or answered once."""
    UNIT = "unit"
    """Through the QR code that hangs in a unit without a queue; whoever has its picture can answer."""
    PAPER = "paper"
    """On paper, typed in by one member of staff and typed again by another."""
    IMPORT = "import"
    """From a file of an earlier survey; how it was gathered is not known here."""


#: From what proves most to what proves least: the order in which pages show them (`queries/reading.py`, `public.py`).
STRENGTH = (
    AnswerClass.SLIP,
    AnswerClass.PHONE,
    AnswerClass.KIOSK,
    AnswerClass.UNIT,
    AnswerClass.PAPER,
    AnswerClass.IMPORT,
)


#: From what proves most to what proves least: the order in which pages show them.
STRENGTH = (
    AnswerClass.SLIP,
    AnswerClass.PHONE,
    AnswerClass.KIOSK,
    AnswerClass.UNIT,
    AnswerClass.PAPER,
    AnswerClass.IMPORT,
)


def has_code(answer_class: AnswerClass) -> bool:
    """Whether each answer of this class used up a code and stands in the public record by itself."""
    return answer_class in (AnswerClass.PHONE, AnswerClass.SLIP)
