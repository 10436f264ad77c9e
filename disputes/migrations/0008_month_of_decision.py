from django.db import migrations, models

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

UPDATE disputes_dispute SET decided_month = NULL WHERE decided_at IS NOT NULL;
"""
UNDO = "DROP FUNCTION IF EXISTS keep_month_of_decision() CASCADE;"


class Migration(migrations.Migration):
    """The month that an outcome counts in (D10), kept beside it by the database, and what months are counted by."""

    dependencies = [("disputes", "0005_reviews")]

    operations = [
        migrations.AddField(
            "dispute",
            "decided_month",
            models.DateField(blank=True, editable=False, null=True, verbose_name="month of the decision"),
        ),
        migrations.RunSQL(MONTH, UNDO),
        migrations.AddConstraint(
            "dispute",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_month__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_month__day", 1)),
                    _connector="OR",
                ),
                name="decided_dispute_has_its_month",
            ),
        ),
        migrations.AddIndex(
            "dispute",
            models.Index(
                fields=["decided_month", "department"],
                include=(
                    "state", "version", "initiator", "respondent", "decided_by", "opened_at", "answered_at",
                    "decided_at",
                ),
                name="dispute_by_month",
            ),
        ),
        migrations.AddIndex(
            "posting",
            models.Index(
                fields=["month", "department"],
                include=("employee", "points", "posted_at", "mirrors"),
                name="posting_by_month",
            ),
        ),
    ]  # fmt: skip
