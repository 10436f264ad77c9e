from django.db import migrations, models

# Entries are append-only and are not told as changed by it: the guards rest while the columns are filled.
KEEP = """
ALTER TABLE tickets_timeentry DISABLE TRIGGER USER;
UPDATE tickets_timeentry entry SET is_billable = operation.is_billable, free_minutes = operation.free_minutes
FROM workload_operation operation
WHERE operation.id = entry.operation_id
  AND (NOT operation.is_billable OR operation.free_minutes <> entry.free_minutes);
ALTER TABLE tickets_timeentry ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0018_merge_undo")]

    operations = [
        migrations.AddField(
            model_name="timeentry",
            name="is_billable",
            field=models.BooleanField(default=True, verbose_name="billable"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="timeentry",
            name="free_minutes",
            field=models.PositiveSmallIntegerField(default=5, verbose_name="free minutes"),
            preserve_default=False,
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
