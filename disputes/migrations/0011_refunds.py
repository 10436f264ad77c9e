from django.db import migrations, models

ADDS_UP = """
CREATE OR REPLACE FUNCTION refuse_crooked_kitty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_number integer := 0;
  last_balance numeric := 0;
  moved numeric := NEW.amount;
BEGIN
  SELECT number, balance INTO last_number, last_balance
  FROM disputes_kittyentry WHERE department_id = NEW.department_id ORDER BY number DESC LIMIT 1;
  IF NEW.kind IN ({takes}) THEN
    moved := -NEW.amount;
  END IF;
  IF NEW.number <> coalesce(last_number, 0) + 1
    OR NEW.balance <> coalesce(last_balance, 0) + moved
  THEN
    RAISE EXCEPTION 'a kitty goes on from its last balance' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """A kitty gives back what a month took that no longer stands (D4, M3)."""

    dependencies = [("disputes", "0010_policy_numbers")]

    operations = [
        migrations.RemoveConstraint(model_name="kittyentry", name="an_entry_says_where_from_or_what_for"),
        migrations.RemoveConstraint(model_name="settlementcount", name="nothing_of_a_settlement_is_less_than_nothing"),
        migrations.AlterField(
            model_name="kittyentry",
            name="kind",
            field=models.CharField(
                choices=[("credit", "Put in"), ("spending", "Spent"), ("refund", "Given back")],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="kittyentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ("credit", "refund")), ("settlement__isnull", False), ("spent_on__isnull", True)
                    ),
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
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("controller_fund__gte", 0), ("paid__gte", 0), ("undistributed__gte", 0), ("withheld__gte", 0)
                ),
                name="nothing_of_a_settlement_is_less_than_nothing",
            ),
        ),
        migrations.RunSQL(ADDS_UP.format(takes="'spending', 'refund'"), ADDS_UP.format(takes="'spending'")),
    ]
