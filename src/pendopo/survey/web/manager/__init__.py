"""Pages of the people who manage surveys (Bagian Organisasi)."""
