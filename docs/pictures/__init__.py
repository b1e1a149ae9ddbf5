"""How the screenshots of the guides are taken: `docs/screenshots.py` calls them all."""
