import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

STAMPS = "\n".join(
    f"CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
    for table in ("disputes_settlement", "disputes_kittyentry")
)
FROZEN = "\n".join(
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("disputes_settlementcount", "disputes_settledposting", "disputes_kittyentry")
)
GUARDS = """
CREATE FUNCTION refuse_another_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'applied'
    OR (OLD.department_id, OLD.month, OLD.policy_id, OLD.policy_values, OLD.facts, OLD.settled_at)
    IS DISTINCT FROM (NEW.department_id, NEW.month, NEW.policy_id, NEW.policy_values, NEW.facts, NEW.settled_at)
  THEN
    RAISE EXCEPTION 'what was settled never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER settlement_stays BEFORE UPDATE OR DELETE ON disputes_settlement
  FOR EACH ROW EXECUTE FUNCTION refuse_another_settlement();

CREATE FUNCTION refuse_another_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.amount IS NOT NULL
    OR (OLD.settlement_id, OLD.employee_id, OLD.points, OLD.nominal)
    IS DISTINCT FROM (NEW.settlement_id, NEW.employee_id, NEW.points, NEW.nominal)
  THEN
    RAISE EXCEPTION 'a line is fixed with its settlement and applied once'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER line_stays BEFORE UPDATE OR DELETE ON disputes_settlementline
  FOR EACH ROW EXECUTE FUNCTION refuse_another_line();

CREATE FUNCTION refuse_crooked_kitty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_number integer := 0;
  last_balance numeric := 0;
  moved numeric := NEW.amount;
BEGIN
  SELECT number, balance INTO last_number, last_balance
  FROM disputes_kittyentry WHERE department_id = NEW.department_id ORDER BY number DESC LIMIT 1;
  IF NEW.kind = 'spending' THEN
    moved := -NEW.amount;
  END IF;
  IF NEW.number <> coalesce(last_number, 0) + 1
    OR NEW.balance <> coalesce(last_balance, 0) + moved
  THEN
    RAISE EXCEPTION 'a kitty goes on from its last balance' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kitty_adds_up BEFORE INSERT ON disputes_kittyentry
  FOR EACH ROW EXECUTE FUNCTION refuse_crooked_kitty();
"""
UNDO = "\n".join(
    f"DROP FUNCTION IF EXISTS {name}() CASCADE;"
    for name in ("refuse_another_settlement", "refuse_another_line", "refuse_crooked_kitty")
)


class Migration(migrations.Migration):
    """Months of points as money, fixed once, and kitties that add up (M1, M3)."""

    dependencies = [
        ("disputes", "0005_reviews"),
        ("disputes", "0008_month_of_decision"),
        ("workload", "0017_substitutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("policy_values", models.JSONField(verbose_name="what the policy said")),
                ("facts", models.JSONField(verbose_name="disputes of the month")),
                (
                    "state",
                    models.CharField(
                        choices=[("settled", "Settled"), ("applied", "Applied")],
                        default="settled",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(verbose_name="settled")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="disputes.pointpolicy",
                        verbose_name="point policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "settlement",
                "verbose_name_plural": "settlements",
                "ordering": ["-month", "department_id"],
            },
        ),
        migrations.CreateModel(
            name="SettledPosting",
            fields=[
                (
                    "posting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="settled",
                        serialize=False,
                        to="disputes.posting",
                        verbose_name="posting",
                    ),
                ),
                ("is_counted", models.BooleanField(verbose_name="counts")),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "posting of a settlement",
                "verbose_name_plural": "postings of settlements",
            },
        ),
        migrations.CreateModel(
            name="KittyEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("credit", "Put in"), ("spending", "Spent")], max_length=8, verbose_name="kind"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                ("balance", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="balance")),
                ("spent_on", models.DateField(blank=True, null=True, verbose_name="day")),
                ("what", models.CharField(blank=True, max_length=300, verbose_name="what for")),
                ("at", models.DateTimeField(verbose_name="entered")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kitty_entries",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "settlement",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kitty_entry",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a kitty",
                "verbose_name_plural": "entries of kitties",
                "ordering": ["department_id", "-number"],
            },
        ),
        migrations.CreateModel(
            name="SettlementCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("nominal", "As published"), ("applied", "As applied")],
                        max_length=7,
                        verbose_name="stage",
                    ),
                ),
                ("case", models.JSONField(verbose_name="counted from")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("withheld", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="withheld")),
                ("paid", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="paid")),
                ("kitty", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="to the kitty")),
                (
                    "controller_fund",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="to the controller's fund"),
                ),
                ("undistributed", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="undistributed")),
                (
                    "cross_department",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="between departments"),
                ),
                ("at", models.DateTimeField(verbose_name="counted")),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of a settlement",
                "verbose_name_plural": "counts of settlements",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SettlementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.IntegerField(verbose_name="points")),
                ("nominal", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="nominal amount")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"),
                ),
                (
                    "limited_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("variable", "no more than the variable part"),
                            ("guard", "no more than the guarded share of the pay"),
                            ("pool", "the pool was short"),
                        ],
                        max_length=8,
                        verbose_name="limited by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement_lines",
                        to="workload.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a settlement",
                "verbose_name_plural": "lines of settlements",
                "ordering": ["settlement_id", "employee_id"],
            },
        ),
        migrations.AddIndex(
            model_name="settlement",
            index=models.Index(fields=["changed_xid", "id"], name="settlement_changes"),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(fields=("department", "month"), name="a_month_is_settled_once"),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="settlement_month_is_its_first_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", True), ("state", "settled")),
                    models.Q(("applied_at__isnull", False), ("state", "applied")),
                    _connector="OR",
                ),
                name="settlement_state_has_its_time",
            ),
        ),
        migrations.AddIndex(
            model_name="kittyentry",
            index=models.Index(fields=["changed_xid", "id"], name="kitty_changes"),
        ),
        migrations.AddConstraint(
            model_name="kittyentry",
            constraint=models.UniqueConstraint(fields=("department", "number"), name="entries_of_a_kitty_are_counted"),
        ),
        migrations.AddConstraint(
            model_name="kittyentry",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="an_entry_moves_something"),
        ),
        migrations.AddConstraint(
            model_name="kittyentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance__gte", 0)), name="a_kitty_is_never_overspent"
            ),
        ),
        migrations.AddConstraint(
            model_name="kittyentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "credit"), ("settlement__isnull", False), ("spent_on__isnull", True)),
                    models.Q(
                        ("by__isnull", False),
                        ("kind", "spending"),
                        ("settlement__isnull", True),
                        ("spent_on__isnull", False),
                        models.Q(("what", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_entry_says_where_from_or_what_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlementcount",
            constraint=models.UniqueConstraint(
                fields=("settlement", "stage"), name="a_settlement_is_counted_once_a_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlementcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "withheld",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("paid"), "+", models.F("kitty")
                                    ),
                                    "+",
                                    models.F("controller_fund"),
                                ),
                                "+",
                                models.F("undistributed"),
                            ),
                            "+",
                            models.F("cross_department"),
                        ),
                    )
                ),
                name="what_is_withheld_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlementcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("controller_fund__gte", 0),
                    ("kitty__gte", 0),
                    ("paid__gte", 0),
                    ("undistributed__gte", 0),
                    ("withheld__gte", 0),
                ),
                name="nothing_of_a_settlement_is_less_than_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlementline",
            constraint=models.UniqueConstraint(
                fields=("settlement", "employee"), name="a_settlement_has_a_line_for_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("limited_by", ""), ("amount__isnull", False), _connector="OR"),
                name="a_limit_acts_on_an_amount",
            ),
        ),
        migrations.RunSQL([STAMPS, FROZEN, GUARDS], UNDO),
    ]
