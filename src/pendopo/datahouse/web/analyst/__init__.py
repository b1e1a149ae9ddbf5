"""Pages of those who ask the house, and of those whose data are asked."""
