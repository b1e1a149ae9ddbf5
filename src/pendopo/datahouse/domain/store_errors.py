"""The object store of the lake cannot be used: nothing is lost, and what waits goes on by itself."""

from pendopo.kernel.errors import DomainError, Kind


class StoreUnavailable(DomainError):
    """The store with the files of the house does not do its work now; `why` is what the operator has to know."""

    code = "lake-store"
    kind = Kind.UNAVAILABLE
    message = (
        "Penyimpanan berkas rumah data sedang tidak dapat dipakai: {why}. "
        "Tidak ada yang hilang; coba lagi beberapa menit lagi."
    )


class StoreLacks(DomainError):
    """The operator moves a lake, and not all of its files are where they have to be."""

    code = "lake-store-lacks"
    message = "Berkas rumah data belum lengkap di tujuan: {count} berkas tidak ada, misalnya {first}."


class NoStore(DomainError):
    """Files can only be carried when a store is set."""

    code = "lake-no-store"
    message = "Situs ini menyimpan berkasnya di folder. Isi PENDOPO_LAKE_STORE dahulu."
