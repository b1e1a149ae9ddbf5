"""Pages of the hall: the counter of an officer, the display board, the kiosk."""
