from django.db import migrations

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
  IF NEW.kind IN ('spending', 'refund') THEN
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
    """What was settled stays, and a kitty goes on from its last balance (M1, M3)."""

    dependencies = [("disputes", "0004_guards_of_complaints")]

    operations = [migrations.RunSQL([STAMPS, FROZEN, GUARDS], UNDO)]
