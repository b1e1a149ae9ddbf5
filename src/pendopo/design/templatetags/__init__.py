"""Template tags: figures, days and clock times as Indonesians write them."""
