"""How the survey's figures and states are said to people."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext, gettext_lazy, ngettext

from pendopo.design.wording import figure, long_day, month, percent
from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.care import Sign, SignKind
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.comments import Reason
from pendopo.survey.domain.follow_up import Standing
from pendopo.survey.domain.periods import HALF_YEAR, QUARTER, Period
from pendopo.survey.domain.personal import PersonalKind

_ROMAN = ("I", "II", "III", "IV")

_CLASSES = {
    AnswerClass.PHONE: gettext_lazy("Kode di ponsel"),
    AnswerClass.SLIP: gettext_lazy("Slip dari kotak"),
    AnswerClass.KIOSK: gettext_lazy("Kios di pintu keluar"),
    AnswerClass.UNIT: gettext_lazy("Kode QR unit"),
    AnswerClass.PAPER: gettext_lazy("Kertas"),
    AnswerClass.IMPORT: gettext_lazy("Berkas survei lama"),
}
_CLASS_MEANS = {
    AnswerClass.PHONE: gettext_lazy("Satu kode setelah dilayani, dibuat di ponsel warga."),
    AnswerClass.SLIP: gettext_lazy("Satu kode dari slip tersegel yang diambil warga sendiri."),
    AnswerClass.KIOSK: gettext_lazy(
        "Tanpa kode: tidak terbukti bahwa penjawab dilayani, atau menjawab satu kali."
    ),
    AnswerClass.UNIT: gettext_lazy("Tanpa kode: siapa pun yang memiliki gambar kode QR dapat menjawab."),
    AnswerClass.PAPER: gettext_lazy("Ditulis di kertas, diketik oleh dua petugas."),
    AnswerClass.IMPORT: gettext_lazy("Dari survei lama; cara mengumpulkannya tidak kami ketahui."),
}
_STANDINGS = {
    Standing.PROMISED: ("waiting", gettext_lazy("Dijanjikan")),
    Standing.RUNNING: ("serving", gettext_lazy("Berjalan")),
    Standing.LATE: ("danger", gettext_lazy("Terlambat")),
    Standing.DONE: ("done", gettext_lazy("Selesai")),
    Standing.CANCELLED: ("cancelled", gettext_lazy("Dibatalkan")),
}
_REASONS = {
    Reason.PERSONAL: gettext_lazy("seluruhnya tentang orang yang dapat dikenali"),
    Reason.INSULT: gettext_lazy("penghinaan, ancaman, atau kata kotor"),
    Reason.ADVERT: gettext_lazy("iklan atau tautan yang mencurigakan"),
    Reason.UNRELATED: gettext_lazy("tidak bermakna atau bukan tentang layanan"),
}
_PERSONAL = {
    PersonalKind.NIK: gettext_lazy("NIK atau nomor KK"),
    PersonalKind.NIP: gettext_lazy("NIP"),
    PersonalKind.PHONE: gettext_lazy("nomor telepon"),
    PersonalKind.EMAIL: gettext_lazy("alamat surel"),
    PersonalKind.NUMBER: gettext_lazy("nomor panjang"),
    PersonalKind.PLATE: gettext_lazy("nomor kendaraan"),
    PersonalKind.TICKET: gettext_lazy("nomor antrean"),
    PersonalKind.NAME: gettext_lazy("nama orang"),
}
_SORTS = {
    "pemda": gettext_lazy("Seluruh pemerintah daerah"),
    "kantor": gettext_lazy("Kantor layanan"),
    "instansi": gettext_lazy("Instansi"),
    "layanan": gettext_lazy("Layanan"),
}


def period_words(period: Period) -> str:
    """ "November 2026", "Triwulan IV 2026", "Semester II 2026", "Tahun 2026"."""
    year = period.first.year
    if period.count == 1:
        return month(date(year, period.first.number, 1))
    if period.count == QUARTER:
        return gettext("Triwulan {number} {year}").format(number=_ROMAN[period.number - 1], year=year)
    if period.count == HALF_YEAR:
        return gettext("Semester {number} {year}").format(number=_ROMAN[period.number - 1], year=year)
    return gettext("Tahun {year}").format(year=year)


def short_period(period: Period) -> str:
    """The same for the foot of a chart: "11/26", "T4/26", "S2/26", "2026"."""
    year = period.first.year % 100
    if period.count == 1:
        return f"{period.first.number}/{year:02d}"
    if period.count in (QUARTER, HALF_YEAR):
        return f"{'T' if period.count == QUARTER else 'S'}{period.number}/{year:02d}"
    return str(period.first.year)


def class_words(names: Sequence[str]) -> str:
    """The name of one class of answers, or of several that are shown together."""
    return " + ".join(str(_CLASSES[AnswerClass(name)]) for name in names)


def class_means(names: Sequence[str]) -> str:
    """What an answer of this class proves; empty for several together."""
    return str(_CLASS_MEANS[AnswerClass(names[0])]) if len(names) == 1 else ""


def standing_words(standing: Standing) -> tuple[str, str]:
    """The kind of tag and the word for the state of a promise."""
    kind, text = _STANDINGS[standing]
    return kind, str(text)


def reason_words(reason: Reason) -> str:
    """Why a comment is withheld, as the end of a sentence."""
    return str(_REASONS[reason])


def personal_words(kind: PersonalKind) -> str:
    """What was found in a comment."""
    return str(_PERSONAL[kind])


def sort_words(sort: str) -> str:
    """What sort of scope it is."""
    return str(_SORTS[sort])


def sign_words(sign: Sign) -> tuple[str, str]:
    """What was noticed, and how it can be read: a heading and one or two sentences."""
    facts = {
        "count": figure(sign.count),
        "of": figure(sign.of),
        "share": percent(half_up(sign.share * 100, 0)),
        "day": long_day(sign.day) if sign.day else "",
        "usual": percent(half_up(sign.usual * 100, 0)) if sign.usual is not None else "",
    }
    if sign.kind is SignKind.SAME:
        return (
            gettext("{share} memberi nilai yang sama untuk semua unsur").format(**facts),
            gettext(
                "{count} dari {of} responden. Warga yang puas memang dapat menilai semuanya sama, tetapi bagian "
                "sebesar ini juga muncul bila survei diisi terburu-buru. Bandingkan dengan pendapat tertulis."
            ).format(**facts),
        )
    if sign.kind is SignKind.PATTERN:
        facts["scores"] = " ".join("-" if score == 0 else str(score) for score in sign.scores)
        return (
            gettext("Susunan jawaban {scores} berulang {count} kali").format(**facts),
            gettext(
                "Itu {share} dari semua jawaban (U1 sampai U9). Susunan yang beragam jarang sama persis. Tanyakan "
                "apakah ada yang membantu mengisi."
            ).format(**facts),
        )
    if sign.kind is SignKind.BURST:
        middle = int(sign.usual or 0)
        return (
            gettext("Lonjakan jawaban pada {day}").format(**facts),
            ngettext(
                "%(count)s jawaban pada satu hari, sedangkan hari biasa %(n)s. Bisa jadi hari ramai atau ada ajakan "
                "mengisi bersama.",
                "%(count)s jawaban pada satu hari, sedangkan hari biasa %(n)s. Bisa jadi hari ramai atau ada ajakan "
                "mengisi bersama.",
                middle,
            )
            % {"count": facts["count"], "n": figure(middle)},
        )
    if sign.kind is SignKind.CLASS_MIX:
        facts["name"] = class_words([sign.answer_class])
        return (
            gettext("Cara menjawab bergeser: {name}").format(**facts),
            gettext(
                "Sekarang {share} dari semua jawaban, biasanya {usual}. Nilai dari cara yang berbeda dapat berbeda; "
                "baca angkanya terpisah di bawah."
            ).format(**facts),
        )
    return (
        gettext("Jawaban lebih banyak daripada kunjungan pada {day}").format(**facts),
        gettext(
            "{count} jawaban dengan kode, sedangkan antrean menutup {of} kunjungan. Periksa penutupan hari itu."
        ).format(**facts),
    )
