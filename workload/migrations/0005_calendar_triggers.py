"""Stamps changes for `?changed_since=`; versions of a calendar are never rewritten."""

from django.db import migrations

TRACKED = ("workload_workingcalendar", "workload_shift", "workload_absence")
STAMP = "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON workload_calendarversion
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
UNDO = "DROP TRIGGER IF EXISTS append_only ON workload_calendarversion;\n"


class Migration(migrations.Migration):
    dependencies = [("workload", "0004_calendars_and_presence"), ("shared", "0004_touch_owner_function")]
    operations = [
        migrations.RunSQL(
            "\n".join(STAMP.format(table) for table in TRACKED) + GUARD,
            UNDO + "\n".join(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED),
        )
    ]
