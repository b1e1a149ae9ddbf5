"""Files of a result: all say the same number, and the same result makes the same bytes."""

import io
import json
import time

import docx
import pypdf
import pytest
import python_calamine

from pendopo.assessment import actions, queries
from pendopo.assessment.domain.report import Report
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.exports import (
    consent_pdf,
    minutes_pdf,
    report_docx,
    report_pdf,
    result_json,
    result_xlsx,
)
from pendopo.assessment.queries.report import report
from tests.assessment_year import JUNE, SEPTEMBER, Year

pytestmark = pytest.mark.django_db
BASE = "https://contoh.go.id"


@pytest.fixture
def result(year: Year) -> Report:
    """Level 2 everywhere: index 2.00."""
    year.give_all(2)
    return report(year.slug, year.people["sekda"])


def cells(content: bytes, sheet: str) -> list[list[object]]:
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_name(sheet)
        .to_python()
    )


def pdf_text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).replace(
        "\n", " "
    )


def test_all_files_say_the_same_index(result: Report) -> None:
    assert result.result.index == "2.00"
    table = cells(result_xlsx(result), "Hasil")
    told = json.loads(result_json(result))
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(report_docx(result))).paragraphs)
    assert table[-1][5] == 2
    assert (told["index"], told["predicate"], len(told["indicators"])) == ("2.00", "Cukup", 47)
    assert "Indeks 2,00 dengan predikat Cukup" in words
    assert "2,00" in pdf_text(report_pdf(result))


def test_the_workbook_has_the_columns_and_order_of_the_national_table(result: Report) -> None:
    table = cells(result_xlsx(result), "Hasil")
    assert table[0] == [
        "Domain/Aspek/Indikator",
        "Deskripsi",
        "Bobot",
        "Bobot Aspek",
        "TK Final",
        "Indeks Akhir",
    ]
    kinds = [str(row[0]).partition(" ")[0] for row in table[1:-1]]
    assert kinds[:3] == ["Domain", "Aspek", "Indikator"]
    assert [kinds.count(kind) for kind in ("Domain", "Aspek", "Indikator")] == [4, 8, 47]
    first = next(row for row in table if row[0] == "Indikator 1")
    assert first[2:] == [1.3, 13, 2, pytest.approx(0.026)]
    points = sum(float(row[5]) for row in table if str(row[0]).startswith("Indikator"))  # type: ignore[arg-type]
    assert points == pytest.approx(2.0)


def test_the_same_result_makes_the_same_bytes(result: Report) -> None:
    makers = (result_xlsx, report_docx, report_pdf, result_json)
    first = [make(result) for make in makers]
    time.sleep(1.1)  # the clock of zip files counts seconds
    for make, before in zip(makers, first, strict=True):
        assert make(result) == before, make.__name__


def test_formulas_in_words_stay_words(year: Year) -> None:
    year.give("1", 2, fact='=HYPERLINK("http://jahat","klik") adalah teks biasa')
    content = result_xlsx(report(year.slug, year.people["sekda"]))
    row = next(one for one in cells(content, "Penjelasan") if one[0] == "1")
    assert str(row[1]).startswith("=HYPERLINK")


def test_minutes_and_consent_say_what_was_approved_and_lead_to_the_record(year: Year) -> None:
    year.give_all(2)
    slug, people = year.slug, year.people
    actions.approve_round(actor=people["penanggung"], now=JUNE, slug=slug, round=RoundName.SELF)
    actions.approve_round(actor=people["sekda"], now=SEPTEMBER, slug=slug, round=RoundName.FINAL)
    actions.publish_result(actor=people["sekda"], now=SEPTEMBER, slug=slug)
    page = report(slug, people["sekda"])
    zone = queries.standing(slug, people["sekda"]).calendar.zone
    final, own = queries.approvals(year.id)
    minutes = pdf_text(minutes_pdf(page, own, zone=zone, base_url=BASE))
    assert "BERITA ACARA PENILAIAN MANDIRI" in minutes
    assert "Rabu, 10 Juni 2026" in minutes
    assert "2,00" in minutes
    assert own.digest in minutes
    assert f"/catatan/spbe/{own.leaf}/" in minutes.replace(" ", "")
    consent = pdf_text(consent_pdf(page, final, zone=zone, base_url=BASE))
    assert "PERNYATAAN PERSETUJUAN PUBLIKASI" in consent
    assert final.publication_leaf in consent.replace(" ", "")
    assert minutes_pdf(page, own, zone=zone, base_url=BASE) == minutes_pdf(
        page, own, zone=zone, base_url=BASE
    )
