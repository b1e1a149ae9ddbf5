"""The rules of the data house: what a delivery has to be, and what a question may ask."""
