"""What came in stays as it came: no code changes a file's facts, when it was received, or what was said about it."""

from django.db import migrations

KEPT = """
CREATE TRIGGER assessment_file_stays BEFORE DELETE ON assessment_file
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_file_keeps_its_content BEFORE UPDATE ON assessment_file FOR EACH ROW
    WHEN (ROW (OLD.sha256, OLD.size, OLD.kind, OLD.received_at)
          IS DISTINCT FROM ROW (NEW.sha256, NEW.size, NEW.kind, NEW.received_at))
    EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_evidence_stays BEFORE DELETE ON assessment_evidence
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
-- A draft of the program becomes evidence, and evidence is withdrawn: nothing else about it ever changes.
CREATE TRIGGER assessment_evidence_keeps_its_facts BEFORE UPDATE ON assessment_evidence FOR EACH ROW
    WHEN (ROW (OLD.id, OLD.government_id, OLD.agency_id, OLD.file_id, OLD.file_name, OLD.address, OLD.title,
               OLD.document_number, OLD.document_date, OLD.issuer, OLD.valid_from, OLD.valid_to, OLD.note,
               OLD.restricted, OLD.provider, OLD.received_at, OLD.received_by_id, OLD.replaces_id, OLD.salt, OLD.leaf)
          IS DISTINCT FROM
          ROW (NEW.id, NEW.government_id, NEW.agency_id, NEW.file_id, NEW.file_name, NEW.address, NEW.title,
               NEW.document_number, NEW.document_date, NEW.issuer, NEW.valid_from, NEW.valid_to, NEW.note,
               NEW.restricted, NEW.provider, NEW.received_at, NEW.received_by_id, NEW.replaces_id, NEW.salt, NEW.leaf)
          OR (NEW.draft AND NOT OLD.draft) OR OLD.withdrawn_at IS NOT NULL)
    EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_evidence_use_stays BEFORE DELETE ON assessment_evidence_use
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_evidence_use_is_only_ended BEFORE UPDATE ON assessment_evidence_use FOR EACH ROW
    WHEN (OLD.removed_at IS NOT NULL
          OR ROW (OLD.evidence_id, OLD.assessment_id, OLD.indicator, OLD.passage, OLD.added_at, OLD.added_by_id)
             IS DISTINCT FROM
             ROW (NEW.evidence_id, NEW.assessment_id, NEW.indicator, NEW.passage, NEW.added_at, NEW.added_by_id))
    EXECUTE FUNCTION assessment_refuse();
"""

UNDO = """
DROP TRIGGER assessment_evidence_use_is_only_ended ON assessment_evidence_use;
DROP TRIGGER assessment_evidence_use_stays ON assessment_evidence_use;
DROP TRIGGER assessment_evidence_keeps_its_facts ON assessment_evidence;
DROP TRIGGER assessment_evidence_stays ON assessment_evidence;
DROP TRIGGER assessment_file_keeps_its_content ON assessment_file;
DROP TRIGGER assessment_file_stays ON assessment_file;
"""


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_evidence")]

    operations = [migrations.RunSQL(KEPT, UNDO)]
