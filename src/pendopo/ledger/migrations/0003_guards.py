"""What no code may do, whoever wrote it: change or delete an entry of the public record, or a head that is signed."""

from django.db import migrations

FIXED = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the public record only grows', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_leaf_stays BEFORE UPDATE OR DELETE ON ledger_leaf
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_tree_head_stays BEFORE DELETE ON ledger_tree_head
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_tree_head_is_signed_once BEFORE UPDATE ON ledger_tree_head FOR EACH ROW
    WHEN (OLD.note <> '' OR ROW (OLD.log, OLD.size, OLD.root) IS DISTINCT FROM ROW (NEW.log, NEW.size, NEW.root))
    EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_tile_stays BEFORE DELETE ON ledger_tile FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_tile_only_grows BEFORE UPDATE ON ledger_tile FOR EACH ROW
    WHEN (substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes)
    EXECUTE FUNCTION ledger_refuse();
"""

UNDO = """
DROP TRIGGER ledger_tile_only_grows ON ledger_tile;
DROP TRIGGER ledger_tile_stays ON ledger_tile;
DROP TRIGGER ledger_tree_head_is_signed_once ON ledger_tree_head;
DROP TRIGGER ledger_tree_head_stays ON ledger_tree_head;
DROP TRIGGER ledger_leaf_stays ON ledger_leaf;
DROP FUNCTION ledger_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_logs")]
    operations = [migrations.RunSQL(FIXED, UNDO)]
