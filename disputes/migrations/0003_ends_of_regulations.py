from django.db import migrations, models


class Migration(migrations.Migration):
    """A rule that no longer holds keeps the last day it did: what happened before it can still be disputed."""

    dependencies = [("disputes", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="regulation",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="in force until"),
        ),
        migrations.AddConstraint(
            model_name="regulation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("is_active", True)),
                    models.Q(("ended_on__isnull", False), ("is_active", False)),
                    _connector="OR",
                ),
                name="inactive_regulation_has_a_last_day",
            ),
        ),
    ]
