"""Reports on initiatives of the roadmap as evidence: what each agency did by its own words, and where to check it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from pendopo.assessment.domain.providers import Gathered, Table
from pendopo.kernel.days import local_day
from pendopo.roadmap.queries import ReportView, reports_between

_TABLE = "Laporan kemajuan"
_HEADS = ("Hari", "Inisiatif", "Indikator", "Yang dilaporkan", "Tonggak selesai", "Bukti")
_HINT = (
    "Dihimpun oleh sistem dari laporan kemajuan peta rencana. Menunjukkan bahwa rencana dikerjakan; buktinya ada pada "
    "tautan atau berkas yang disebut. Periksa dan lengkapi sebelum dipakai."
)
_QUESTION = (
    "Laporan kemajuan inisiatif peta rencana dalam masa ini, menurut urutan waktu, dengan indikator yang dinaikkan "
    "inisiatifnya, tautan, dan berkas bukti yang disertakan pelapor. Sumber: roadmap.queries.reports_between."
)


class RoadmapProgress:
    """One draft per agency that reported."""

    name = "peta-rencana"
    title = "Kemajuan peta rencana"

    def gather(self, government_id: int, first: date, last: date) -> Sequence[Gathered]:
        zone = ZoneInfo(settings.TIME_ZONE)
        since = datetime.combine(first, time(), zone)
        until = datetime.combine(last + timedelta(days=1), time(), zone)
        reports = sorted(
            reports_between(government_id, since, until), key=lambda one: (one.agency, one.agency_id)
        )
        found = []
        for (agency, _), own in groupby(reports, key=lambda one: (one.agency, one.agency_id)):
            tables = (Table(_TABLE, _HEADS, tuple(_row(one, zone) for one in own)),)
            found.append(Gathered(self.name, self.title, agency, _QUESTION, _HINT, first, last, tables))
        return found


def _row(one: ReportView, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        local_day(one.at, zone).isoformat(),
        f"{one.code} {one.title} ({one.roadmap})",
        ", ".join(one.items),
        one.words,
        ", ".join(one.done),
        "; ".join(_proofs(one)),
    )


def _proofs(one: ReportView) -> list[str]:
    """The link, and the file in the library: by its title unless that is not for everybody, always by its address."""
    found = [one.link] if one.link else []
    if one.evidence:
        address = settings.ENV["PENDOPO_BASE_URL"].rstrip("/") + reverse(
            "evidence:piece", args=[one.evidence]
        )
        found.append(f"{one.evidence_title}: {address}" if one.evidence_title else address)
    return found
