"""What no code may do, whoever wrote it: change a framework, rewrite history, approve one's own answers."""

from django.db import migrations

KEPT = """
CREATE FUNCTION assessment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: what was assessed stays as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER assessment_framework_stays BEFORE UPDATE OR DELETE ON assessment_framework
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_keeps_its_framework BEFORE UPDATE ON assessment_assessment FOR EACH ROW
    WHEN (ROW (OLD.framework_id, OLD.government_id, OLD.year, OLD.slug, OLD.example)
          IS DISTINCT FROM ROW (NEW.framework_id, NEW.government_id, NEW.year, NEW.slug, NEW.example))
    EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_version_stays BEFORE UPDATE OR DELETE ON assessment_answer_version
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_approval_stays BEFORE UPDATE OR DELETE ON assessment_approval
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_reopening_stays BEFORE UPDATE OR DELETE ON assessment_reopening
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_publication_stays BEFORE UPDATE OR DELETE ON assessment_publication
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_answer_stays BEFORE DELETE ON assessment_answer
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
-- Two writers cannot both make the same version: whoever comes second sees that somebody was faster.
CREATE TRIGGER assessment_answer_counts_versions BEFORE UPDATE ON assessment_answer FOR EACH ROW
    WHEN (NEW.version <> OLD.version + 1
          OR ROW (OLD.assessment_id, OLD.round, OLD.indicator)
             IS DISTINCT FROM ROW (NEW.assessment_id, NEW.round, NEW.indicator))
    EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_finding_keeps_its_words BEFORE UPDATE ON assessment_finding FOR EACH ROW
    WHEN (ROW (OLD.assessment_id, OLD.round, OLD.indicator, OLD.text, OLD.made_at, OLD.made_by_id)
          IS DISTINCT FROM ROW (NEW.assessment_id, NEW.round, NEW.indicator, NEW.text, NEW.made_at, NEW.made_by_id))
    EXECUTE FUNCTION assessment_refuse();
CREATE TRIGGER assessment_finding_stays BEFORE DELETE ON assessment_finding
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse();
"""

APART = """
CREATE FUNCTION assessment_approver_did_not_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.by_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM assessment_answer_version version JOIN assessment_answer answer ON answer.id = version.answer_id
         WHERE answer.assessment_id = NEW.assessment_id AND answer.round = 'mandiri'
           AND version.by_id = NEW.by_id AND version.act IN ('simpan', 'serahkan')
    ) THEN
        RAISE EXCEPTION 'who enters answers does not approve them' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assessment_approver_is_another BEFORE INSERT ON assessment_approval
    FOR EACH ROW EXECUTE FUNCTION assessment_approver_did_not_enter();
"""

UNDO = """
DROP FUNCTION assessment_refuse CASCADE;
DROP FUNCTION assessment_approver_did_not_enter CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [migrations.RunSQL(KEPT + APART, UNDO)]
