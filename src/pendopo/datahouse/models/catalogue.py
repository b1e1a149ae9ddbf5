"""The catalogue that other engines read: the tables of Iceberg's JDBC catalogue, column for column."""

from django.db import models


class IcebergTable(models.Model):
    """Where the newest metadata of a table lies."""

    pk = models.CompositePrimaryKey("catalog_name", "table_namespace", "table_name")
    catalog_name = models.CharField(max_length=255)
    table_namespace = models.CharField(max_length=255)
    table_name = models.CharField(max_length=255)
    metadata_location = models.CharField(max_length=1000, null=True)
    previous_metadata_location = models.CharField(max_length=1000, null=True)
    iceberg_type = models.CharField(max_length=5, null=True)

    class Meta:
        db_table = "iceberg_tables"


class IcebergNamespaceProperty(models.Model):
    """That a namespace exists."""

    pk = models.CompositePrimaryKey("catalog_name", "namespace", "property_key")
    catalog_name = models.CharField(max_length=255)
    namespace = models.CharField(max_length=255)
    property_key = models.CharField(max_length=255)
    property_value = models.CharField(max_length=1000)

    class Meta:
        db_table = "iceberg_namespace_properties"
