from django.db import migrations

TRACKED = ("disputes_complaint", "disputes_complaintword")
STAMPS = "\n".join(
    f"CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
    for table in TRACKED
)
GUARDS = """
CREATE FUNCTION refuse_another_complaint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'open' OR (OLD.message_id, OLD.ticket_id, OLD.client_id, OLD.project_id,
      OLD.department_id, OLD.source, OLD.happened_on, OLD.what, OLD.manager_id, OLD.head_id, OLD.flagged_by_id,
      OLD.flagged_at)
    IS DISTINCT FROM (NEW.message_id, NEW.ticket_id, NEW.client_id, NEW.project_id,
      NEW.department_id, NEW.source, NEW.happened_on, NEW.what, NEW.manager_id, NEW.head_id, NEW.flagged_by_id,
      NEW.flagged_at)
  THEN
    RAISE EXCEPTION 'a complaint stays as it was flagged, and its decision is final'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_stays BEFORE UPDATE OR DELETE ON disputes_complaint
  FOR EACH ROW EXECUTE FUNCTION refuse_another_complaint();
"""
UNDO = "\n".join(
    [
        *(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED),
        "DROP FUNCTION IF EXISTS refuse_another_complaint() CASCADE;",
    ]
)


class Migration(migrations.Migration):
    """What was flagged stays, and a decision is final (S6)."""

    dependencies = [("disputes", "0003_guards_of_reviews")]

    operations = [migrations.RunSQL(STAMPS + GUARDS, UNDO)]
