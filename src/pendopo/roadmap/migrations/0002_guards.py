"""What no code may do, whoever wrote it: rewrite what was promised, what was changed, what was asked."""

from django.db import migrations

KEPT = """
CREATE FUNCTION roadmap_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: what was promised stays as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER roadmap_version_stays BEFORE UPDATE OR DELETE ON roadmap_initiative_version
    FOR EACH ROW EXECUTE FUNCTION roadmap_refuse();
CREATE TRIGGER roadmap_commitment_stays BEFORE UPDATE OR DELETE ON roadmap_commitment
    FOR EACH ROW EXECUTE FUNCTION roadmap_refuse();
CREATE TRIGGER roadmap_initiative_stays BEFORE DELETE ON roadmap_initiative
    FOR EACH ROW EXECUTE FUNCTION roadmap_refuse();
-- Two writers cannot both make the same version: whoever comes second sees that somebody was faster.
CREATE TRIGGER roadmap_initiative_counts_versions BEFORE UPDATE ON roadmap_initiative FOR EACH ROW
    WHEN (NEW.version <> OLD.version + 1
          OR ROW (OLD.roadmap_id, OLD.code) IS DISTINCT FROM ROW (NEW.roadmap_id, NEW.code))
    EXECUTE FUNCTION roadmap_refuse();
CREATE TRIGGER roadmap_question_stays BEFORE UPDATE ON roadmap_plan FOR EACH ROW
    WHEN (ROW (OLD.roadmap_id, OLD.problem, OLD.pinned, OLD.levels_digest, OLD.initiatives_digest, OLD.asked_at)
          IS DISTINCT FROM
          ROW (NEW.roadmap_id, NEW.problem, NEW.pinned, NEW.levels_digest, NEW.initiatives_digest, NEW.asked_at)
          OR OLD.answer IS NOT NULL AND OLD.answer IS DISTINCT FROM NEW.answer)
    EXECUTE FUNCTION roadmap_refuse();
CREATE TRIGGER roadmap_plan_stays BEFORE DELETE ON roadmap_plan
    FOR EACH ROW EXECUTE FUNCTION roadmap_refuse();
-- Costs and levels that no page lets through do not come in by another door either.
ALTER TABLE roadmap_initiative ADD CONSTRAINT roadmap_initiative_costs CHECK (
    jsonb_typeof(facts->'cost') = 'array' AND jsonb_array_length(facts->'cost') BETWEEN 1 AND 10
    AND NOT jsonb_path_exists(facts, '$.cost[*] ? (@ < 0)') AND (facts->>'running_cost')::bigint >= 0
    AND NOT jsonb_path_exists(facts, '$.raises[*] ? (@.start >= @.end)')
);
-- One search per roadmap at a time.
CREATE UNIQUE INDEX roadmap_one_search ON roadmap_plan (roadmap_id) WHERE state IN ('menunggu', 'berjalan');
"""

UNDO = """
DROP INDEX roadmap_one_search;
ALTER TABLE roadmap_initiative DROP CONSTRAINT roadmap_initiative_costs;
DROP FUNCTION roadmap_refuse CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, UNDO)]
