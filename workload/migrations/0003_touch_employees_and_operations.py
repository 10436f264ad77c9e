"""An employee changes with their place, roles and skills, an operation with its norms."""

from django.db import migrations

OWNERS = {
    "workload_employment": ("workload_employee", "employee_id"),
    "workload_roleassignment": ("workload_employee", "employee_id"),
    "workload_employeeskill": ("workload_employee", "employee_id"),
    "workload_operationnorm": ("workload_operation", "operation_id"),
}
TOUCH = """
CREATE TRIGGER touch AFTER INSERT OR UPDATE OR DELETE ON {0}
  FOR EACH ROW EXECUTE FUNCTION touch_owner('{1}', '{2}');
"""


class Migration(migrations.Migration):
    dependencies = [("workload", "0002_triggers"), ("shared", "0004_touch_owner_function")]
    operations = [
        migrations.RunSQL(
            "\n".join(TOUCH.format(table, *owner) for table, owner in OWNERS.items()),
            "\n".join(f"DROP TRIGGER IF EXISTS touch ON {table};" for table in OWNERS),
        )
    ]
