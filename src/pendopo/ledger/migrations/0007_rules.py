"""The few entries by which a log rules itself are found at once (`queries/rules.py`)."""

from django.db import migrations

INDEX = """
CREATE INDEX ledger_leaf_rule ON ledger_leaf (log, place)
 WHERE (position('"t":"key/1"'::bytea IN leaf) > 0 OR position('"t":"method/1"'::bytea IN leaf) > 0
        OR position('"t":"release/1"'::bytea IN leaf) > 0)
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_closings")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX ledger_leaf_rule")]
