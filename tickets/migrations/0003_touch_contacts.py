"""A contact changes with their addresses and phones."""

from django.db import migrations

TABLES = ("tickets_contactemail", "tickets_contactphone")
TOUCH = """
CREATE TRIGGER touch AFTER INSERT OR UPDATE OR DELETE ON {0}
  FOR EACH ROW EXECUTE FUNCTION touch_owner('tickets_contact', 'contact_id');
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_triggers"), ("shared", "0004_touch_owner_function")]
    operations = [
        migrations.RunSQL(
            "\n".join(TOUCH.format(table) for table in TABLES),
            "\n".join(f"DROP TRIGGER IF EXISTS touch ON {table};" for table in TABLES),
        )
    ]
