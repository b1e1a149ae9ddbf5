"""Pages of analysts: the question, the answer as page, file and link, the wish for access and the owner's word."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.accounts.actions import issue_api_key
from pendopo.accounts.models import Account, RoleAssignment
from pendopo.accounts.queries import forget_keys
from pendopo.datahouse.actions import deliver
from pendopo.datahouse.api import questions
from pendopo.datahouse.api.questions import QuestionIn
from pendopo.datahouse.domain.asking_errors import NoAgency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.models import AccessRequest, QuestionLog, RunningQuestion, SavedQuery
from pendopo.directory.models import Agency, Government
from pendopo.kernel.actor import SYSTEM, Role
from tests.standing import standing_copies

SQL = "SELECT kecamatan, sum(jiwa) AS jiwa FROM penduduk GROUP BY 1 ORDER BY 1"
ROWS = "kecamatan,nik,jiwa\n" + "".join(f"Kecamatan {i % 3},35760101019{i:05d},{i}\n" for i in range(1, 10))


@pytest.fixture(scope="module")
def lake(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Path]]:
    """Dinkes has the table penduduk, dikbud the limited table murid; each an analyst and somebody who delivers."""
    folder = tmp_path_factory.mktemp("house")
    with standing_copies(django_db_blocker, lambda: build_house(folder)) as copy:
        yield copy


@pytest.fixture
def analyst(lake: Callable[[], Path], db: None, client: Client, settings: LazySettings) -> Client:
    """Signed in as the analyst of dinkes."""
    settings.PENDOPO_LAKE = lake()
    client.force_login(Account.objects.get(username="analyst-dinkes"))
    return client


def build_house(folder: Path) -> Path:
    lake = folder / "lake"
    home = Government.objects.create(code="35.76", name="Kota Uji", level="kota")
    for slug, data in (("dinkes", "penduduk"), ("dikbud", "murid")):
        agency = Agency.objects.create(government=home, slug=slug, name=f"Dinas {slug}")
        file = folder / f"{data}.csv"
        file.write_text(ROWS)
        deliver(
            file=file, slug=data, agency=f"35.76/{slug}", schema_text=None, mode=Mode.REPLACE, rejected_to=None,
            folder=lake, actor=SYSTEM, now=timezone.now(),
        )  # fmt: skip
        for role in (Role.ANALYST, Role.DATA_PRODUCER):
            account = Account.objects.create(
                username=f"{role.value}-{slug}", display_name=f"{role.value} {slug}"
            )
            RoleAssignment.objects.create(
                account=account, role=role.value, government_id=home.pk, agency_id=agency.pk
            )
    return lake


def ask(client: Client, sql: str, **more: Any) -> Any:
    return client.post(reverse("asking:ask"), {"sql": sql, **more})


def test_an_answer_comes_as_page_file_and_link(analyst: Client) -> None:
    page = ask(analyst, SQL)
    assert page.status_code == 200
    text = page.content.decode()
    assert "3 baris dalam" in text
    assert "<td>Kecamatan 1</td>" in text
    assert "app-bars" in text, "groups and one figure make a chart"
    hidden = ask(analyst, "SELECT nik FROM penduduk").content.decode()
    assert "diganti sandi" in hidden
    assert "3576010101900001" not in hidden
    csv = analyst.post(reverse("asking:download"), {"sql": SQL, "bentuk": "csv"})
    assert csv.content == b"kecamatan,jiwa\r\nKecamatan 0,18\r\nKecamatan 1,12\r\nKecamatan 2,15\r\n"
    book = analyst.post(reverse("asking:download"), {"sql": SQL, "bentuk": "xlsx"})
    assert book.content.startswith(b"PK")
    kept = analyst.post(reverse("asking:saved"), {"sql": SQL, "judul": "Jiwa per kecamatan", "bagikan": "1"})
    one = kept["Location"]
    linked = analyst.post(one, {"langkah": "tautan"}).context["link"].partition("127.0.0.1:8000")[2]
    stranger = Client().get(linked)
    assert parquet.read_table(io.BytesIO(stranger.content)).num_rows == 3
    changed = Client().get(linked.replace("/jawaban", "x/jawaban"))
    assert changed.status_code == 410
    assert set(QuestionLog.objects.values_list("way", flat=True)) == {"halaman", "unduhan", "tautan"}


def test_mistakes_are_told_where_they_are_and_nothing_is_lost(analyst: Client) -> None:
    page = ask(analyst, "SELECT kecamatan,\n  jiwaa FROM penduduk")
    assert page.status_code == 422
    assert "kolom “jiwaa” tidak ada (baris 2 kolom 3)" in page.content.decode()
    assert "jiwaa FROM penduduk</textarea>" in page.content.decode()
    unread = ask(analyst, "SELECT FROM WHERE").content.decode()
    assert "tidak dapat dibaca sebagai SQL" in unread or "SELECT tanpa kolom" in unread
    assert ask(analyst, "  ").status_code == 422


def test_access_is_asked_decided_and_seen_by_the_owner(analyst: Client) -> None:
    assert ask(analyst, "SELECT count(*) FROM murid").status_code == 422
    short = analyst.post(reverse("asking:requests"), {"data": "murid", "tujuan": "perlu"})
    assert short.status_code == 422
    assert "untuk apa data itu" in short.content.decode()
    wish = {"data": "murid", "tujuan": "Laporan gizi murid tahun ini", "jangkauan": "baris"}
    day = timezone.now().date().isoformat()
    assert analyst.post(reverse("asking:requests"), {**wish, "sampai": day}).status_code == 302
    owner = Client()
    owner.force_login(Account.objects.get(username="data-producer-dikbud"))
    assert "Laporan gizi murid" in owner.get(reverse("asking:decisions")).content.decode()
    asked = str(AccessRequest.objects.get().pk)
    owner.post(
        reverse("asking:decisions"), {"permintaan": asked, "putusan": "beri", "alasan": "Tujuannya jelas"}
    )
    assert "1 baris dalam" in ask(analyst, "SELECT count(*) FROM murid").content.decode()
    assert "SELECT count(*) FROM murid" in owner.get(reverse("asking:log")).content.decode()
    owner.post(reverse("asking:end", args=[asked]), {"dari": "pemilik"})
    assert ask(analyst, "SELECT count(*) FROM murid").status_code == 422


def test_an_owner_protects_columns_on_a_page(analyst: Client) -> None:
    owner = Client()
    owner.force_login(Account.objects.get(username="data-producer-dikbud"))
    address = reverse("asking:protection", args=["murid"])
    assert "nik" in owner.get(address).content.decode()
    columns = {
        "kolom-1": "tampil",
        "kolom-2": "tampil",
        "kolom-3": "tertutup",
        "terkecil": "5",
        "alasan": "Cukup",
    }
    refused = owner.post(address, columns)
    assert refused.status_code == 422
    assert "berisi NIK" in refused.content.decode()
    assert owner.post(address, columns | {"kolom-2": "sandi"}).status_code == 302
    assert analyst.get(address).status_code == 403


def test_a_question_that_runs_is_cancelled_by_whoever_asked_it_and_by_nobody_else(analyst: Client) -> None:
    running = {}
    for name in ("analyst-dinkes", "data-producer-dikbud"):
        asker = Account.objects.get(username=name)
        running[name] = RunningQuestion.objects.create(
            id=uuid4(), by=asker, sql=f"SELECT '{name}'", began_at=timezone.now()
        )
    own, foreign = (str(one.pk) for one in running.values())
    page = analyst.get(reverse("asking:ask")).content.decode()
    assert (own in page, foreign in page) == (True, False)
    address = reverse("asking:cancel")
    assert analyst.get(address).status_code == 405
    assert analyst.post(address, {"nomor": "bukan nomor"}).status_code == 404
    for ident in (foreign, str(uuid4())):
        assert analyst.post(address, {"nomor": ident})["Location"] == reverse("asking:ask")
    assert not RunningQuestion.objects.filter(cancelled=True).exists()
    told = analyst.post(address, {"nomor": own}, headers={"x-requested-with": "fetch"})
    assert told.content.decode() == "Pertanyaan dibatalkan."
    assert RunningQuestion.objects.get(cancelled=True).pk == running["analyst-dinkes"].pk
    assert own not in analyst.get(reverse("asking:ask")).content.decode()


def test_what_is_saved_is_private_until_it_is_shared(analyst: Client) -> None:
    colleague, home = Client(), Government.objects.get()
    account = Account.objects.create(username="rekan", display_name="Rekan")
    agency = Agency.objects.get(slug="dinkes")
    RoleAssignment.objects.create(
        account=account, role=Role.ANALYST.value, government_id=home.pk, agency_id=agency.pk
    )
    colleague.force_login(account)
    for title, shared in (("Milik sendiri", ""), ("Untuk semua", "1")):
        analyst.post(reverse("asking:saved"), {"sql": SQL, "judul": title, "bagikan": shared})
    listed = colleague.get(reverse("asking:saved")).content.decode()
    assert ("Milik sendiri" in listed, "Untuk semua" in listed) == (False, True)
    foreign = reverse("asking:one", args=[SavedQuery.objects.get(title="Untuk semua").pk])
    assert colleague.post(foreign, {"langkah": "hapus"}).status_code == 404


def test_a_notebook_gets_arrow_and_a_program_json(analyst: Client) -> None:
    account = Account.objects.get(username="analyst-dinkes")
    key = issue_api_key(actor=SYSTEM, account_id=account.pk, label="buku catatan")
    table = pa.ipc.open_stream(questions.answered(QuestionIn(sql=SQL), key, arrow=True).body).read_all()
    assert (table.column_names, table.num_rows) == (["kecamatan", "jiwa"], 3)
    found = json.loads(questions.answered(QuestionIn(sql=SQL), key, arrow=False).body)
    assert (found["rows"][0], found["cut"]) == (["Kecamatan 0", "18"], False)
    account.roles.all().delete()
    forget_keys()
    with pytest.raises(NoAgency):
        questions.answered(QuestionIn(sql=SQL), key, arrow=False)
