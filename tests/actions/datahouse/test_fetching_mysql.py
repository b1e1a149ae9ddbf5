"""Fetching from a real MariaDB: every type of its columns, what is refused, and what goes wrong on the way."""

import json
import threading
import time
from collections.abc import Iterator

import pytest

from pendopo.datahouse.domain.sources import FetchFailed, Source, Target
from pendopo.datahouse.pulling.fetching import fetch, try_out
from pendopo.datahouse.pulling.limits import FetchLimits, Wish
from pendopo.kernel.errors import Invalid
from tests.mariadb import MariaDb, mariadb

HERE = "127.0.0.1"
SECRET = "sangat-rahasia"
LIMITS = FetchLimits(seconds=10, rows=1000, bytes=100_000, hosts=(HERE,))
TYPES = """
CREATE TABLE ragam (
  id BIGINT UNSIGNED PRIMARY KEY, nilai DECIMAL(20,4), bagian DOUBLE, hari DATE, saat DATETIME(6), cap TIMESTAMP(3),
  jam TIME, lama TIME, tahun YEAR, aktif BIT(1), bendera BIT(12), benar BOOLEAN, nama VARCHAR(50), isi LONGTEXT,
  jenis ENUM('rawat','jalan'), tanda SET('a','b'), susunan JSON
) CHARACTER SET utf8mb4"""
ROWS = (
    "SET SESSION sql_mode=''",
    "INSERT INTO ragam VALUES (18446744073709551615, 1234567890123456.5000, 0.1, '2026-01-02', "
    "'2026-01-02 03:04:05.678901', '2026-01-02 03:04:05.250', '08:05:00', '-27:00:01', 2026, b'1', b'100000000001', "
    "1, 'Ibu Sri 🙏', REPEAT('ñ', 3), 'rawat', 'a,b', '{\"a\": [1, null]}')",
    "INSERT INTO ragam (id, hari, saat, aktif) VALUES (1, '0000-00-00', '0000-00-00 00:00:00', b'0')",
    "INSERT INTO ragam (id, hari) VALUES (2, '2026-00-15')",
)
LATIN = (
    "CREATE TABLE lama (id INT, nama VARCHAR(50)) CHARACTER SET latin1",
    "INSERT INTO lama VALUES (1, 'Café 50%'), (2, 'Señor')",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDb]:
    with mariadb(tmp_path_factory.mktemp("mariadb")) as running:
        running.run("CREATE DATABASE dinkes CHARACTER SET utf8mb4", "CREATE DATABASE rahasia")
        running.run(TYPES, *ROWS, *LATIN, "CREATE TABLE biner (isi VARBINARY(16))",
                    "INSERT INTO biner VALUES (x'00ff')",
                    "CREATE FUNCTION mengubah() RETURNS INT MODIFIES SQL DATA "
                    "BEGIN DELETE FROM lama; RETURN 1; END", database="dinkes")  # fmt: skip
        running.run(
            f"CREATE USER pembaca@'127.0.0.1' IDENTIFIED BY '{SECRET}'",
            "GRANT SELECT, EXECUTE ON dinkes.* TO pembaca@'127.0.0.1'",
            f"CREATE USER penulis@'127.0.0.1' IDENTIFIED BY '{SECRET}'",
            "GRANT ALL ON *.* TO penulis@'127.0.0.1'",
        )
        yield running


def target(server: MariaDb, query: str, **also) -> Target:
    facts = {"user": "pembaca", "database": "dinkes", "secure": False} | also
    return Target(Source.MYSQL, HERE, server.port, query=query, **facts)


def read(server, query, folder, limits=LIMITS, *, mark="", again=False, secret=SECRET, **also):
    return fetch(Wish(target(server, query, **also), secret, mark, again), folder, limits)


def rows(found) -> list[dict[str, object]]:
    return [json.loads(line) for line in found.file.read_text().splitlines()]


def refused(server, query, folder, *also, **facts) -> str:
    with pytest.raises(FetchFailed) as fault:
        read(server, query, folder, *also, **facts)
    said = str(fault.value)
    assert SECRET not in said
    return said


def test_every_type_of_its_columns_comes_exactly(server, tmp_path):
    *others, full = rows(read(server, "SELECT * FROM ragam ORDER BY id", tmp_path))
    assert full == {
        "id": 18446744073709551615, "nilai": "1234567890123456.5000", "bagian": 0.1, "hari": "2026-01-02",
        "saat": "2026-01-02T03:04:05.678901", "cap": "2026-01-02T03:04:05.250000", "jam": "08:05:00",
        "lama": "-27:00:01", "tahun": 2026, "aktif": 1, "bendera": 2049, "benar": 1, "nama": "Ibu Sri 🙏",
        "isi": "ñññ", "jenis": "rawat", "tanda": "a,b", "susunan": '{"a": [1, null]}',
    }  # fmt: skip
    empty, half = others
    assert {key: value for key, value in empty.items() if value is not None} == {"id": 1, "aktif": 0}
    assert half["hari"] == "2026-00-15", "a day that is half known is left for the check to name"


def test_old_tables_keep_their_letters_and_only_what_is_new_is_asked_for(server, tmp_path):
    found = read(server, "SELECT * FROM lama WHERE nama LIKE '%50%%' OR id = 2", tmp_path, since="id")
    assert ([row["nama"] for row in rows(found)], found.mark) == (["Café 50%", "Señor"], "2")
    again = read(server, "SELECT * FROM lama WHERE nama LIKE '%e%'", tmp_path, since="id", mark="1")
    assert [row["id"] for row in rows(again)] == [2]
    saat = "2026-01-02T03:04:05.678901"
    assert read(server, "SELECT id, saat FROM ragam", tmp_path, since="saat").mark == saat
    assert read(server, "SELECT id, saat FROM ragam", tmp_path, since="saat", mark=saat).rows == 0
    assert read(server, "SELECT id, saat FROM ragam", tmp_path, since="saat", mark=saat, again=True).rows == 1


def test_what_is_wrong_is_told_in_plain_words_without_secrets(server, tmp_path):
    one = "SELECT 1 AS satu"
    for words, query, facts in (
        ("nama pengguna atau kata sandi ditolak", one, {"secret": "salah"}),
        ("nama pengguna atau kata sandi ditolak", one, {"user": "tidak-ada"}),
        ("tidak berhak membuka basis data", one, {"database": "rahasia"}),
        ("basis data dengan nama itu tidak ada", one, {"database": "tidak-ada", "user": "penulis"}),
        ("tabel dalam kueri tidak ada", "SELECT * FROM tidak_ada", {}),
        ("kolom dalam kueri tidak ada", "SELECT tidak_ada FROM lama", {}),
        ("kolom dalam kueri tidak ada", "SELECT id FROM lama", {"since": "nama"}),
        ("tidak berhak membaca tabelnya", "SELECT * FROM mysql.global_priv", {}),
        ("data biner", "SELECT isi FROM biner", {}),
        ("sambungan terenkripsi", one, {"secure": True}),
    ):
        assert words in refused(server, query, tmp_path, **facts), (query, facts)


def test_a_source_is_only_read_even_with_rights_to_write(server, tmp_path):
    count = server.run("SELECT COUNT(*) FROM dinkes.lama")
    assert "mengubah data" in refused(server, "SELECT mengubah() AS n", tmp_path, user="penulis")
    for query in (
        "DELETE FROM lama", "SELECT 1; DROP TABLE lama", "SELECT 1 INTO OUTFILE '/tmp/x'",
        "SELECT * FROM lama INTO OUTFILE '/tmp/x'", "SELECT * FROM lama INTO DUMPFILE '/tmp/x'", "CALL x()",
        "SELECT id FROM lama INTO @x", "SET GLOBAL read_only=1",
    ):  # fmt: skip
        with pytest.raises((Invalid, FetchFailed)):
            read(server, query, tmp_path, user="penulis")
    assert server.run("SELECT COUNT(*) FROM dinkes.lama") == count


def test_a_slow_question_is_stopped_and_a_long_answer_is_not_read_to_its_end(server, tmp_path):
    few = FetchLimits(seconds=1, rows=3, bytes=100_000, hosts=(HERE,))
    assert "terlalu lama" in refused(server, "SELECT SLEEP(5) AS n", tmp_path, few)
    endless = "SELECT seq FROM seq_1_to_2000000000"
    begun = time.monotonic()
    assert "melebihi 1000 baris" in refused(server, endless, tmp_path)
    assert try_out(target(server, endless), SECRET, tmp_path, LIMITS).rows == 5
    assert time.monotonic() - begun < 1, "what nobody wants is not fetched"


def test_a_connection_that_is_cut_in_the_middle_is_told_and_brings_nothing(server, tmp_path):
    def cut() -> None:
        for _ in range(100):
            busy = server.run(
                "SELECT id FROM information_schema.processlist WHERE user = 'pembaca' AND info LIKE '%SLEEP%'"
            )
            for (ident,) in busy:
                server.run(f"KILL CONNECTION {ident}")
            if busy:
                return
            time.sleep(0.02)

    thread = threading.Thread(target=cut)
    thread.start()
    said = refused(server, "SELECT seq, SLEEP(0.01) AS n FROM seq_1_to_900", tmp_path)
    thread.join()
    assert "terputus" in said
