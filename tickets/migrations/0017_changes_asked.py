"""The message in which a client asks for changes of what was handed over, until it is decided (W4)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0016_approval_clock"),
        ("workload", "0006_limit_shifts_to_a_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="wish",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.message",
                verbose_name="client asks for changes",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("wish__isnull", True), ("status", "handed_over"), _connector="OR"),
                name="changes_are_asked_of_what_was_handed_over",
            ),
        ),
    ]
