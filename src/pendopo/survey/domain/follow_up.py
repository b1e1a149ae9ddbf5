"""Follow-up (rencana tindak lanjut): from a weak element to a promise, and from the promise to what became of it.

PermenPANRB 14/2017 wants the weakest elements followed up with a plan: what, by when, by whom. Here every step is
kept: a due date that was moved, or a promise that was cancelled, stays readable with its reason.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pendopo.kernel.errors import DomainError, Invalid, Kind
from pendopo.ledger.domain.canonical import canonical
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.personal import find_personal
from pendopo.survey.domain.surveys import Scope

LONGEST_TEXT, LONGEST_OWNER = 500, 120
#: A promise for a later day than this is none.
LATEST = timedelta(days=2 * 366)


class FollowUpState(StrEnum):
    """Promised, under way, done, or cancelled. That one is late follows from its due date."""

    PROMISED = "promised"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """A state as people read it: what is open after its due date is late."""

    PROMISED = "promised"
    RUNNING = "running"
    LATE = "late"
    DONE = "done"
    CANCELLED = "cancelled"


_AFTER = {
    FollowUpState.PROMISED: frozenset(FollowUpState),
    FollowUpState.RUNNING: frozenset(FollowUpState) - {FollowUpState.PROMISED},
    FollowUpState.DONE: frozenset({FollowUpState.RUNNING}),
    FollowUpState.CANCELLED: frozenset[FollowUpState](),
}


class FollowUpEnded(DomainError):
    """A cancelled promise stays cancelled; a finished one can only be taken up again."""

    code = "follow-up-ended"
    kind = Kind.CONFLICT
    message = "Tindak lanjut ini sudah selesai atau dibatalkan. Muat ulang halaman untuk melihat keadaannya."


@dataclass(frozen=True)
class Promise:
    """What is promised: because of `element` in the figures of `period`. `owner` is a function at an agency."""

    scope: Scope
    element: str
    period: Period
    heard: str
    plan: str
    owner_agency_id: int
    owner: str


@dataclass(frozen=True)
class Step:
    """One step of a follow-up; `by` is the account that took it."""

    number: int
    day: date
    state: FollowUpState
    due: date
    note: str = ""
    evidence: str = ""
    by: int | None = None


@dataclass(frozen=True)
class FollowUp:
    """A promise with all its steps, oldest first; the first is the promise itself."""

    id: int
    promise: Promise
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def is_open(self) -> bool:
        return self.last.state in (FollowUpState.PROMISED, FollowUpState.RUNNING)

    @property
    def times_moved(self) -> int:
        """How often the due date was put off."""
        return sum(after.due > before.due for before, after in zip(self.steps, self.steps[1:], strict=False))

    def standing(self, today: date) -> Standing:
        """How it stands on that day."""
        if self.is_open and today > self.last.due:
            return Standing.LATE
        return Standing(self.last.state.value)


def first_step(promise: Promise, *, codes: tuple[str, ...], due: date, day: date, by: int | None) -> Step:
    """The promise as its own first step. Raises `Invalid` naming the field that has to be put right."""
    if promise.element not in codes:
        raise Invalid("Pilih unsur dari daftar.", field="unsur")
    _told(promise.heard, "suara", "Tulis apa yang disampaikan warga, dengan bahasa yang mudah.")
    _told(promise.plan, "rencana", "Tulis apa yang akan dilakukan, dengan bahasa yang mudah.")
    _told(promise.owner, "pemilik", "Tulis jabatan yang bertanggung jawab, bukan nama orang.", LONGEST_OWNER)
    _check_due(due, day)
    return Step(1, day, FollowUpState.PROMISED, due, by=by)


def next_step(
    follow_up: FollowUp,
    *,
    state: FollowUpState,
    due: date,
    note: str,
    evidence: str,
    day: date,
    by: int | None,
) -> Step:
    """What happened next. Raises `FollowUpEnded`, or `Invalid` naming the field.

    Done needs evidence; a cancellation, a later date and taking up again need a reason.
    """
    last = follow_up.last
    if state not in _AFTER[last.state]:
        raise FollowUpEnded
    _fits(note, "catatan")
    _fits(evidence, "bukti")
    if state is FollowUpState.DONE and not evidence:
        raise Invalid(
            "Sebutkan buktinya: tautan, nomor dokumen, atau catatan yang dapat diperiksa.", field="bukti"
        )
    if state is FollowUpState.CANCELLED and not note:
        raise Invalid("Tulis alasan pembatalan. Warga akan membacanya.", field="catatan")
    if due != last.due or last.state is FollowUpState.DONE:
        if not note:
            raise Invalid("Tulis alasan perubahan ini. Warga akan membacanya.", field="catatan")
        _check_due(due, day)
    if (state, due, note, evidence) == (last.state, last.due, "", ""):
        raise Invalid(
            "Belum ada yang berubah. Tulis catatan, bukti, atau pilih keadaan baru.", field="catatan"
        )
    return Step(last.number + 1, day, state, due, note, evidence, by)


def _check_due(due: date, day: date) -> None:
    if not day <= due <= day + LATEST:
        raise Invalid("Pilih tenggat mulai hari ini, paling lama dua tahun.", field="tenggat")


def _told(text: str, field: str, reason: str, longest: int = LONGEST_TEXT) -> None:
    if not text:
        raise Invalid(reason, field=field)
    _fits(text, field, longest)


def _fits(text: str, field: str, longest: int = LONGEST_TEXT) -> None:
    if len(text) > longest:
        raise Invalid("Persingkat menjadi paling banyak {most} huruf.", field=field, most=longest)
    if any(finding.kind.is_certain for finding in find_personal(text, frozenset())):
        raise Invalid(
            "Teks ini akan dibaca semua orang. Hapus nomor identitas, nomor telepon, atau alamat surel.",
            field=field,
        )


def followup_entry(follow_up: FollowUp, step: Step) -> Mapping[str, object]:
    """The entry of one step in the public record. It holds no text, only the fingerprint of what citizens read."""
    promise, scope = follow_up.promise, follow_up.promise.scope
    entry: dict[str, object] = {
        "t": "followup/1",
        "followup": follow_up.id,
        "step": step.number,
        "agency": promise.owner_agency_id,
        "element": promise.element,
        "period": str(promise.period),
        "state": step.state.value,
        "d": step.day.isoformat(),
        "due": step.due.isoformat(),
        "h": text_fingerprint(promise, step).hex(),
    }
    if scope.office_id is not None:
        entry["office"] = scope.office_id
    if scope.service_id is not None:
        entry["service"] = scope.service_id
    return entry


def text_fingerprint(promise: Promise, step: Step) -> bytes:
    """SHA-256 of the words that citizens read, as canonical JSON: a later change of them would show."""
    words = {
        "evidence": step.evidence,
        "heard": promise.heard,
        "note": step.note,
        "owner": promise.owner,
        "plan": promise.plan,
    }
    return hashlib.sha256(canonical(words)).digest()
