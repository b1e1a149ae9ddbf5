"""The data house: deliveries of agencies, checked, kept in versions, and asked in SQL."""
