"""The satisfaction survey as evidence: the index of each month, of the office and of each service."""

from collections.abc import Sequence
from datetime import date

from pendopo.assessment.domain.providers import Gathered, Table
from pendopo.directory.queries import OfficeView, offices, services_of
from pendopo.kernel.days import Month
from pendopo.survey.domain.figures import Figures
from pendopo.survey.queries import current_framework, trend

_HEADS = ("Bulan", "Kode survei", "Jawaban", "IKM", "Mutu", "Unsur terendah")
_HINT = (
    "Dihimpun oleh sistem dari survei kepuasan. Dapat mendukung indikator layanan publik (59/2020: 42 sampai 47) dan "
    "kepuasan pengguna (Pemdi: 19 dan 20). Periksa dan lengkapi sebelum dipakai."
)


class SurveyResults:
    """One draft per office that was judged; months with fewer than `minimum` answers show their counts only."""

    name = "skm"
    title = "Hasil survei kepuasan masyarakat"

    def __init__(self, *, minimum: int) -> None:
        self._minimum = minimum

    def gather(self, government_id: int, first: date, last: date) -> Sequence[Gathered]:
        found = []
        for office in offices():
            tables = self._tables(office, first, last) if office.government_id == government_id else ()
            if tables:
                question = (
                    f"Indeks kepuasan (IKM) menurut {current_framework().title}, bulan demi bulan, dari jawaban dengan "
                    f"kode survei. Indeks ditampilkan mulai {self._minimum} jawaban. Sumber: survey.queries.trend."
                )
                found.append(
                    Gathered(self.name, self.title, office.name, question, _HINT, first, last, tables)
                )
        return found

    def _tables(self, office: OfficeView, first: date, last: date) -> tuple[Table, ...]:
        groups = [
            ("Seluruh layanan", None),
            *((f"{one.code} · {one.name}", one.id) for one in services_of(office.id)),
        ]
        found = []
        for title, service in groups:
            months = trend(
                office.id,
                Month.of(last),
                months=last.month - first.month + 1,
                minimum=self._minimum,
                service_id=service,
            )
            rows = tuple(_row(month, shown) for month, shown in months if shown.issued or shown.answers)
            if rows:
                found.append(Table(title, _HEADS, rows))
        return tuple(found)


def _row(month: Month, shown: Figures) -> tuple[str, ...]:
    index = shown.index
    counts = (str(month), str(shown.issued), str(shown.answers))
    if index is None:
        return (*counts, "", "", "")
    return (*counts, index.ikm.replace(".", ","), index.band.grade, ", ".join(index.lowest))
