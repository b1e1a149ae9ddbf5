# The archive of past months, and the trigger that makes a changed month be read from the database again.

from django.db import migrations, models

REOPENS = """
CREATE FUNCTION survey_answer_reopens_its_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM survey_archived_month WHERE period IN (SELECT period FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER survey_answer_came AFTER INSERT ON survey_answer REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION survey_answer_reopens_its_month();
CREATE TRIGGER survey_answer_went AFTER DELETE ON survey_answer REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION survey_answer_reopens_its_month();
CREATE TRIGGER survey_answer_was_changed AFTER UPDATE ON survey_answer REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION survey_answer_reopens_its_month();
"""
UNDO = """
DROP TRIGGER survey_answer_was_changed ON survey_answer;
DROP TRIGGER survey_answer_went ON survey_answer;
DROP TRIGGER survey_answer_came ON survey_answer;
DROP FUNCTION survey_answer_reopens_its_month;
"""


class Migration(migrations.Migration):
    dependencies = [("survey", "0004_comments_and_follow_up")]
    operations = [
        migrations.CreateModel(
            name="ArchivedMonth",
            fields=[
                ("period", models.CharField(max_length=7, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("answers", models.IntegerField()),
            ],
            options={"db_table": "survey_archived_month"},
        ),
        migrations.RunSQL(REOPENS, UNDO),
    ]
