"""The state of the public record in plain words, for those who look after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext, gettext_lazy

from pendopo.ledger.domain.policy import Policy
from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.queries import LogState, states
from pendopo.ledger.queries.witnesses import Witnessed, WitnessState, witness_states, witnessed

#: Entries of a log that works wait for seconds; the survey's answers may wait until the day is closed.
PATIENCE = timedelta(minutes=5)

_NAMES = {
    "layanan": gettext_lazy("Antrean"),
    "skm": gettext_lazy("Survei"),
    "spbe": gettext_lazy("Penilaian SPBE"),
    "data": gettext_lazy("Data terbuka"),
}
_ADVICE = {
    Trouble.RESTORED: gettext_lazy(
        "Basis data lebih tua daripada yang sudah ditandatangani: cadangan lama dipulihkan. Pulihkan cadangan "
        "terbaru, atau ambil yang hilang dari berkas umum menurut panduan operator. Entri baru menunggu dan "
        "tidak hilang."
    ),
    Trouble.DAMAGED: gettext_lazy(
        "Entri yang tersimpan tidak sama dengan yang pernah ditulis. Jangan ubah apa pun. Simpan salinan basis data, "
        "lalu bandingkan dengan salinan di luar kantor menurut panduan operator."
    ),
    Trouble.ELSEWHERE: gettext_lazy(
        "Program lain menandatangani dengan kunci yang sama. Hentikan salah satunya."
    ),
    Trouble.KEY: gettext_lazy("Berkas kunci tidak dapat dibaca. Kembalikan folder keys dari cadangan."),
    Trouble.CONTRADICTED: gettext_lazy(
        "Saksi pernah melihat catatan yang lain. Hubungi saksi itu, bandingkan kedua tanda catatan, dan simpan "
        "keduanya sebagai bukti."
    ),
    Trouble.FROZEN: gettext_lazy("Catatan dibekukan oleh pengelola. Entri menunggu sampai dilanjutkan."),
}


@dataclass(frozen=True)
class LogPage:
    """One log: `sign` and `word` tell its state, `advice` what to do (empty: nothing)."""

    name: str
    state: LogState
    witnessed: Witnessed
    witnesses: list[WitnessState]
    sign: str
    word: str
    advice: str


def record_page(policy: Policy, now: datetime) -> list[LogPage]:
    """Every log with its state and what to do about it; `policy` names the witnesses."""
    return [_log(state, policy, now) for state in states()]


def _log(state: LogState, policy: Policy, now: datetime) -> LogPage:
    seen = witnessed(state.log, policy)
    sign, word, advice = _judge(state, seen, now)
    return LogPage(str(_NAMES[state.log]), state, seen, witness_states(state.log, policy), sign, word, advice)


def _judge(state: LogState, seen: Witnessed, now: datetime) -> tuple[str, str, str]:
    if state.trouble:
        return "danger", gettext("Berhenti"), str(_ADVICE[state.trouble])
    if state.signed_at is None:
        return (
            "waiting",
            gettext("Belum mulai"),
            gettext("Proses latar belum pernah menandatangani. Periksa apakah ia berjalan."),
        )
    if state.log != "skm" and state.waiting and now - state.signed_at > PATIENCE:
        return (
            "danger",
            gettext("Tertinggal"),
            gettext("Entri menunggu terlalu lama. Periksa apakah proses latar berjalan."),
        )
    if seen.is_overdue(now):
        return (
            "break",
            gettext("Tanpa saksi"),
            gettext("Saksi diam lebih dari 24 jam. Catatan tetap berjalan; hubungi para saksi."),
        )
    return "open", gettext("Berjalan"), ""
