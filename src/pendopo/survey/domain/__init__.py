"""Pure rules of the satisfaction survey: codes, the nine elements, answers, and the index."""
