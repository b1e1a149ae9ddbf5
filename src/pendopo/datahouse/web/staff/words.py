"""Words and signs of these pages."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.publications import Stage
from pendopo.datahouse.domain.reviews import Decision
from pendopo.datahouse.domain.reviews import Stage as ReviewStage
from pendopo.datahouse.domain.workflow import State, Step

#: Sign and word of a state.
STATES = {
    State.PLANNED: ("waiting", _("Direncanakan")),
    State.DRAFT: ("waiting", _("Draf")),
    State.SUBMITTED: ("called", _("Diajukan")),
    State.CHECKED: ("serving", _("Diperiksa Walidata")),
    State.RETURNED: ("danger", _("Dikembalikan")),
    State.ADVISED: ("serving", _("Diperiksa Pembina")),
    State.APPROVED: ("open", _("Disetujui")),
    State.PUBLISHED: ("done", _("Terbit")),
    State.WITHDRAWN: ("cancelled", _("Ditarik")),
}
#: The same for an approved version whose release is being made, and how far that is.
PUBLISHING = ("waiting", _("Sedang diterbitkan"))
MAKING = {
    Stage.WAITING: _("Menunggu giliran"),
    Stage.MAKING: _("Berkas sedang dibuat"),
}
#: What somebody has done, in the history.
DONE = {
    Step.DELIVER: _("Data dikirim"),
    Step.REVISE: _("Keterangan ditulis"),
    Step.SUBMIT: _("Diajukan"),
    Step.TAKE_BACK: _("Pengajuan dibatalkan"),
    Step.BEGIN: _("Pemeriksaan dimulai"),
    Step.RETURN: _("Dikembalikan dengan temuan"),
    Step.REFER: _("Diteruskan ke Pembina Data"),
    Step.APPROVE: _("Disetujui"),
    Step.PUBLISH: _("Diterbitkan"),
    Step.WITHDRAW: _("Ditarik"),
}
#: What the person who opens a data set in this state has to do next.
NEXT = {
    State.PLANNED: _("Kirim data yang pertama."),
    State.DRAFT: _("Lengkapi keterangannya, lalu ajukan ke Walidata."),
    State.RETURNED: _("Tanggapi setiap temuan, lalu ajukan lagi."),
    State.SUBMITTED: _("Mulai memeriksa data ini."),
    State.CHECKED: _("Selesaikan pemeriksaan: setujui, atau kembalikan dengan temuan."),
    State.ADVISED: _("Selesaikan pemeriksaan Data Prioritas: setujui, atau kembalikan dengan temuan."),
    State.APPROVED: _("Baca sekali lagi apa yang akan menjadi terbuka, lalu terbitkan."),
}
#: For everybody else: on whom it waits.
WAITS = {
    State.PLANNED: _("Menunggu kiriman pertama dari Produsen Data."),
    State.DRAFT: _("Sedang disiapkan Produsen Data."),
    State.RETURNED: _("Menunggu perbaikan dari Produsen Data."),
    State.SUBMITTED: _("Menunggu diperiksa Walidata."),
    State.CHECKED: _("Sedang diperiksa Walidata."),
    State.ADVISED: _("Sedang diperiksa Pembina Data."),
    State.APPROVED: _("Menunggu diterbitkan Walidata."),
    State.PUBLISHED: _("Sudah terbit. Versi baru dimulai saat data berikutnya dikirim."),
    State.WITHDRAWN: _("Rilisnya ditarik. Kirim data yang sudah benar untuk memulai lagi."),
}
#: Nobody has to do anything.
MADE_LATER = _("Berkas rilisnya sedang dibuat di latar belakang.")
PRINCIPLES = {
    Principle.STANDARD: (_("Standar data"), _("Konsep, definisi, klasifikasi, ukuran, dan satuan.")),
    Principle.METADATA: (_("Metadata"), _("Keterangan yang membuat data dapat dipahami.")),
    Principle.INTEROPERABLE: (_("Interoperabilitas"), _("Bentuk, lisensi, dan cara pakai oleh sistem lain.")),
    Principle.REFERENCE: (_("Kode referensi"), _("Kode wilayah, instansi, dan daftar induk lain.")),
    Principle.CONTENT: (_("Isi data"), _("Angka yang keliru, kosong, atau tidak wajar.")),
    Principle.PRIVACY: (_("Data pribadi"), _("Apa pun yang menunjuk ke seseorang.")),
}
ACCESSES = {
    Access.OPEN: (_("Terbuka"), _("Siapa pun boleh melihat dan mengunduh.")),
    Access.LIMITED: (_("Terbatas"), _("Keterangannya terbuka, isinya hanya untuk yang diberi izin.")),
    Access.CLOSED: (_("Tertutup"), _("Keterangannya terbuka, isinya hanya untuk instansi pemilik.")),
}
FREQUENCIES = {
    Frequency.DAILY: _("Harian"),
    Frequency.WEEKLY: _("Mingguan"),
    Frequency.MONTHLY: _("Bulanan"),
    Frequency.QUARTERLY: _("Triwulanan"),
    Frequency.HALF_YEARLY: _("Semesteran"),
    Frequency.YEARLY: _("Tahunan"),
    Frequency.IRREGULAR: _("Tidak berjadwal"),
}
STAGES = {ReviewStage.STEWARD: _("Walidata"), ReviewStage.ADVISOR: _("Pembina Data")}
DECISIONS = {
    Decision.RETURNED: _("dikembalikan"),
    Decision.PASSED_ON: _("diteruskan ke Pembina Data"),
    Decision.APPROVED: _("disetujui"),
}


@dataclass(frozen=True)
class Fault:
    """One line of the error summary."""

    href: str
    text: str
