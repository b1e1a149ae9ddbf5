"""What the survey hands out on paper."""

from pendopo.survey.exports.paper_form import paper_form
from pendopo.survey.exports.slips import slip_sheet
from pendopo.survey.exports.unit_poster import unit_poster

__all__ = ["paper_form", "slip_sheet", "unit_poster"]
