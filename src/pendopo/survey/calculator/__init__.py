"""`./pendopo ikm`: the index of anybody's answers or printed means. Knows files; no settings, no database."""
