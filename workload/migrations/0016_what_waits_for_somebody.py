"""Work that waits for somebody is moved from nobody (L7)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workload", "0013_corrections_and_versions_of_timesheets"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="loadmove", name="move_is_turned_down_once"),
        migrations.AlterField(
            model_name="loadmove",
            name="from_employee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="from",
            ),
        ),
        migrations.AddConstraint(
            model_name="loadmove",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "dismissed")),
                fields=("work_key", "from_employee", "to_employee"),
                name="move_is_turned_down_once",
                nulls_distinct=False,
            ),
        ),
    ]
