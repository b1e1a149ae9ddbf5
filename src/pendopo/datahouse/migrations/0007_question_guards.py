"""What no code may do, whoever wrote it: change what was decided about protection and access, or what was asked."""

from django.db import migrations

KEPT = """
CREATE FUNCTION datahouse_refuse_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: it stays as it was written', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER datahouse_protection_stays BEFORE UPDATE OR DELETE ON datahouse_protection
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_question();
CREATE TRIGGER datahouse_question_stays BEFORE UPDATE OR DELETE ON datahouse_question
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_question();
CREATE TRIGGER datahouse_question_table_stays BEFORE UPDATE OR DELETE ON datahouse_question_table
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_question();
CREATE TRIGGER datahouse_access_stays BEFORE DELETE ON datahouse_access_request
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_question();
-- The ways of domain/access_requests.py; who asked for what, and what was decided, never changes.
CREATE TRIGGER datahouse_access_ways BEFORE UPDATE ON datahouse_access_request FOR EACH ROW
    WHEN ((OLD.state, NEW.state) NOT IN (('diminta', 'diberikan'), ('diminta', 'ditolak'),
            ('diminta', 'dibatalkan'), ('diberikan', 'diakhiri'))
          OR ROW (OLD.dataset_id, OLD.agency_id, OLD.asked_by_id, OLD.asked_at, OLD.purpose, OLD.reach, OLD.until)
             IS DISTINCT FROM
             ROW (NEW.dataset_id, NEW.agency_id, NEW.asked_by_id, NEW.asked_at, NEW.purpose, NEW.reach, NEW.until)
          OR (OLD.decided_at IS NOT NULL AND ROW (OLD.decided_by_id, OLD.decided_at, OLD.reason)
             IS DISTINCT FROM ROW (NEW.decided_by_id, NEW.decided_at, NEW.reason)))
    EXECUTE FUNCTION datahouse_refuse_question();
"""

UNDO = "DROP FUNCTION datahouse_refuse_question CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("datahouse", "0006_questions")]

    operations = [migrations.RunSQL(KEPT, UNDO)]
