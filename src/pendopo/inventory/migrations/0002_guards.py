"""What no code may do, whoever wrote it: rewrite the history of an inventory, or join what does not belong together."""

from django.db import migrations

KEPT = """
CREATE FUNCTION inventory_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the history of the inventory stays as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER inventory_change_stays BEFORE UPDATE OR DELETE ON inventory_change
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse();
CREATE TRIGGER inventory_element_stays BEFORE DELETE ON inventory_element
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse();
CREATE TRIGGER inventory_link_is_not_moved BEFORE UPDATE ON inventory_link
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse();
-- Two writers cannot both make the same version: whoever comes second sees that somebody was faster. A service that
-- leaves the directory leaves the element, too; that is no change of the inventory.
CREATE TRIGGER inventory_element_counts_versions BEFORE UPDATE ON inventory_element FOR EACH ROW
    WHEN ((NEW.version <> OLD.version + 1 AND NOT (NEW.service_id IS NULL AND NEW.version = OLD.version
              AND ROW (OLD.agency_id, OLD.name, OLD.status, OLD.facts)
                  IS NOT DISTINCT FROM ROW (NEW.agency_id, NEW.name, NEW.status, NEW.facts)))
          OR OLD.status = 'dicabut'
          OR ROW (OLD.government_id, OLD.part, OLD.code)
             IS DISTINCT FROM ROW (NEW.government_id, NEW.part, NEW.code))
    EXECUTE FUNCTION inventory_refuse();
-- A relation joins two elements of its government, and says of which parts they are.
ALTER TABLE inventory_link
    ADD CONSTRAINT inventory_link_source FOREIGN KEY (source_id, government_id, source_part)
        REFERENCES inventory_element (id, government_id, part),
    ADD CONSTRAINT inventory_link_target FOREIGN KEY (target_id, government_id, target_part)
        REFERENCES inventory_element (id, government_id, part);
-- Amounts that no page lets through do not come in by another door either.
ALTER TABLE inventory_element ADD CONSTRAINT inventory_element_values CHECK (
    jsonb_typeof(facts) = 'object'
    AND NOT jsonb_path_exists(facts, '$.* ? (@.type() != "string" && @.type() != "number")')
    AND NOT jsonb_path_exists(facts, '$.* ? (@ < 0)')
);
"""

UNDO = """
ALTER TABLE inventory_element DROP CONSTRAINT inventory_element_values;
ALTER TABLE inventory_link DROP CONSTRAINT inventory_link_source, DROP CONSTRAINT inventory_link_target;
DROP FUNCTION inventory_refuse CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, UNDO)]
