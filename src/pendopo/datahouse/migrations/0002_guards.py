"""What no code may do, whoever wrote it: change or remove a version, or let a data set count backwards."""

from django.db import migrations

KEPT = """
CREATE FUNCTION datahouse_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: a version stays as it was accepted', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER datahouse_version_stays BEFORE UPDATE OR DELETE ON datahouse_version
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse();
CREATE TRIGGER datahouse_dataset_stays BEFORE DELETE ON datahouse_dataset
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse();
CREATE TRIGGER datahouse_dataset_counts BEFORE UPDATE ON datahouse_dataset FOR EACH ROW
    WHEN (NEW.newest NOT IN (OLD.newest, OLD.newest + 1)
          OR ROW (OLD.slug, OLD.agency_id) IS DISTINCT FROM ROW (NEW.slug, NEW.agency_id))
    EXECUTE FUNCTION datahouse_refuse();
"""

UNDO = "DROP FUNCTION datahouse_refuse CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("datahouse", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, UNDO)]
