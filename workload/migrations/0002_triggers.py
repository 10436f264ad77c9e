"""Stamps changes for `?changed_since=`."""

from django.db import migrations

TABLES = ("workload_department", "workload_employee", "workload_operation")
STAMP = "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION stamp_change();"


class Migration(migrations.Migration):
    dependencies = [("workload", "0001_initial"), ("shared", "0002_triggers")]
    operations = [
        migrations.RunSQL(
            "\n".join(STAMP.format(table) for table in TABLES),
            "\n".join(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TABLES),
        )
    ]
