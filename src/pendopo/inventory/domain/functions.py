"""What an application is for: several of one kind are noticed although everybody calls theirs otherwise."""

import re

#: Function -> words by which names of such applications are known. Matched as whole words, in any case.
KNOWN: dict[str, tuple[str, ...]] = {
    "presensi": ("presensi", "absensi", "absen", "kehadiran", "fingerprint", "sidik jari"),
    "persuratan": ("persuratan", "surat", "disposisi", "e-office", "eoffice", "naskah dinas", "srikandi"),
    "kepegawaian": ("kepegawaian", "simpeg", "pegawai"),
    "kinerja pegawai": ("kinerja pegawai", "e-kinerja", "ekinerja", "skp"),
    "keuangan": ("keuangan", "sipd", "simda", "akuntansi"),
    "perencanaan": ("perencanaan", "e-planning", "musrenbang"),
    "aset": ("aset", "barang milik daerah", "simbada"),
    "arsip": ("arsip", "kearsipan"),
    "pengaduan": ("pengaduan", "aduan", "lapor"),
    "perizinan": ("perizinan", "izin"),
    "situs web": ("situs", "website", "web", "laman resmi"),
    "pengadaan": ("pengadaan", "lpse", "spse"),
    "antrean": ("antrean", "antrian"),
}
_SAME = {word: function for function, words in KNOWN.items() for word in (function, *words)}
#: Longer words first: "kinerja pegawai" says more than "pegawai".
_WORDS = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(_SAME, key=len, reverse=True)) + r")(?!\w)"
)


def function_of(said: str, name: str) -> str:
    """What an application is for: what was said about it, else what its name tells, else nothing."""
    told = " ".join(said.casefold().split())
    if told:
        return _SAME.get(told, told)
    found = _WORDS.search(name.casefold())
    return _SAME[found[0]] if found else ""
