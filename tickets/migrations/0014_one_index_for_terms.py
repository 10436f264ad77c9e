"""One index of unfinished clocks where there were two: each step that a sweep takes writes it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0013_guard_agreed_work"),
        ("workload", "0006_limit_shifts_to_a_day"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_unfinished_by_policy",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_unfinished_by_calendar",
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("state__in", ["running", "paused"])),
                fields=["calendar", "calendar_number", "policy", "policy_number"],
                name="clock_unfinished_by_terms",
            ),
        ),
    ]
