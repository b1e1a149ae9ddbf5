"""Refusals around questions: protection, access to limited data, saved questions."""

from pendopo.kernel.errors import DomainError, Kind, NotFound


class ProtectionRefused(DomainError):
    """A protection that would not protect."""

    code = "protection"
    kind = Kind.INVALID
    message = "Perlindungan data tidak dapat disimpan: {why}."


class AccessNotNeeded(DomainError):
    """The data set is open to the asker already."""

    code = "access-not-needed"
    message = "Data “{slug}” sudah terbuka bagi Anda. Anda tidak perlu meminta akses."


class AccessImpossible(DomainError):
    """Closed data are for their owner only."""

    code = "access-impossible"
    kind = Kind.FORBIDDEN
    message = "Data “{slug}” tertutup. Hubungi {owner} bila Anda memerlukannya."


class AlreadyAsked(DomainError):
    """The same person has an undecided request, or a running access, to the same data."""

    code = "access-already-asked"
    message = "Permintaan Anda untuk “{slug}” sudah ada dan masih menunggu atau masih berlaku."


class WrongAccessState(DomainError):
    """A request that is decided, ended or over cannot be decided again."""

    code = "access-wrong-state"
    message = "Permintaan ini sudah {state}. Muat ulang halaman untuk melihat keadaannya."


class UnknownRequest(NotFound):
    """There is no such request, or it is none of the asker's business."""

    code = "unknown-request"
    message = "Permintaan akses ini tidak ada."


class UnknownQuestion(NotFound):
    """There is no such saved question, or it is somebody else's."""

    code = "unknown-question"
    message = "Pertanyaan tersimpan ini tidak ada."


class NoAgency(DomainError):
    """Questions are asked for an agency; the account's roles name none, or several and none was chosen."""

    code = "no-agency"
    kind = Kind.FORBIDDEN
    message = "Akun Anda belum ditugaskan sebagai analis pada satu instansi. Hubungi administrator."


class TooManyQuestions(DomainError):
    """All places of questions that run at the same time are taken."""

    code = "too-many-questions"
    kind = Kind.TOO_MANY
    message = "Sedang banyak pertanyaan yang berjalan. Coba lagi sebentar lagi."


class QuestionCancelled(DomainError):
    """Whoever asked has taken the question back."""

    code = "question-cancelled"
    message = "Pertanyaan dibatalkan."


class LinkOver(DomainError):
    """A signed link that is over, or was changed."""

    code = "link-over"
    kind = Kind.GONE
    message = "Tautan ini tidak berlaku lagi. Minta tautan baru."


class NotOwnData(DomainError):
    """Only what the house computes itself may be published without somebody looking."""

    code = "not-own-data"
    kind = Kind.FORBIDDEN
    message = "“{slug}” dikirim oleh instansi, sehingga setiap versinya diperiksa orang."


class AlreadyStanding(DomainError):
    """There is a standing approval."""

    code = "already-standing"
    message = "“{slug}” sudah mempunyai persetujuan tetap."
