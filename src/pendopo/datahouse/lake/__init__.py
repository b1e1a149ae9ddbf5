"""The files of the house: raw deliveries, Parquet, Iceberg metadata; and the engine that reads them."""
