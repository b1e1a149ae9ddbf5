"""Why a file cannot be taken as evidence: each with its code and a sentence that says what to do."""

from pendopo.kernel.errors import DomainError, Kind


class FileRefused(DomainError):
    """The file cannot be evidence; nothing of it was kept."""

    code = "file-refused"
    kind = Kind.INVALID
    message = "Berkas “{name}” tidak dapat diterima."


class FileMissing(FileRefused):
    code = "file-missing"
    message = "Pilih berkas yang akan diunggah, atau tulis alamat tautannya."


class FileEmpty(FileRefused):
    code = "file-empty"
    message = "Berkas “{name}” kosong. Periksa berkasnya, lalu pilih lagi."


class FileTooLarge(FileRefused):
    code = "file-too-large"
    message = (
        "Berkas “{name}” lebih besar dari {limit} MB. Perkecil berkasnya (misalnya pindai dengan 150 dpi atau pisahkan "
        "menjadi beberapa bagian), atau simpan di tempat lain dan cantumkan tautannya."
    )


class TypeNotAccepted(FileRefused):
    code = "file-type"
    message = (
        "Jenis berkas “{name}” tidak diterima. Simpan sebagai PDF, atau pakai salah satu dari: {endings}."
    )


class ContentDiffers(FileRefused):
    code = "file-content"
    message = (
        "Isi “{name}” bukan {claimed}, walaupun namanya begitu. Buka berkasnya, simpan ulang sebagai {claimed}, "
        "lalu unggah hasilnya."
    )


class LockedOffice(FileRefused):
    code = "file-locked"
    message = (
        "“{name}” terkunci kata sandi atau memakai format Office lama. Buka berkasnya, hapus kata sandinya, "
        "lalu simpan sebagai .docx, .xlsx, atau PDF."
    )


class FileLocked(FileRefused):
    code = "file-locked"
    message = (
        "“{name}” dilindungi kata sandi, sehingga tidak dapat diperiksa dan dibaca asesor. Simpan ulang tanpa "
        "kata sandi, lalu unggah."
    )


class FileBroken(FileRefused):
    code = "file-broken"
    message = (
        "“{name}” rusak dan tidak dapat dibuka. Buka berkas aslinya, simpan ulang, lalu unggah hasilnya."
    )


class FileTooDeep(FileRefused):
    code = "file-bomb"
    message = (
        "Isi “{name}” jauh lebih besar daripada berkasnya atau berlapis-lapis, sehingga tidak aman dibuka. "
        "Simpan sebagai PDF, lalu unggah."
    )


class FileTooHeavy(FileRefused):
    code = "file-too-heavy"
    message = (
        "“{name}” terlalu berat untuk diperiksa. Bagi menjadi beberapa berkas atau kecilkan gambarnya, "
        "lalu unggah lagi."
    )


class ActiveContent(FileRefused):
    code = "file-active"
    message = (
        "“{name}” memuat bagian yang dapat menjalankan perintah atau membawa berkas lain ({what}). "
        "Cetak ulang sebagai PDF biasa, lalu unggah."
    )


class FileInfected(FileRefused):
    code = "file-infected"
    message = "“{name}” dikenali sebagai virus ({what}) dan tidak disimpan. Hubungi pengelola keamanan informasi Anda."


class ScannerAway(DomainError):
    """A virus scanner is set but does not answer: nothing passes unseen."""

    code = "scanner-away"
    kind = Kind.UNAVAILABLE
    message = (
        "Pemindai virus sedang tidak menjawab. Isian Anda tidak hilang; coba unggah lagi beberapa menit lagi."
    )


class NoSpace(DomainError):
    """The disk of the evidence folder is full."""

    code = "no-space"
    kind = Kind.UNAVAILABLE
    message = "Tempat penyimpanan penuh, berkas belum tersimpan. Isian Anda tidak hilang; beri tahu pengelola sistem."


class FileGone(DomainError):
    """The record knows the file, the disk does not hold it as it was."""

    code = "file-gone"
    kind = Kind.UNAVAILABLE
    message = (
        "Berkas ini tidak ada atau tidak lagi sama dengan saat diterima. Pengelola sistem perlu memulihkannya "
        "dari cadangan."
    )
