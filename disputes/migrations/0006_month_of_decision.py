from django.db import migrations

MONTH = """
CREATE FUNCTION keep_month_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decided_at IS NULL THEN
    NEW.decided_month := NULL;
  ELSIF OLD.decided_month IS NULL OR NEW.decided_at IS DISTINCT FROM OLD.decided_at THEN
    NEW.decided_month := (
      SELECT date_trunc('month', NEW.decided_at AT TIME ZONE timezone) FROM workload_department
      WHERE id = NEW.department_id
    );
  ELSE
    NEW.decided_month := OLD.decided_month;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER month_of_decision BEFORE INSERT OR UPDATE ON disputes_dispute
  FOR EACH ROW EXECUTE FUNCTION keep_month_of_decision();
"""
UNDO = "DROP FUNCTION IF EXISTS keep_month_of_decision() CASCADE;"


class Migration(migrations.Migration):
    """The month that an outcome counts in (D10), kept beside it by the database."""

    dependencies = [("disputes", "0005_guards_of_settlements")]

    operations = [migrations.RunSQL(MONTH, UNDO)]
