"""A clock of each estimate and overrun that waits for somebody of ours, and how long a policy gives it (S2, W2)."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0015_read_figures_from_indexes"),
        ("workload", "0006_limit_shifts_to_a_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="estimate",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="tickets.estimate",
                verbose_name="estimate",
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="overrun",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="tickets.overrun",
                verbose_name="overrun",
            ),
        ),
        migrations.AddField(
            model_name="slatarget",
            name="approval_minutes",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(527040),
                ],
                verbose_name="approval, minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("estimate__isnull", False), models.Q(("state", "cancelled"), _negated=True)),
                fields=("estimate",),
                name="estimate_has_one_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("overrun__isnull", False), models.Q(("state", "cancelled"), _negated=True)),
                fields=("overrun",),
                name="overrun_has_one_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("estimate__isnull", False), ("kind", "approval"), ("overrun__isnull", True)),
                    models.Q(("estimate__isnull", True), ("kind", "approval"), ("overrun__isnull", False)),
                    models.Q(
                        models.Q(("kind", "approval"), _negated=True),
                        ("estimate__isnull", True),
                        ("overrun__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="approval_clock_knows_its_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="slatarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approval_minutes__isnull", True), ("approval_minutes__range", (1, 527040)), _connector="OR"
                ),
                name="sla_approval_target_is_between_a_minute_and_a_year",
            ),
        ),
    ]
