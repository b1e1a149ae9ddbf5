"""Files that leave the data house for other programs."""
