"""Pages of the optimizer: asked, searched, read, compared, begun again."""

from datetime import UTC, datetime

from django.test import Client

from pendopo.accounts.models import Account
from pendopo.roadmap import actions, queries, store, tasks
from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.domain.plans import SILENCE, PlanState
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG

HERE = f"/peta-rencana/{SLUG}/"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def searched(plans, **wish) -> queries.PlanView:
    plan_id = actions.ask_for_plan(
        actor=plans.people["sekda"], now=JUNE, roadmap=SLUG, wish=plans.wish(**wish), begin=lambda plan: None
    )
    actions.search_plan(plan_id=plan_id, clock=lambda: datetime.now(UTC))
    return queries.plan(plans.here.id, plan_id)


def text(response) -> str:
    return response.content.decode()


def test_a_question_with_odd_figures_is_told_beside_its_field(plans):
    client, address = signed_in("sekda"), HERE + "rencana/"
    for typed, words in (
        ({"target-2026": "dua"}, "Tulis target 2026 sebagai indeks"),
        ({}, "Isi target sedikitnya untuk satu tahun"),
        ({"target-2026": "1,5", "anggaran-2027": "satu"}, "Tulis anggaran 2027 dalam rupiah"),
        ({"target-2026": "9"}, "target harus dari 1 sampai 5"),
    ):
        answer = client.post(address, {"detik": "10", **typed})
        assert answer.status_code == 422
        assert words in text(answer)


def test_a_question_is_put_into_the_queue_and_its_page_waits(plans):
    client = signed_in("sekda")
    asked = client.post(
        HERE + "rencana/", {"judul": "Uji", "target-2026": "1,02", "tempo": "1", "detik": "10"}
    )
    assert asked.status_code == 302
    page = text(client.get(asked["Location"]))
    assert "Menunggu giliran" in page
    assert "design/plan" in page
    client.post(asked["Location"], {"tindakan": "hentikan"})
    assert "Pencarian dihentikan sebelum ada jawaban." in text(client.get(asked["Location"]))


def test_the_answer_shows_schedule_index_and_spending(plans):
    found = searched(plans)
    page = text(signed_in("sekda").get(f"{HERE}rencana/{found.id}/"))
    for words in ("Termurah, terbukti", "Rp100.000.000", "app-gantt__work", "2026, target 1,02", "HiGHS"):
        assert words in page
    assert "Dihitung pada penilaian lama" not in page
    plans.year.give("3", 2)
    assert "Dihitung pada penilaian lama" in text(signed_in("sekda").get(f"{HERE}rencana/{found.id}/"))


def test_without_a_plan_the_page_says_why_and_shows_the_nearest(plans):
    found = searched(plans, targets={2026: "4.00"})
    page = text(signed_in("sekda").get(f"{HERE}rencana/{found.id}/"))
    for words in (
        "Tidak ada rencana",
        "target 4.00 pada akhir 2026",
        "Rencana terdekat",
        "Paling tinggi pada akhir 2026",
    ):
        assert words in page


def test_two_plans_stand_side_by_side(plans):
    one, other = searched(plans), searched(plans, pinned={"B-01": 2027})
    page = text(signed_in("sekda").get(f"{HERE}rencana/bandingkan/?a={one.id}&b={other.id}"))
    assert "B-01 Peta rencana" in page
    assert "Indeks 2026" in page


def test_the_summary_tells_five_figures_the_worst_and_what_waits_for_a_decision(plans):
    plans.move("K-01", State.AGREED)
    plans.move("B-01", State.AGREED)
    page = text(signed_in("kepala-kominfo").get(HERE + "ringkasan/"))
    for words in (
        "Indeks sekarang", "Tonggak selesai", "0 dari 4", "seharusnya 2 sampai hari ini", "Tonggak terlambat",
        "Komitmen ditetapkan", "0 dari 2", "Rp400 juta", "Naskah terlambat 9 hari", "1 usulan menunggu persetujuan",
        "Bappeda tidak punya kepala dengan akun aktif. Tunjuk penanggung jawab untuk B-01.", "Dinas Kominfo",
    ):  # fmt: skip
        assert words in page
    assert "belum ada target" in page
    searched(plans, targets={2026: "1.02"}, budgets={2026: 300_000_000})
    page = text(signed_in("kepala-kominfo").get(HERE + "ringkasan/"))
    for words in ("target 1,02 pada 2026", "batas Rp300 juta", "Belum tercapai:"):
        assert words in page


def test_an_answer_speaks_english_to_those_who_chose_it(plans):
    client = signed_in("sekda")
    client.get("/bahasa/", {"pilih": "en", "next": "/"})
    found = searched(plans, targets={2026: "4.00"})
    page = text(client.get(f"{HERE}rencana/{found.id}/"))
    for words in ("No plan", "Highest at the end of 2026", "Nearest plan", "Index at the end of the year"):
        assert words in page
    assert "Rencana terdekat" not in page


def test_a_search_that_failed_says_so_and_the_last_good_plan_stays(plans):
    good = searched(plans)
    failed = actions.ask_for_plan(
        actor=plans.people["sekda"],
        now=JUNE.replace(minute=1),
        roadmap=SLUG,
        wish=plans.wish(),
        begin=lambda _: None,
    )
    store.save_end(
        failed, state=PlanState.FAILED, at=JUNE.replace(minute=2), fault="Proses pencarian berhenti."
    )
    sekda = signed_in("sekda")
    page = text(sekda.get(f"{HERE}rencana/{failed}/"))
    assert "Proses pencarian berhenti." in page
    assert f'href="{HERE}rencana/{good.id}/"' in page
    assert "app-gantt__work" in text(sekda.get(f"{HERE}rencana/{good.id}/"))


def test_an_owner_who_left_is_named_before_anything_is_computed(plans):
    plans.move("K-01", State.AGREED)
    sekda = signed_in("sekda")
    assert "tidak punya kepala dengan akun aktif" not in text(sekda.get(HERE + "rencana/"))
    Account.objects.filter(username="kepala-kominfo").update(is_active=False)
    assert "Dinas Kominfo tidak punya kepala dengan akun aktif" in text(sekda.get(HERE + "rencana/"))


def test_a_search_that_was_cut_off_says_so_and_offers_to_go_on(plans, monkeypatch):
    deferred = []
    monkeypatch.setattr(tasks.search, "defer", lambda plan: deferred.append(plan))
    plan_id = actions.ask_for_plan(
        actor=plans.people["sekda"], now=JUNE, roadmap=SLUG, wish=plans.wish(), begin=lambda plan: None
    )
    store.take_plan(plan_id, now=JUNE - 2 * SILENCE)
    here, sekda = f"{HERE}rencana/{plan_id}/", signed_in("sekda")
    assert "Pencarian terputus" in text(sekda.get(here))
    assert "Lanjutkan pencarian" not in text(signed_in("kepala-kominfo").get(here))
    assert "terputus" in text(sekda.get(HERE + "rencana/"))
    sekda.post(here, {"tindakan": "lanjutkan"})
    assert queries.plan(plans.here.id, plan_id).state is PlanState.WAITING


def test_the_form_can_begin_from_an_earlier_plan(plans):
    earlier = searched(plans, budgets={2026: 300_000_000}, forbidden=frozenset({"K-02"}), pace=False)
    page = text(signed_in("sekda").get(f"{HERE}rencana/?dari={earlier.id}"))
    for words in ('value="1,02"', 'value="300.000.000"', 'value="jangan" selected'):
        assert words in page
    assert 'name="tempo" checked' not in page
    assert signed_in("sekda").get(f"{HERE}rencana/?dari=bukan").status_code == 200
