"""Pure rules of the directory: opening hours, who may take numbers, the service standard, the search."""
