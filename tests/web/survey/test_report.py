"""The report of a period: on paper, as a workbook, for the notice board; the same figures make the same bytes."""

import io
import zipfile
from datetime import date
from fractions import Fraction

import pypdf
import pytest
import python_calamine

from pendopo.survey.domain.periods import Period
from pendopo.survey.models import Answer, ProfileCount
from pendopo.survey.queries.reports import report_figures
from pendopo.survey.web.report import _made
from tests.town import build_town

pytestmark = pytest.mark.django_db

QUARTER = "2026-T3"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Files are kept for some minutes; each test makes its own."""
    _made.cache_clear()


@pytest.fixture
def town():
    """One service with 40 answers, one with 3: too few to be shown."""
    town = build_town()
    for number in range(40):
        scores = [3 + (number + place) % 2 for place in range(8)] + [2]
        Answer.objects.create(
            service=town.services[0], period="2026-08", answer_class="kiosk", q=scores, settled=True
        )
    for _ in range(3):
        Answer.objects.create(
            service=town.services[1], period="2026-08", answer_class="kiosk", q=[1] * 9, settled=True
        )
    for band, count in (("perempuan", 22), ("laki-laki", 21)):
        ProfileCount.objects.create(
            service=town.services[0], period="2026-08", field="jenis-kelamin", band=band, count=count
        )
    return town


@pytest.fixture
def address(town):
    return f"/laporan/survei/kantor-{town.office.pk}/{QUARTER}/"


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_report_says_its_figures_in_the_usual_order(client, address):
    answer = client.get(f"{address}laporan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert (
        f"skm-kantor-{address.split('-')[1].split('/')[0]}-{QUARTER}-laporan.pdf"
        in answer["Content-Disposition"]
    )
    text = text_of(answer.content)
    headings = [
        "1. Pendahuluan", "2. Profil responden", "3. Metode", "4. Hasil tiap unsur", "5. Hasil tiap bagian",
        "6. Perkembangan", "7. Tiga unsur terendah", "8. Rencana dan pelaksanaan tindak lanjut",
        "9. Publikasi dan pemeriksaan", "Lampiran: kuesioner",
    ]  # fmt: skip
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "Triwulan III 2026" in text
    assert "disembunyikan" in text


def test_every_file_is_the_same_to_the_byte_when_asked_twice_and_in_any_language(client, address):
    for name in ("laporan.pdf", "laporan.xlsx", "pengumuman-a4.pdf", "pengumuman-a3.pdf"):
        first = client.get(address + name).content
        _made.cache_clear()
        assert client.get(address + name, headers={"Accept-Language": "en"}).content == first, name


def test_a_file_that_was_just_made_is_not_made_again(client, address, django_assert_num_queries):
    first = client.get(f"{address}laporan.xlsx").content
    with django_assert_num_queries(0):
        assert client.get(f"{address}laporan.xlsx").content == first


def test_the_sheet_for_the_notice_board_is_one_page_of_its_size(client, address):
    for name, millimetres in (("pengumuman-a4.pdf", (210, 297)), ("pengumuman-a3.pdf", (297, 420))):
        [page] = pypdf.PdfReader(io.BytesIO(client.get(address + name).content)).pages
        size = tuple(round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height))
        assert size == millimetres
        assert "Nilai IKM" in page.extract_text()


def test_the_workbook_has_numbers_from_which_the_index_comes_out_again(client, address, town):
    raw = client.get(f"{address}laporan.xlsx").content
    assert "formula" not in zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml").decode()
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    rows = workbook.get_sheet_by_name("Unsur").to_python()[2:11]
    means = [Fraction(int(row[3]), int(row[2])) for row in rows]
    figures = report_figures(f"kantor-{town.office.pk}", Period.parse(QUARTER), least=10, today=TODAY)
    assert 25 * sum(means) / 9 == 25 * figures.index.exact
    summary = {row[0]: row[1] for row in workbook.get_sheet_by_name("Ringkasan").to_python()}
    assert f"{summary['IKM']:.2f}" == figures.index.ikm


def test_a_small_group_is_in_none_of_the_files(client, address):
    """Three people said 1 to everything; the whole of the month would give them away beside the other service."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(f"{address}laporan.xlsx").content)
    )
    services = {row[0]: row[1:] for row in workbook.get_sheet_by_name("Bagian").to_python()}
    assert [services[name][1] for name in ("Layanan 1", "Layanan 2")] == ["disembunyikan", "disembunyikan"]


def test_the_page_offers_all_files_and_the_way_to_the_figures(client, address, town):
    page = client.get(address).content.decode()
    for name in ("laporan.pdf", "laporan.xlsx", "pengumuman-a4.pdf", "pengumuman-a3.pdf"):
        assert f'href="{address}{name}"' in page
    assert f"/kepuasan/{town.office.slug}/?periode={QUARTER}" in page


@pytest.mark.parametrize(
    "rest",
    [
        "kantor-999999/2026-T3/",
        "kantor-{id}/2030/",
        "kantor-{id}/2026-T1/",
        "kantor-{id}/2026-T3/rahasia.pdf",
    ],
)
def test_what_has_no_published_figures_has_no_report(client, town, rest):
    assert client.get(f"/laporan/survei/{rest.format(id=town.office.pk)}").status_code == 404


def test_the_index_page_and_the_staff_page_lead_to_the_report(client, town, address):
    page = client.get(f"/kepuasan/{town.office.slug}/?periode={QUARTER}").content.decode()
    assert f'href="{address}"' in page
