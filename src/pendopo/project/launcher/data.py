"""`./pendopo data VERB`: deliveries to the data house, questions in SQL, exports, versions."""

import argparse
import os
import sys
from pathlib import Path

from pendopo.project.launcher.demo_folder import DemoFolder

DONE, FAILED, BAD_INPUT = 0, 1, 2


def run(arguments: list[str]) -> int:
    """0 done; 1 something does not hold; 2 bad input, with everything that is wrong on stderr."""
    options = _parser().parse_args(arguments)
    if options.data is not None or "DATABASE_URL" not in os.environ:
        folder = options.data or Path("pendopo-data")
        os.environ.update(DemoFolder(folder).environment_of_running_demo())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.project.settings")
    import django

    django.setup()
    from pendopo.project.data_desk import operate

    return operate(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo data",
        description="Rumah data: kirim berkas, bertanya dengan SQL, ambil, lihat versi.",
        epilog="Status keluar: 0 selesai, 1 pemeriksaan gagal, 2 masukan tidak dapat dipakai.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _ingest(verbs.add_parser("ingest", help="periksa sebuah berkas dan simpan sebagai versi baru"))
    query = verbs.add_parser("query", help="satu SELECT atas versi terbaru")
    query.add_argument("sql", metavar="SQL", help="tabel = nama kumpulan data, dengan - ditulis _")
    query.add_argument("--format", choices=("json", "csv"), default="json")
    query.add_argument("--as", dest="viewer", metavar="CODE", help="lihat dengan hak sebuah instansi")
    query.add_argument("--seconds", type=float, default=30.0, help="batas waktu (30)")
    query.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="mesin; spark = PENDOPO_SPARK_URL"
    )
    export = verbs.add_parser("export", help="semua baris satu versi, ke keluaran standar")
    export.add_argument("slug", metavar="SLUG")
    export.add_argument("--format", choices=("csv", "parquet", "json"), required=True)
    export.add_argument("--version", type=int, metavar="V", help="nomor versi; tanpa ini yang terbaru")
    versions = verbs.add_parser("versions", help="semua versi, terbaru dahulu")
    versions.add_argument("slug", metavar="SLUG")
    versions.add_argument("--json", action="store_true", help="untuk program")
    adopt = verbs.add_parser("adopt", help="terima tulisan mesin lain (Spark, Sail) sebagai versi baru")
    adopt.add_argument("dataset", metavar="SLUG")
    adopt.add_argument("--why", required=True, metavar="TEKS", help="siapa yang mengubahnya dan untuk apa")
    adopt.add_argument("--json", action="store_true", help="untuk program")
    adopt.set_defaults(file=Path("snapshot"))
    fsck = verbs.add_parser("fsck", help="apakah katalog dan berkas saling cocok")
    fsck.add_argument(
        "--sweep", action="store_true", help="hapus sisa proses yang terhenti lebih dari sejam lalu"
    )
    derive = verbs.add_parser("derive", help="jawaban satu SELECT menjadi versi baru sebuah kumpulan data")
    derive.add_argument("sql", metavar="SQL", help="atas data instansi itu sendiri dan data terbuka")
    derive.add_argument("--dataset", required=True, metavar="SLUG")
    derive.add_argument("--agency", required=True, metavar="CODE", help="pemilik kumpulan data itu")
    derive.add_argument("--daily", action="store_true", help="buat lagi tiap malam bila datanya berubah")
    derive.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="mesin; spark = PENDOPO_SPARK_URL"
    )
    derive.add_argument("--json", action="store_true", help="untuk program")
    derive.set_defaults(file=Path("jawaban"))
    store = verbs.add_parser("store", help="apakah penyimpanan objek (PENDOPO_LAKE_STORE) dapat dipakai")
    carry = store.add_mutually_exclusive_group()
    carry.add_argument(
        "--send", action="store_true", help="salin lebih dahulu berkas dari folder lake ke sana"
    )
    carry.add_argument(
        "--take", action="store_true", help="salin lebih dahulu berkas dari sana ke folder lake"
    )
    for verb in verbs.choices.values():
        verb.add_argument("--data", type=Path, metavar="DIR", help="folder demo yang sedang berjalan")
    return parser


def _ingest(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, JSON, NDJSON, atau GeoJSON")
    verb.add_argument(
        "--dataset", required=True, metavar="SLUG", help="nama kumpulan data, misalnya penduduk-2026"
    )
    verb.add_argument("--agency", required=True, metavar="CODE", help="nama pendek instansi, misalnya dinkes")
    verb.add_argument("--schema", type=Path, metavar="FILE", help="Table Schema (JSON); tanpa ini diusulkan")
    verb.add_argument("--mode", choices=("replace", "append", "upsert"), default="replace")
    verb.add_argument("--rejected", type=Path, metavar="FILE.xlsx", help="tulis baris yang ditolak di sini")
    verb.add_argument("--json", action="store_true", help="untuk program")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
