"""Pages of citizens: take a number, follow it, give it back, get a survey code."""
