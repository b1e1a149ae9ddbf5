"""Words of the roadmap on pages, by value of the domain."""

from django.utils.translation import gettext_lazy as _

from pendopo.roadmap.domain.initiatives import Content, Funds, State
from pendopo.roadmap.domain.plan.answer import Status
from pendopo.roadmap.domain.plans import PlanState

STATES = {
    State.PROPOSED: _("Usulan"),
    State.AGREED: _("Disetujui"),
    State.RUNNING: _("Berjalan"),
    State.CLOSED: _("Selesai"),
    State.DROPPED: _("Dibatalkan"),
}
#: Kind of tag per state.
TAGS = {
    State.PROPOSED: "waiting",
    State.AGREED: "called",
    State.RUNNING: "serving",
    State.CLOSED: "done",
    State.DROPPED: "cancelled",
}
#: Buttons that lead into a state.
STEPS = {
    State.PROPOSED: _("Kembalikan menjadi usulan"),
    State.AGREED: _("Setujui"),
    State.RUNNING: _("Mulai kerjakan"),
    State.CLOSED: _("Nyatakan selesai"),
    State.DROPPED: _("Batalkan inisiatif"),
}
CONTENTS = {
    Content.GOVERNANCE: _("Tata kelola"),
    Content.MANAGEMENT: _("Manajemen"),
    Content.SERVICES: _("Layanan"),
    Content.INFRASTRUCTURE: _("Infrastruktur"),
    Content.APPLICATIONS: _("Aplikasi"),
    Content.SECURITY: _("Keamanan"),
    Content.AUDIT: _("Audit TIK"),
}
FUNDS = {
    Funds.APBD: _("APBD"),
    Funds.APBN: _("APBN"),
    Funds.GRANT: _("Hibah"),
    Funds.OTHER: _("Sumber lain"),
}
ACTS = {
    "dibuat": _("Dibuat"),
    "diubah": _("Diubah"),
    "keadaan": _("Keadaan berubah"),
    "laporan": _("Laporan kemajuan"),
    "rencana": _("Tahun diambil dari rencana"),
    "unsur": _("Unsur inventaris ditautkan"),
}
PARTS = {
    "tahun": _("tahun"),
    "biaya": _("biaya"),
    "tonggak": _("tonggak"),
    "dibatalkan": _("tidak lagi dikerjakan"),
}
STATUSES = {
    Status.OPTIMAL: _("Termurah, terbukti"),
    Status.FEASIBLE: _("Memenuhi syarat, belum terbukti termurah"),
    Status.INFEASIBLE: _("Tidak ada rencana"),
}
PLAN_STATES = {
    PlanState.WAITING: _("menunggu giliran"),
    PlanState.RUNNING: _("sedang dicari"),
    PlanState.DONE: _("selesai"),
    PlanState.FAILED: _("gagal"),
    PlanState.STOPPED: _("dihentikan"),
    PlanState.LOST: _("terputus"),
}
STAGES = {
    "": _("Menunggu giliran"),
    "cost": _("Mencari rencana termurah"),
    "ties": _("Memilih di antara rencana yang sama murahnya"),
    "blocking": _("Mencari apa yang menghalangi"),
    "money": _("Menghitung tambahan anggaran"),
    "highest": _("Menghitung indeks tertinggi"),
    "nearest": _("Mencari rencana terdekat"),
}
