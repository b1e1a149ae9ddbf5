"""Pages of those who work on data sets: Produsen Data, Walidata, Pembina Data."""
