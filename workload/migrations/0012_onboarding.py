"""Importance of operations, instructions, and the plans by which somebody new learns (L9)."""

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

TRIGGERS = """
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON workload_instruction FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON workload_onboardingplan FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER touch AFTER INSERT OR UPDATE OR DELETE ON workload_onboardingitem
  FOR EACH ROW EXECUTE FUNCTION touch_owner('workload_onboardingplan', 'plan_id');
"""
UNDO = """
DROP TRIGGER IF EXISTS touch ON workload_onboardingitem;
DROP TRIGGER IF EXISTS stamp ON workload_onboardingplan;
DROP TRIGGER IF EXISTS stamp ON workload_instruction;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workload", "0011_load_moves_and_alarms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="text")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("minutes", models.PositiveSmallIntegerField(default=30, verbose_name="minutes to learn")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "instruction",
                "verbose_name_plural": "instructions",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="OnboardingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes to learn")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                ("day_number", models.PositiveSmallIntegerField(verbose_name="day")),
                ("days", models.PositiveSmallIntegerField(default=1, verbose_name="days")),
                ("on", models.DateField(verbose_name="date")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "step of an onboarding plan",
                "verbose_name_plural": "steps of an onboarding plan",
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="OnboardingPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("daily_minutes", models.PositiveSmallIntegerField(default=120, verbose_name="minutes a day")),
                ("days", models.PositiveSmallIntegerField(default=0, verbose_name="days")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Under way"), ("done", "Done"), ("closed", "Closed before its end")],
                        default="active",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "onboarding plan",
                "verbose_name_plural": "onboarding plans",
                "ordering": ["-starts_on", "-id"],
            },
        ),
        migrations.AddField(
            model_name="operation",
            name="importance",
            field=models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name="importance, 1 to 5"),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(("importance__range", (1, 5))), name="operation_importance_is_one_to_five"
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instructions",
                to="workload.operation",
                verbose_name="operation",
            ),
        ),
        migrations.AddField(
            model_name="onboardingitem",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="confirmed by",
            ),
        ),
        migrations.AddField(
            model_name="onboardingitem",
            name="instruction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.instruction",
                verbose_name="instruction",
            ),
        ),
        migrations.AddField(
            model_name="onboardingplan",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="onboarding_plans",
                to="workload.employee",
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="onboardingplan",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="onboardingplan",
            name="mentor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mentored_plans",
                to="workload.employee",
                verbose_name="mentor",
            ),
        ),
        migrations.AddField(
            model_name="onboardingplan",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.position",
                verbose_name="position",
            ),
        ),
        migrations.AddField(
            model_name="onboardingitem",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="workload.onboardingplan",
                verbose_name="plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(fields=("operation", "title"), name="instruction_has_its_own_title"),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (1, 2400))), name="instruction_takes_one_to_2400_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("link", ""), ("text", ""), _negated=True),
                name="instruction_says_something",
                violation_error_message="Write a text or a link.",
            ),
        ),
        migrations.AddIndex(
            model_name="onboardingplan",
            index=models.Index(fields=["mentor", "state"], name="onboarding_by_mentor"),
        ),
        migrations.AddConstraint(
            model_name="onboardingplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "active")), fields=("employee",), name="onboarding_is_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("mentor", models.F("employee")), _negated=True), name="nobody_mentors_themselves"
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("daily_minutes__range", (15, 600))), name="onboarding_day_has_15_to_600_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "active")),
                    models.Q(models.Q(("state", "active"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="onboarding_ended_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingitem",
            constraint=models.UniqueConstraint(fields=("plan", "instruction"), name="onboarding_teaches_each_once"),
        ),
        migrations.AddConstraint(
            model_name="onboardingitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("plan", "rank"),
                name="onboarding_rank_is_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("day_number__gte", 1), ("days__gte", 1)), name="onboarding_day_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_at__isnull", True),
                    models.Q(("confirmed_at__gte", models.F("done_at")), ("done_at__isnull", False)),
                    _connector="OR",
                ),
                name="onboarding_is_confirmed_once_done",
            ),
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
