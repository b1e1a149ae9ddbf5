"""What the survey hands out on paper."""

from pendopo.survey.exports.slips import slip_sheet

__all__ = ["slip_sheet"]
