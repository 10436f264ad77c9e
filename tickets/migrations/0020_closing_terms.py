"""Silence and opening again are rules of the department, by date (T2, T4)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0019_terms_of_entries"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="workpolicy",
            options={
                "ordering": ["-starts_on"],
                "verbose_name": "rules of work",
                "verbose_name_plural": "rules of work",
            },
        ),
        migrations.AddField(
            model_name="workpolicy",
            name="silent_days",
            field=models.PositiveSmallIntegerField(
                db_default=5, default=5, verbose_name="closed after, working days of silence"
            ),
        ),
        migrations.AddField(
            model_name="workpolicy",
            name="reopen_days",
            field=models.PositiveSmallIntegerField(db_default=14, default=14, verbose_name="opens again within, days"),
        ),
        migrations.AddConstraint(
            model_name="workpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("silent_days__range", (1, 60))), name="silence_lasts_a_day_to_a_quarter"
            ),
        ),
        migrations.AddConstraint(
            model_name="workpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("reopen_days__range", (0, 366))), name="reopening_ends_within_a_year"
            ),
        ),
    ]
