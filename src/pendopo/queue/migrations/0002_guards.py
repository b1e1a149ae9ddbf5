"""What no code may do, whoever wrote it: leave a gap in the numbers, renumber, delete, rewrite history."""

from django.db import migrations

GAPLESS = """
CREATE FUNCTION queue_numbers_have_no_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1
        FROM (SELECT service_id, day, min(sequence) AS low, max(sequence) AS high, count(*) AS added
              FROM added_tickets GROUP BY service_id, day) batch
        LEFT JOIN queue_line line ON line.service_id = batch.service_id AND line.day = batch.day
        WHERE line.id IS NULL
           OR batch.high <> line.issued
           OR batch.high - batch.low + 1 <> batch.added
           -- A scalar subquery looks up one row by its index; NOT EXISTS may be planned as a scan of all tickets.
           OR (batch.low > 1 AND (
                   SELECT before.sequence FROM queue_ticket before
                   WHERE before.service_id = batch.service_id AND before.day = batch.day
                     AND before.sequence = batch.low - 1) IS NULL)
    ) THEN
        RAISE EXCEPTION 'queue numbers must follow each other without a gap'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER queue_ticket_gapless AFTER INSERT ON queue_ticket
    REFERENCING NEW TABLE AS added_tickets FOR EACH STATEMENT EXECUTE FUNCTION queue_numbers_have_no_gaps();
"""

FIXED = """
CREATE FUNCTION queue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: what happened in the queue stays as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER queue_ticket_stays BEFORE DELETE ON queue_ticket FOR EACH ROW EXECUTE FUNCTION queue_refuse();
CREATE TRIGGER queue_ticket_keeps_its_number BEFORE UPDATE ON queue_ticket FOR EACH ROW
    WHEN (ROW (OLD.id, OLD.service_id, OLD.day, OLD.sequence, OLD.letter, OLD.taken_at)
          IS DISTINCT FROM ROW (NEW.id, NEW.service_id, NEW.day, NEW.sequence, NEW.letter, NEW.taken_at))
    EXECUTE FUNCTION queue_refuse();
CREATE TRIGGER queue_event_stays BEFORE UPDATE OR DELETE ON queue_ticketevent
    FOR EACH ROW EXECUTE FUNCTION queue_refuse();
CREATE TRIGGER queue_line_only_grows BEFORE UPDATE ON queue_line FOR EACH ROW
    WHEN (NEW.issued < OLD.issued OR ROW (OLD.service_id, OLD.day) IS DISTINCT FROM ROW (NEW.service_id, NEW.day))
    EXECUTE FUNCTION queue_refuse();
CREATE TRIGGER queue_line_stays BEFORE DELETE ON queue_line FOR EACH ROW EXECUTE FUNCTION queue_refuse();
"""

UNDO = """
DROP TRIGGER queue_line_stays ON queue_line;
DROP TRIGGER queue_line_only_grows ON queue_line;
DROP TRIGGER queue_event_stays ON queue_ticketevent;
DROP TRIGGER queue_ticket_keeps_its_number ON queue_ticket;
DROP TRIGGER queue_ticket_stays ON queue_ticket;
DROP FUNCTION queue_refuse;
DROP TRIGGER queue_ticket_gapless ON queue_ticket;
DROP FUNCTION queue_numbers_have_no_gaps;
"""


class Migration(migrations.Migration):
    dependencies = [("queue", "0001_initial")]
    operations = [migrations.RunSQL(GAPLESS + FIXED, UNDO)]
