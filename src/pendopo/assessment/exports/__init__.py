"""Results and answers as files, from one `Report`: the same content always makes the same bytes."""

from pendopo.assessment.exports.answers_workbook import answers_xlsx
from pendopo.assessment.exports.paper import consent_pdf, minutes_pdf, report_pdf
from pendopo.assessment.exports.report_docx import report_docx
from pendopo.assessment.exports.result_json import result_json
from pendopo.assessment.exports.result_workbook import result_xlsx

__all__ = [
    "answers_xlsx",
    "consent_pdf",
    "minutes_pdf",
    "report_docx",
    "report_pdf",
    "result_json",
    "result_xlsx",
]
