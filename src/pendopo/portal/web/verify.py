"""The page on which anybody checks the public record in the browser. All computing is in frontend/js/verify.js."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pendopo.accounts.policy_gate import public
from pendopo.portal.queries import service_names

#: The steps that the page takes, by their numbers in docs/verifikasi.md.
STEPS = (
    ("1.1", _("Bentuk surat bertanda tangan benar.")),
    ("1.2", _("Kunci berbentuk benar dan cocok dengan nomornya.")),
    ("1.3", _("Tanda tangan kunci itu benar.")),
    ("1.4", _("Tanda catatan menyebut nama catatan, jumlah entri, dan akarnya, tidak lebih.")),
    ("1.5", _("Cukup banyak saksi ikut menandatangani.")),
    ("1.6", _("Kunci baru ditandatangani oleh kunci sebelumnya.")),
    ("2.1", _("Semua entri tersedia, sebanyak yang ditandatangani.")),
    ("2.3", _("Akar semua entri sama dengan akar yang ditandatangani.")),
    ("3.1", _("Entri tertulis dalam bentuk baku.")),
    ("3.2", _("Jenis entri dikenal dan isiannya tepat.")),
    ("3.3", _("Tidak ada entri survei yang tercatat dua kali.")),
    ("4.1", _("Bentuk bukti benar.")),
    ("4.2", _("Ringkasan adalah hitungan dari entri itu sendiri.")),
    ("4.3", _("Bukti menuntun dari entri ke akar catatan.")),
    ("4.4", _("Janji ditandatangani dan berbicara tentang entri ini.")),
    ("4.5", _("Janji ditepati: entri ada di catatan.")),
    ("5.1", _("Kunci catatan sama dengan yang pernah dilihat peramban ini, atau kelanjutannya.")),
    ("5.2", _("Catatan tidak menjadi lebih pendek.")),
    ("5.3", _("Catatan melanjutkan yang pernah dilihat peramban ini.")),
    ("6.1", _("Daftar kode berjumlah benar dan tidak memuat kode dua kali.")),
    ("6.2", _("Setiap jawaban memakai kode yang lebih dulu tercatat untuk layanan dan bulannya.")),
    ("6.3", _("Setiap kode menjawab paling banyak satu kali; kode batal tidak menjawab.")),
    ("6.4", _("Indeks yang diumumkan mengikuti jawaban yang tercatat sebelumnya.")),
    ("6.5", _("Jawaban tidak lebih banyak daripada kode.")),
    ("6.6", _("Cara menghitung indeks sudah tercatat sebelum kode pertama bulan itu.")),
)


@dataclass(frozen=True)
class Step:
    """A numbered step, in words."""

    number: str
    text: str


@public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The form, the steps, and the names of services for the table of indexes."""
    steps = [Step(number, str(text)) for number, text in STEPS]
    return render(request, "portal/verify.html", {"steps": steps, "names": service_names()})
