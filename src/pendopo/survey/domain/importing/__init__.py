"""Answers of earlier surveys, read from files: what is in them, what does not fit, and where."""
