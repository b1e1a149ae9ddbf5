"""The history of accounts is only added to; the database refuses changes whoever asks."""

from django.db import migrations

KEEP = """
CREATE FUNCTION accounts_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of accounts cannot be changed';
END $$;
CREATE TRIGGER accounts_history_is_kept BEFORE UPDATE OR DELETE ON accounts_accountevent
    FOR EACH ROW EXECUTE FUNCTION accounts_history_is_kept();
"""
RELEASE = """
DROP TRIGGER accounts_history_is_kept ON accounts_accountevent;
DROP FUNCTION accounts_history_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, RELEASE)]
