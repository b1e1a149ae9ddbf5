"""Pages of the roadmap: who may open them, what they say, and that nothing typed is lost."""

from django.test import Client

from pendopo.accounts.actions import ensure_second_factor
from pendopo.accounts.domain.second_factor import Confirmation, Factor
from pendopo.accounts.models import Account, RoleAssignment
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.commitments import digest
from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.web.form import typed_from
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, TODAY
from tests.web.accounts.phone import code_of

HERE = f"/peta-rencana/{SLUG}/"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def text(response) -> str:
    return response.content.decode()


def test_the_list_names_owners_states_and_what_is_late(plans):
    plans.move("K-01", State.AGREED)
    page = text(signed_in("sekda").get(HERE))
    for words in ("K-01 Kebijakan data", "Dinas Kominfo", "Rp100.000.000", "terlambat 9 hari", "Usulan"):
        assert words in page


def test_people_without_a_role_do_not_see_roadmaps(plans):
    Account.objects.create(username="lain", display_name="Lain")
    assert signed_in("lain").get(HERE).status_code == 403
    assert Client().get(HERE).status_code == 302


def test_people_of_another_government_do_not_see_it(plans):
    other = Account.objects.create(username="jauh", display_name="Jauh")
    RoleAssignment.objects.create(account=other, role="coordinator", government_id=999_999)
    assert signed_in("jauh").get(HERE).status_code == 404


def test_a_form_with_a_fault_keeps_what_was_typed(plans):
    typed = {"kode": "N-1", "nama": "Baru", "isi": "layanan", "pemilik": str(plans.year.agencies["kominfo"]),
             "biaya": "seratus juta", "dana": "apbd", "kenaikan": "3: 1-3"}  # fmt: skip
    answer = signed_in("sekda").post(HERE + "inisiatif/baru/", typed)
    assert answer.status_code == 422
    assert "“seratus juta” bukan rupiah" in text(answer)
    assert 'href="#biaya"' in text(answer)
    assert "3: 1-3" in text(answer)
    there = signed_in("sekda").post(HERE + "inisiatif/baru/", typed | {"biaya": "Rp 100.000.000"})
    assert there.status_code == 302
    assert queries.initiative(plans.here, "N-1").facts.cost == (100_000_000,)


def test_an_initiative_is_changed_with_what_its_form_shows(plans):
    client, address = signed_in("staf-kominfo"), HERE + "inisiatif/K-01/ubah/"
    before = queries.initiative(plans.here, "K-01")
    typed = typed_from("K-01", before.facts) | {"versi": "1", "nama": "Nama baru"}
    assert client.post(address, typed).status_code == 302
    after = queries.initiative(plans.here, "K-01")
    assert after.facts.title == "Nama baru"
    assert after.facts.milestones == before.facts.milestones
    assert client.post(address, typed).status_code == 422


def test_a_report_reaches_the_page(plans):
    client, address = signed_in("staf-kominfo"), HERE + "inisiatif/K-01/"
    report = {"langkah": "lapor", "laporan": "Naskah ditetapkan.", "selesai": ["Naskah"]}
    refused = client.post(address, report | {"tautan": "jdih.go.id"})
    assert refused.status_code == 422
    assert "Tulis alamat lengkap" in text(refused)
    client.post(address, report | {"tautan": "https://jdih.example.go.id/7"})
    page = text(client.get(address))
    assert 'href="https://jdih.example.go.id/7"' in page
    assert "Naskah ditetapkan." in page
    assert "Terlambat 9 hari" not in page
    assert client.post(address, {"langkah": "lapor", "laporan": ""}).status_code == 422


def test_the_head_reads_and_declares_and_everybody_sees_it(plans):
    plans.move("K-01", State.AGREED)
    address = f"{HERE}komitmen/{plans.year.agencies['kominfo']}/"
    assert "Tetapkan komitmen" not in text(signed_in("sekda").get(address))
    head = signed_in("kepala-kominfo")
    agency = queries.agency(plans.here, plans.year.agencies["kominfo"])
    read = digest(queries.draft_commitment(plans.here, agency, 1))
    assert f'href="/verifikasi/?next={address}"' in text(head.get(address))
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    ensure_second_factor(username="kepala-kominfo", secret=secret)
    shown = text(head.get(address))
    assert read in shown
    assert 'id="kode"' in shown
    for code, words in (("", "memerlukan verifikasi dua langkah"), ("12345", "Kode tidak cocok")):
        refused = head.post(address, {"dibaca": read, "kode": code})
        assert refused.status_code == 422
        assert words in text(refused)
    assert head.post(address, {"dibaca": "0" * 64, "kode": code_of(secret)}).status_code == 422
    assert head.post(address, {"dibaca": read, "kode": code_of(secret, 1)}).status_code == 302
    assert "dengan verifikasi dua langkah" in text(head.get(address))
    seen = text(Client().get(f"/komitmen/{SLUG}/"))
    for words in ("Dinas Kominfo", "Kebijakan data", "1 terlambat", read):
        assert words in seen
    assert head.get(address + "surat.pdf").content.startswith(b"%PDF")


def test_examples_are_added_from_the_catalogue(plans):
    client = signed_in("sekda")
    assert "Ini contoh, bukan usulan" in text(client.get(HERE + "contoh/"))
    client.post(HERE + "contoh/", {"pemilik": str(plans.year.agencies["bappeda"])})
    assert len(queries.initiatives_of(plans.here)) > 70


def test_a_code_that_the_inventory_does_not_know_stays_in_its_field(plans):
    answer = signed_in("staf-kominfo").post(HERE + "inisiatif/K-01/", {"langkah": "unsur", "unsur": "ap-77"})
    assert answer.status_code == 422
    assert "Inventaris tidak punya unsur AP-77" in text(answer)
    assert 'value="ap-77"' in text(answer)


def test_the_coordinator_begins_a_roadmap(plans):
    typed = {"nama": "Peta baru", "penilaian": plans.year.slug, "mulai": "2027", "akhir": "2029"}
    assert signed_in("sekda").post("/peta-rencana/", typed | {"akhir": "lama"}).status_code == 422
    assert signed_in("sekda").post("/peta-rencana/", typed).status_code == 302
    assert {one.title for one in queries.roadmaps()} == {"Peta baru", "Peta rencana uji"}


def test_reminders_are_listed_until_they_are_read(plans):
    plans.move("K-01", State.AGREED)
    actions.remind(now=JUNE, today=TODAY, ahead=(7,))
    head = signed_in("kepala-kominfo")
    assert "1 pengingat baru" in text(head.get("/peta-rencana/"))
    page = text(head.get("/peta-rencana/pengingat/"))
    assert "K-01 Kebijakan data" in page
    assert "Terlambat" in page
    head.post("/peta-rencana/pengingat/")
    assert "pengingat baru" not in text(head.get(HERE))


def test_the_head_reads_what_changed_since_the_last_declaration(plans):
    kominfo = plans.year.agencies["kominfo"]
    plans.move("K-01", State.AGREED)
    unit = queries.agency(plans.here, kominfo)
    actions.declare(
        actor=plans.people["kepala"], now=JUNE, today=TODAY, roadmap=SLUG, agency_id=kominfo, reason="",
        read=digest(queries.draft_commitment(plans.here, unit, 1)), confirmation=Confirmation(Factor.APP, JUNE),
    )  # fmt: skip
    plans.move("K-02", State.AGREED)
    actions.change_initiative(
        actor=plans.people["sekda"], now=JUNE, roadmap=SLUG, code="K-01", seen=2,
        facts=plans.facts(start=2027), reason="Anggaran digeser setahun.",
    )  # fmt: skip
    page = text(signed_in("kepala-kominfo").get(f"{HERE}komitmen/{kominfo}/"))
    assert "Berubah sejak komitmen nomor 1" in page
    assert "<li>K-01 Kebijakan data: tahun</li>" in page
    assert "<li>K-02 Kebijakan audit: baru</li>" in page
