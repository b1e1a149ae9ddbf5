"""What became of weak elements as evidence: each promise of a year, how it stood, and the element since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pendopo.assessment.domain.providers import Gathered, Table
from pendopo.directory.queries import OfficeView, offices
from pendopo.kernel.days import Month
from pendopo.survey.domain.follow_up import FollowUp, Standing
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries.follow_ups import FollowUpView, of_scope

_TABLE = "Janji dan hasilnya"
_HEADS = (
    "Unsur dan lingkup",
    "Rencana dan penanggung jawab",
    "Dijanjikan, tenggat",
    "Keadaan",
    "Nilai unsur sejak itu",
)
_HINT = (
    "Dihimpun oleh sistem dari tindak lanjut survei. Dapat mendukung tingkat 4 dan 5 indikator layanan publik: hasil "
    "evaluasi dan perbaikannya. Periksa dan lengkapi sebelum dipakai."
)
_QUESTION = (
    "Rencana tindak lanjut yang dijanjikan dalam masa ini, keadaannya pada hari terakhir, dan nilai unsurnya dalam "
    "periode yang sudah berakhir. Sumber: survey.queries.follow_ups.of_scope."
)
_STANDINGS = {
    Standing.PROMISED: "dijanjikan",
    Standing.RUNNING: "berjalan",
    Standing.LATE: "terlambat",
    Standing.DONE: "selesai",
    Standing.CANCELLED: "dibatalkan",
}


class FollowUps:
    """One draft per office about which something was promised; means of fewer than `minimum` answers are left out."""

    name = "tindak-lanjut"
    title = "Tindak lanjut survei kepuasan masyarakat"

    def __init__(self, *, minimum: int) -> None:
        self._minimum = minimum

    def gather(self, government_id: int, first: date, last: date) -> Sequence[Gathered]:
        found = []
        for office in offices():
            rows = self._rows(office, first, last) if office.government_id == government_id else ()
            if rows:
                tables = (Table(_TABLE, _HEADS, rows),)
                found.append(
                    Gathered(self.name, self.title, office.name, _QUESTION, _HINT, first, last, tables)
                )
        return found

    def _rows(self, office: OfficeView, first: date, last: date) -> tuple[tuple[str, ...], ...]:
        scope = Scope(office.government_id, office_id=office.id)
        shown = of_scope(scope, today=last, minimum=self._minimum)
        return tuple(
            _row(one, last) for one in reversed(shown) if first <= one.follow_up.steps[0].day <= last
        )


def _row(shown: FollowUpView, last: date) -> tuple[str, ...]:
    then = _as_of(shown.follow_up, last)
    means = [
        f"{one.period}: {one.mean.replace('.', ',')}"
        for one in shown.effects
        if one.mean is not None and one.period.last < Month.of(last + timedelta(days=1))
    ]
    return (
        f"{then.promise.element} {shown.element_name}, {shown.scope.name}",
        f"{then.promise.plan} ({then.promise.owner}, {shown.agency_name})",
        f"{then.steps[0].day.isoformat()}, {then.last.due.isoformat()}",
        _STANDINGS[then.standing(last)],
        "; ".join(means),
    )


def _as_of(follow_up: FollowUp, day: date) -> FollowUp:
    """The follow-up with the steps that had been taken by that day."""
    return replace(follow_up, steps=tuple(step for step in follow_up.steps if step.day <= day))
