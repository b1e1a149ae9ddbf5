"""Pages of assessments, by the person in front of them."""
