from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0009_lists_of_disputes"),
        ("workload", "0017_substitutes"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="pointpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("judged__gte", models.F("answered"))), name="a_verdict_moves_no_less"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("both_right_initiator__range", (-100, 100)),
                    ("both_right_respondent__range", (-100, 100)),
                    ("both_wrong_initiator__range", (-100, 100)),
                    ("both_wrong_respondent__range", (-100, 100)),
                ),
                name="a_verdict_for_both_moves_points",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_reminder_day__gte", 1),
                    ("second_reminder_day__gte", models.F("first_reminder_day")),
                    ("second_reminder_day__lte", models.F("days_to_answer")),
                ),
                name="respondent_is_reminded_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arbiter_escalation_days__gte", models.F("arbiter_reminder_days")),
                    ("arbiter_escalation_days__lte", 365),
                    ("arbiter_reminder_days__gte", 1),
                ),
                name="arbiter_is_reminded_before_others_are_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision_days__range", (1, 365))), name="a_rule_is_mended_within_a_year"
            ),
        ),
    ]
