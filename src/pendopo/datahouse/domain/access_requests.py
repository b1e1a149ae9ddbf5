"""Access to limited data: asked with a purpose and an end, decided by the owner, over by itself."""

from datetime import date, timedelta
from enum import StrEnum

from pendopo.datahouse.domain.asking_errors import WrongAccessState
from pendopo.datahouse.domain.policy import Reach
from pendopo.kernel.errors import Invalid

#: Longest access, in days. Whoever needs data longer asks again, and the owner looks again.
LONGEST = 366
_SHORTEST_TEXT, _LONGEST_TEXT = 20, 1000
#: What can be asked for; more than rows nobody but the owner gets.
WISHES = (Reach.AGGREGATES, Reach.ROWS)


class AccessState(StrEnum):
    """Where a request stands. That a granted access is over, its last day says; nobody has to do anything."""

    ASKED = "diminta"
    GRANTED = "diberikan"
    REFUSED = "ditolak"
    WITHDRAWN = "dibatalkan"
    ENDED = "diakhiri"


def holds(state: AccessState, until: date, today: date) -> bool:
    """Whether somebody may ask by this request today; the last day counts."""
    return state is AccessState.GRANTED and today <= until


def checked_purpose(text: str) -> str:
    """What the data are needed for, in a sentence. Raises `Invalid`."""
    text = text.strip()
    if len(text) < _SHORTEST_TEXT:
        raise Invalid(
            "Tulis untuk apa data itu diperlukan, paling sedikit {least} huruf.",
            "tujuan",
            least=_SHORTEST_TEXT,
        )
    if len(text) > _LONGEST_TEXT:
        raise Invalid("Persingkat tujuan menjadi paling banyak {most} huruf.", "tujuan", most=_LONGEST_TEXT)
    return text


def checked_reason(text: str) -> str:
    """Why something was decided. Raises `Invalid`."""
    text = text.strip()
    if not text:
        raise Invalid("Tulis alasan keputusan ini.", "alasan")
    return text[:_LONGEST_TEXT]


def checked_until(until: date | None, today: date) -> date:
    """The last day of an access. Raises `Invalid`."""
    if until is None or not today <= until <= today + timedelta(days=LONGEST):
        raise Invalid("Pilih hari terakhir antara hari ini dan {most} hari lagi.", "sampai", most=LONGEST)
    return until


def checked_wish(text: str) -> Reach:
    """How far somebody wants to reach. Raises `Invalid`."""
    for one in WISHES:
        if one.value == text:
            return one
    raise Invalid("Pilih agregat atau baris.", "jangkauan")


def decided(state: AccessState, *, grant: bool) -> AccessState:
    """The state after the owner's word. Raises `WrongAccessState`."""
    if state is not AccessState.ASKED:
        raise WrongAccessState(state=state.value)
    return AccessState.GRANTED if grant else AccessState.REFUSED


def ended(state: AccessState) -> AccessState:
    """The state after somebody ends it: the asker's wish is withdrawn, a granted access is over. Raises likewise."""
    if state is AccessState.ASKED:
        return AccessState.WITHDRAWN
    if state is AccessState.GRANTED:
        return AccessState.ENDED
    raise WrongAccessState(state=state.value)
