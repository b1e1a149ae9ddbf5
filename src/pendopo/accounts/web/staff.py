"""The workplace: after sign-in everybody sees what they may do, and nothing else."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.adapter import OWN_MESSAGES
from pendopo.accounts.domain.policy import Permission, allows_somewhere
from pendopo.accounts.policy_gate import signed_in
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class Card:
    """One thing to do: where it is, a letter as its sign, its name (a verb), what it is for, who may do it."""

    href: str
    letter: str
    title: Any
    text: Any
    permission: Permission


CARDS = (
    Card("/loket/", "L", _("Buka loket"), _("Panggil dan layani nomor antrean."), Permission.CALL_TICKETS),
    Card(
        "/papan/{office}/",
        "P",
        _("Buka papan antrean"),
        _("Tampilkan nomor yang dipanggil di layar ruang tunggu."),
        Permission.TAKE_AT_KIOSK,
    ),
    Card(
        "/kios/{office}/",
        "K",
        _("Buka kios"),
        _("Biarkan pengunjung mengambil nomor di perangkat ini."),
        Permission.TAKE_AT_KIOSK,
    ),
    Card(
        "/slip/{office}/",
        "S",
        _("Siapkan slip survei"),
        _("Cetak slip untuk kotak, pindai yang tersisa, dan lihat hitungannya."),
        Permission.SUPERVISE,
    ),
    Card(
        "/survei/kios/{office}/pasang/",
        "N",
        _("Pasang kios survei"),
        _("Biarkan pengunjung menilai layanan di layar pintu keluar."),
        Permission.TAKE_AT_KIOSK,
    ),
    Card(
        "/ruang-kerja/survei/kertas/",
        "J",
        _("Ketik jawaban kertas"),
        _("Ketik lembar survei, atau periksa yang diketik petugas lain."),
        Permission.ENTER_PAPER,
    ),
    Card(
        "/ruang-kerja/survei/",
        "V",
        _("Kelola survei"),
        _("Buat survei, cetak kode QR unit, dan impor survei lama."),
        Permission.EDIT_SURVEYS,
    ),
    Card(
        "/ruang-kerja/survei/hasil/",
        "H",
        _("Baca hasil survei"),
        _("Indeks, sebaran jawaban, tren, dan yang perlu diperiksa."),
        Permission.READ_SURVEYS,
    ),
    Card(
        "/ruang-kerja/survei/tindak-lanjut/",
        "T",
        _("Tindak lanjuti survei"),
        _("Janjikan perbaikan dan catat langkahnya, dibaca warga."),
        Permission.FOLLOW_UP,
    ),
    Card(
        "/ruang-kerja/survei/pendapat/",
        "M",
        _("Moderasi pendapat warga"),
        _("Samarkan nama dan nomor, terbitkan, atau tahan dengan alasan."),
        Permission.MODERATE_COMMENTS,
    ),
    Card(
        "/penilaian/",
        "N",
        _("Buka penilaian"),
        _("Jawab, nilai, atau pantau indikator pemerintah digital."),
        Permission.TAKE_PART_IN_ASSESSMENT,
    ),
    Card(
        "/peta-rencana/",
        "R",
        _("Buka peta rencana"),
        _("Inisiatif, rencana termurah, kemajuan, dan komitmen."),
        Permission.SEE_ROADMAP,
    ),
    Card(
        "/inventaris/",
        "I",
        _("Buka inventaris"),
        _("Layanan, aplikasi, data, dan infrastruktur; siapa penanggung jawabnya, apa yang kurang."),
        Permission.SEE_INVENTORY,
    ),
    Card(
        "/rumah-data/",
        "W",
        _("Buka rumah data"),
        _("Yang menunggu Anda: jelaskan, periksa, dan terbitkan data."),
        Permission.SEE_DATA_WORK,
    ),
    Card(
        "/rumah-data/kirim/",
        "I",
        _("Kirim data"),
        _("Unggah berkas, hubungkan aplikasi, dan lihat apa yang perlu diperbaiki."),
        Permission.DELIVER_DATA,
    ),
    Card(
        "/rumah-data/tanya/",
        "Q",
        _("Tanya data"),
        _("Ajukan pertanyaan SQL kepada rumah data, gabungkan data antarinstansi."),
        Permission.ANALYSE_DATA,
    ),
    Card(
        "/rumah-data/sendiri/",
        "U",
        _("Terbitkan data sendiri"),
        _("Antrean, survei, penilaian, dan peta rencana sebagai data terbuka."),
        Permission.PUBLISH_DATA,
    ),
    Card(
        "/rumah-data/akses/keputusan/",
        "I",
        _("Putuskan permintaan akses"),
        _("Beri atau tolak akses data terbatas, dan baca yang ditanyakan."),
        Permission.CHECK_DATA,
    ),
    Card(
        "/kelola/",
        "D",
        _("Kelola direktori"),
        _("Ubah layanan, persyaratan, loket, dan jam buka."),
        Permission.EDIT_DIRECTORY,
    ),
    Card(
        "/kelola/accounts/account/",
        "O",
        _("Kelola petugas"),
        _("Tambah petugas, atur peran, dan ganti kata sandi."),
        Permission.ADMINISTER,
    ),
    Card(
        "/kelola/accounts/apikey/",
        "A",
        _("Kelola kunci API"),
        _("Terbitkan atau cabut kunci untuk program lain."),
        Permission.ADMINISTER,
    ),
    Card(
        "/ruang-kerja/catatan-publik/",
        "C",
        _("Lihat catatan publik"),
        _("Lihat apakah catatan berjalan, kapan disaksikan, dan apa yang perlu dilakukan."),
        Permission.ADMINISTER,
    ),
)


def cards_for(actor: Actor, office: str) -> list[Card]:
    """What this person may do; boards and kiosks lead to `office`, the one that this site serves."""
    return [
        replace(card, href=card.href.format(office=office))
        for card in CARDS
        if allows_somewhere(actor, card.permission)
    ]


@signed_in
def workplace(request: HttpRequest) -> HttpResponse:
    """/ruang-kerja/"""
    actor: Actor = request.actor
    cards = cards_for(actor, settings.ENV["PENDOPO_OFFICE"])
    told = [one for one in messages.get_messages(request) if one.extra_tags == OWN_MESSAGES]
    return render(request, "accounts/staff/workplace.html", {"actor": actor, "cards": cards, "told": told})
