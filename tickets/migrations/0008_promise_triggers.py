"""Stamps changes for `?changed_since=`; steps taken and versions of policies are never rewritten."""

from django.db import migrations

TRACKED = ("tickets_slapolicy", "tickets_missedcall")
KEPT = ("tickets_clockstep", "tickets_slapolicyversion")
STAMP = "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
GUARD = "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_promises_and_cover"), ("shared", "0004_touch_owner_function")]
    operations = [
        migrations.RunSQL(
            "\n".join([*(STAMP.format(table) for table in TRACKED), *(GUARD.format(table) for table in KEPT)]),
            "\n".join(
                [f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED]
                + [f"DROP TRIGGER IF EXISTS append_only ON {table};" for table in KEPT]
            ),
        )
    ]
