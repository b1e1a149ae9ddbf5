"""A commitment says with which second factor it was declared; none comes in without one any more."""

from django.db import migrations, models

DEMAND = """
CREATE TRIGGER roadmap_commitment_needs_second_factor BEFORE INSERT ON roadmap_commitment FOR EACH ROW
    WHEN (NEW.second_factor NOT IN ('totp', 'recovery_codes'))
    EXECUTE FUNCTION roadmap_refuse();
"""
UNDO = "DROP TRIGGER roadmap_commitment_needs_second_factor ON roadmap_commitment;"


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="second_factor",
            field=models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(DEMAND, UNDO),
    ]
