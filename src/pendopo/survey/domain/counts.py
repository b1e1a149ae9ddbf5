"""Codes against visits, per service and day: more codes than visits would mean invented answers.

The two classes of codes are counted and published separately, since a visitor may hold one of each.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Counts:
    """One service and day. `printed` and `void` slips, answers with a `slip`; codes made for a `phone`, answers
    with such a code of one's `own`; `closed` visits as the queue counted them."""

    service_id: int
    day: date
    printed: int
    void: int
    slip: int
    phone: int
    own: int
    closed: int

    @property
    def out(self) -> int:
        """Slips that left the box: printed and not given back."""
        return self.printed - self.void

    @property
    def silent(self) -> int:
        """Slips that left the box and were not answered."""
        return self.out - self.slip

    @property
    def slips_hold(self) -> bool:
        """`printed - void <= closed`: no more slips left the box than people were served."""
        return self.out <= self.closed

    @property
    def phones_hold(self) -> bool:
        """`phone <= closed`: no more codes were given to phones than people were served."""
        return self.phone <= self.closed

    @property
    def holds(self) -> bool:
        """Whether both rules hold, and nobody answered without a code."""
        return self.slips_hold and self.phones_hold and self.slip <= self.out and self.own <= self.phone
