"""What no code may do, whoever wrote it: skip a step, check one's own data, rewrite a decision or a release."""

from django.db import migrations

BEGUN = """
UPDATE datahouse_dataset SET at_work = newest, modified_at = made_at, proposed_access = access;
UPDATE datahouse_dataset SET state = 'draf' WHERE newest >= 1;
"""

KEPT = """
CREATE FUNCTION datahouse_refuse_workflow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: what was decided stays as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
-- The ways of domain/workflow.py.
CREATE TRIGGER datahouse_dataset_steps BEFORE UPDATE ON datahouse_dataset FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('rencana', 'draf'), ('terbit', 'draf'), ('ditarik', 'draf'), ('diajukan', 'draf'),
        ('draf', 'diajukan'), ('dikembalikan', 'diajukan'), ('diajukan', 'diperiksa_walidata'),
        ('diperiksa_walidata', 'dikembalikan'), ('diperiksa_pembina', 'dikembalikan'),
        ('diperiksa_walidata', 'diperiksa_pembina'), ('diperiksa_walidata', 'disetujui'),
        ('diperiksa_pembina', 'disetujui'), ('disetujui', 'terbit'), ('terbit', 'ditarik')))
    EXECUTE FUNCTION datahouse_refuse_workflow();
-- What is being checked does not change under the eyes of the checker.
CREATE TRIGGER datahouse_dataset_held BEFORE UPDATE ON datahouse_dataset FOR EACH ROW
    WHEN (OLD.state IN ('diajukan', 'diperiksa_walidata', 'diperiksa_pembina', 'disetujui')
          AND ROW (OLD.at_work, OLD.submitted_by_id) IS DISTINCT FROM ROW (NEW.at_work, NEW.submitted_by_id)
          AND NEW.state NOT IN ('draf', 'terbit'))
    EXECUTE FUNCTION datahouse_refuse_workflow();
CREATE TRIGGER datahouse_change_stays BEFORE UPDATE OR DELETE ON datahouse_state_change
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_workflow();
CREATE TRIGGER datahouse_personal_decision_stays BEFORE UPDATE OR DELETE ON datahouse_personal_decision
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_workflow();
CREATE TRIGGER datahouse_review_stays BEFORE DELETE ON datahouse_review
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_workflow();
CREATE TRIGGER datahouse_review_decided BEFORE UPDATE ON datahouse_review FOR EACH ROW
    WHEN (OLD.decision <> '' OR ROW (OLD.dataset_id, OLD.version, OLD.stage, OLD.submitter_id, OLD.begun_by_id)
          IS DISTINCT FROM ROW (NEW.dataset_id, NEW.version, NEW.stage, NEW.submitter_id, NEW.begun_by_id))
    EXECUTE FUNCTION datahouse_refuse_workflow();
CREATE TRIGGER datahouse_release_stays BEFORE DELETE ON datahouse_release
    FOR EACH ROW EXECUTE FUNCTION datahouse_refuse_workflow();
CREATE TRIGGER datahouse_release_unchanged BEFORE UPDATE ON datahouse_release FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NOT NULL
          OR ROW (OLD.dataset_id, OLD.number, OLD.version_id, OLD.tag, OLD.rows, OLD.files, OLD.description,
                  OLD.schema, OLD.at, OLD.by_id)
          IS DISTINCT FROM ROW (NEW.dataset_id, NEW.number, NEW.version_id, NEW.tag, NEW.rows, NEW.files,
                                NEW.description, NEW.schema, NEW.at, NEW.by_id))
    EXECUTE FUNCTION datahouse_refuse_workflow();

-- The submitter of a check is who submitted: nobody can name another one to check his own data.
CREATE FUNCTION datahouse_review_names_submitter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM datahouse_dataset WHERE id = NEW.dataset_id
                   AND submitted_by_id = NEW.submitter_id AND at_work = NEW.version) THEN
        RAISE EXCEPTION 'a check names who submitted the version, and no other'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER datahouse_review_submitter BEFORE INSERT ON datahouse_review
    FOR EACH ROW EXECUTE FUNCTION datahouse_review_names_submitter();

-- Findings are written while the check is open. Afterwards they are answered, once, and nothing else.
CREATE FUNCTION datahouse_finding_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open boolean;
    said boolean;
BEGIN
    SELECT decision = '' INTO open FROM datahouse_review WHERE id = COALESCE(NEW.review_id, OLD.review_id);
    IF open THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    said := TG_OP = 'UPDATE' AND OLD.resolved_at IS NULL
        AND ROW (OLD.review_id, OLD.principle, OLD."column", OLD.text, OLD.at, OLD.by_id)
            IS NOT DISTINCT FROM ROW (NEW.review_id, NEW.principle, NEW."column", NEW.text, NEW.at, NEW.by_id);
    IF NOT COALESCE(said, false) THEN
        RAISE EXCEPTION 'a finding stays as it was sent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER datahouse_finding_stays BEFORE INSERT OR UPDATE OR DELETE ON datahouse_review_finding
    FOR EACH ROW EXECUTE FUNCTION datahouse_finding_stays();
"""

UNDO = """
DROP FUNCTION datahouse_finding_stays CASCADE;
DROP FUNCTION datahouse_review_names_submitter CASCADE;
DROP FUNCTION datahouse_refuse_workflow CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("datahouse", "0003_workflow")]

    operations = [
        migrations.RunSQL(BEGUN, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT, UNDO),
    ]
