"""What the survey hands out on paper, and as files."""

from pendopo.survey.exports.paper_form import paper_form
from pendopo.survey.exports.report import notice_pdf, report_pdf
from pendopo.survey.exports.report_xlsx import report_xlsx
from pendopo.survey.exports.slips import slip_sheet
from pendopo.survey.exports.unit_poster import unit_poster

__all__ = ["notice_pdf", "paper_form", "report_pdf", "report_xlsx", "slip_sheet", "unit_poster"]
