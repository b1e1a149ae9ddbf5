"""Entries of the public record of assessments: where the QR codes of minutes and consents lead. For everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.assessment.queries.record import entry_proof, record_entry

#: What each type of entry is, in words.
KINDS = {
    "claim": _("Tingkat menurut penilaian mandiri"),
    "score": _("Tingkat menurut asesor"),
    "review": _("Tinjauan atas sebuah jawaban"),
    "approval": _("Pengesahan sebuah babak penilaian"),
    "publication": _("Persetujuan menerbitkan hasil"),
    "evidence": _("Penerimaan sebuah berkas data dukung"),
}

#: What the fields say, in the order in which people read them.
FIELDS = (
    ("d", _("Tanggal")),
    ("assessment", _("Penilaian")),
    ("round", _("Babak")),
    ("indicator", _("Indikator")),
    ("level", _("Tingkat")),
    ("index", _("Indeks")),
    ("indicators", _("Jumlah indikator")),
    ("number", _("Pengesahan ke")),
    ("snapshot", _("Sidik isi yang disahkan")),
    ("framework", _("Sidik kerangka")),
    ("file", _("Sidik berkas (SHA-256)")),
    ("bytes", _("Ukuran berkas (bita)")),
)


@public
@require_safe
def entry_page(request: HttpRequest, leaf: str) -> HttpResponse:
    """/catatan/spbe/<leaf>/: what was recorded, in words, and the proof to check it without us."""
    entry = record_entry(leaf)
    rows = [{"key": name, "value": entry.fields[field]} for field, name in FIELDS if field in entry.fields]
    facts = {"entry": entry, "kind": KINDS.get(entry.kind, ""), "rows": rows}
    return render(request, "assessment/record/entry.html", facts)


@public
@require_safe
def entry_file(request: HttpRequest, leaf: str) -> HttpResponse:
    """/catatan/spbe/<leaf>.tlog-proof"""
    return HttpResponse(
        entry_proof(leaf),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="bukti-{leaf[:16]}.tlog-proof"'},
    )
