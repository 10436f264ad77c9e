import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

GUARD = """
CREATE FUNCTION check_what_is_told_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM payroll_payfact former JOIN payroll_payfact reversal ON reversal.reverses_id = former.id
    WHERE former.id = NEW.tells_anew_id AND former.reverses_id IS NULL
      AND (former.source, former.reference, former.kind) = (NEW.source, NEW.reference, NEW.kind)
  ) THEN
    RAISE EXCEPTION 'only what was taken back is told anew' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER told_anew_once_taken_back BEFORE INSERT ON payroll_payfact
  FOR EACH ROW WHEN (NEW.tells_anew_id IS NOT NULL) EXECUTE FUNCTION check_what_is_told_anew();
"""
UNDO = """
DROP TRIGGER told_anew_once_taken_back ON payroll_payfact;
DROP FUNCTION check_what_is_told_anew();
"""


class Migration(migrations.Migration):
    """A number that was taken back may be told once more; two never stand (Y2)."""

    dependencies = [("payroll", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="payfact",
            name="tells_anew",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_anew",
                to="payroll.payfact",
                verbose_name="entered anew instead of",
            ),
        ),
        migrations.RemoveConstraint(model_name="payfact", name="a_source_tells_a_pay_fact_once"),
        migrations.AddConstraint(
            model_name="payfact",
            constraint=models.UniqueConstraint(
                condition=Q(
                    Q(("reference", ""), _negated=True), ("reverses__isnull", True), ("tells_anew__isnull", True)
                ),
                fields=("source", "reference", "kind"),
                name="a_source_tells_a_pay_fact_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payfact",
            constraint=models.CheckConstraint(
                condition=Q(("tells_anew__isnull", True), ("reverses__isnull", True), _connector="OR"),
                name="what_takes_back_tells_nothing_anew",
            ),
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
