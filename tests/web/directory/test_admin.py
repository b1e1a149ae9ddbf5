"""/kelola/: editors find what they may edit, save it, and are told what does not fit."""

from datetime import date

import pytest
from django.test import Client

from pendopo.directory import queries
from pendopo.directory.models import Counter, Government, Holiday, Office, OfficeHours, Service, SpecialDay

LISTS = ("service", "office", "counter", "agency", "government", "region", "specialday", "holiday")


def address(model, row=None):
    return f"/kelola/directory/{model}/" + (f"{row.pk}/change/" if row else "")


def service(slug="ktp-el", office="mpp-gajah-mada"):
    return Service.objects.get(slug=slug, office__slug=office)


def form_of(answer):
    """What a browser would send back unchanged."""
    admin_form = answer.context["adminform"].form
    forms = [admin_form]
    for inline in answer.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            if isinstance(value, list) and field.name == "search_words":
                value = ",".join(value)
            sent[field.html_name] = value
    return sent


def save(browser, url, **changes):
    """Open the page, change something, send it."""
    return send(browser, url, opened(browser, url), changes)


def opened(browser, url):
    """The form of the page as it is shown."""
    shown = browser.get(url)
    assert shown.status_code == 200, shown.status_code
    return form_of(shown)


def send(browser, url, form, changes):
    """Send the form with something changed; what is changed to nothing is left out."""
    return browser.post(url, {name: value for name, value in (form | changes).items() if value is not None})


def said(answer):
    return answer.content.decode()


@pytest.mark.parametrize("model", LISTS)
def test_an_administrator_finds_every_list(administrator, model):
    answer = administrator.get(address(model))
    assert answer.status_code == 200
    assert "Kelola pendopo" in said(answer)


@pytest.mark.parametrize(
    ("model", "words", "found"),
    [
        ("service", "kartu penduduk", "KTP-el"),
        ("office", "gmsc", "MPP Gajah Mada"),
        ("counter", "paspor", "Loket 8"),
        ("agency", "dispendukcapil", "Pencatatan Sipil"),
        ("region", "balongsari", "35.76.02.1008"),
        ("holiday", "natal", "Hari Raya Natal"),
        ("specialday", "ramadan", "0 hari khusus"),
    ],
)
def test_lists_can_be_searched(administrator, model, words, found):
    answer = administrator.get(address(model), {"q": words})
    assert answer.status_code == 200
    assert found in said(answer)


def test_the_region_of_an_office_is_found_by_typing(administrator):
    sent = {"term": "balong", "app_label": "directory", "model_name": "office", "field_name": "region"}
    answer = administrator.get("/kelola/autocomplete/", sent)
    assert "35.76.02.1008 Balongsari" in [row["text"] for row in answer.json()["results"]]


def test_an_edit_leaves_its_history(administrator):
    row = service()
    save(administrator, address("service", row), daily_quota="99")
    history = said(administrator.get(f"{address('service', row)[:-7]}history/"))
    assert "Kuota harian" in history
    assert "administrator" in history


@pytest.mark.parametrize("model", [model for model in LISTS if model != "region"])
def test_an_administrator_finds_every_form_for_something_new(administrator, model):
    expected = 403 if model == "government" else 200
    assert administrator.get(f"{address(model)}add/").status_code == expected


def test_an_editor_sees_the_services_of_their_agency_only(editor):
    shown = said(editor.get(address("service")))
    assert "Kartu keluarga" in shown
    assert "Paspor" not in shown
    assert editor.get(address("service", service("paspor"))).status_code in (302, 403, 404)
    assert editor.get(address("service", service("ktp-el", "mpp-graha-manavaseva"))).status_code in (
        302,
        403,
        404,
    )


@pytest.mark.parametrize("model", ["office", "counter", "government", "region", "holiday"])
def test_an_editor_of_an_agency_has_no_way_to_what_the_hall_decides(editor, model):
    assert editor.get(address(model)).status_code == 403


def test_an_editor_changes_quota_and_standard_and_it_is_seen_at_once(editor):
    row = service()
    before = queries.rules_of([row.pk])[row.pk].daily_quota
    answer = save(
        editor, address("service", row), daily_quota="77", **{"components-0-text": "Syarat satu\nSyarat dua"}
    )
    assert answer.status_code == 302, said(answer)
    assert before != 77
    assert queries.rules_of([row.pk])[row.pk].daily_quota == 77
    page = queries.service_page("mpp-gajah-mada", "ktp-el")
    assert page.components[0].items == ("Syarat satu", "Syarat dua")


def test_an_editor_cannot_take_another_letter_or_agency(editor):
    row = service()
    save(editor, address("service", row), letter="Z", agency=str(service("paspor").agency_id))
    row.refresh_from_db()
    assert (row.letter, row.agency.slug) == ("A", "dispendukcapil")


WRONG = (
    ({"letter": "B"}, "Huruf antrean ini sudah dipakai"),
    ({"letter": "7"}, "satu atau dua huruf besar"),
    ({"daily_quota": "-3"}, "lebih besar"),
    ({"components-3-DELETE": "on"}, "Belum ada: Biaya atau tarif"),
    ({"hours-0-closes": "07:00"}, "Jam tutup harus setelah jam buka"),
)


def test_what_does_not_fit_is_explained_and_not_saved(administrator):
    row = service()
    form = opened(administrator, address("service", row))
    for changes, message in WRONG:
        answer = send(administrator, address("service", row), form, changes)
        assert answer.status_code == 200, changes
        assert message in said(answer)
        assert service().components.count() == 14, changes
        row.refresh_from_db()
        assert (row.letter, row.daily_quota) == ("A", None), changes


def test_overlapping_hours_of_an_office_are_refused(administrator):
    office = Office.objects.get(slug="mpp-gajah-mada")
    number = OfficeHours.objects.filter(office=office).count()
    extra = {
        "hours-TOTAL_FORMS": str(number + 1),
        f"hours-{number}-weekday": "1",
        f"hours-{number}-opens": "13:00",
        f"hours-{number}-closes": "16:00",
        f"hours-{number}-office": str(office.pk),
    }
    answer = save(administrator, address("office", office), **extra)
    assert "tumpang tindih" in said(answer)
    assert OfficeHours.objects.filter(office=office).count() == number


def test_a_counter_gives_only_services_of_its_office(administrator, town):
    counter = Counter.objects.get(office__slug="mpp-gajah-mada", number=1)
    foreign = service("ktp-el", "mpp-graha-manavaseva")
    answer = save(administrator, address("counter", counter), services=[str(foreign.pk)])
    assert answer.status_code == 200
    assert not counter.services.filter(pk=foreign.pk).exists()


def test_the_neighbouring_government_is_out_of_reach(administrator):
    office = Office.objects.get(slug="mpp-graha-manavaseva")
    assert "Graha Manavaseva" not in said(administrator.get(address("office")))
    assert administrator.get(address("office", office)).status_code in (302, 403, 404)


def test_a_special_day_of_the_hall_is_set_by_the_administrator(administrator):
    office = Office.objects.get(slug="mpp-gajah-mada")
    answer = administrator.post(
        f"{address('specialday')}add/",
        {"office": office.pk, "day": "01-12-2026", "reason": "Upacara", "opens": "", "closes": ""},
    )
    assert answer.status_code == 302, said(answer)
    assert SpecialDay.objects.get().day == date(2026, 12, 1)
    assert queries.office(office.slug).calendar.on(date(2026, 12, 1)).reason == "Upacara"


@pytest.mark.parametrize(("named", "status", "rows"), [(True, 302, 1), (False, 200, 0)])
def test_an_editor_sets_special_days_for_their_services_only(editor, named, status, rows):
    row = service()
    sent = {"office": row.office_id, "day": "01-12-2026", "reason": "Pelatihan petugas"}
    answer = editor.post(f"{address('specialday')}add/", sent | ({"service": row.pk} if named else {}))
    assert (answer.status_code, SpecialDay.objects.count()) == (status, rows), said(answer)


def test_national_holidays_are_read_only_for_one_government(administrator):
    holiday = Holiday.objects.get(day="2026-12-25")
    administrator.post(address("holiday", holiday), {"day": "26-12-2026", "name": "Lain"})
    holiday.refresh_from_db()
    assert holiday.name == "Hari Raya Natal"


def test_a_government_has_holidays_of_its_own(administrator):
    city = Government.objects.get(code="35.76")
    sent = {"day": "20-06-2027", "name": "Hari Jadi Kota", "government": city.pk}
    assert administrator.post(f"{address('holiday')}add/", sent).status_code == 302
    assert (
        administrator.post(
            f"{address('holiday')}add/", sent | {"government": "", "day": "21-06-2027"}
        ).status_code
        == 200
    )
    assert Holiday.objects.filter(name="Hari Jadi Kota").count() == 1


def test_services_are_not_deleted(administrator):
    assert (
        administrator.post(f"{address('service', service())[:-7]}delete/", {"post": "yes"}).status_code == 403
    )
    assert Service.objects.filter(slug="ktp-el").exists()


def test_an_officer_has_no_way_in(officer):
    assert officer.get("/kelola/").status_code == 403
    assert officer.get(address("service")).status_code == 403


def test_a_stranger_is_sent_to_the_sign_in_page(town):
    answer = Client().get(address("service"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")
