from django.db import migrations

TRACKED = (
    "payroll_payplan",
    "payroll_planassignment",
    "payroll_payfact",
    "payroll_payperiod",
    "payroll_payrun",
    "payroll_payslip",
    "payroll_payadjustment",
    "payroll_payobjection",
)
APPEND_ONLY = ("payroll_planacknowledgement", "payroll_payfact")
STAMPS = "\n".join(
    f"CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
    for table in TRACKED
)
FROZEN = "\n".join(
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)
PLANS = """
CREATE TRIGGER touch AFTER INSERT OR UPDATE ON payroll_payplanversion
  FOR EACH ROW EXECUTE FUNCTION touch_owner('payroll_payplan', 'plan_id');

CREATE FUNCTION refuse_change_of_published_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published pay plan never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER published_is_final BEFORE UPDATE OR DELETE ON payroll_payplanversion
  FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_published_plan();

CREATE FUNCTION refuse_measures_of_published_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payplanversion
    WHERE id IN (NEW.version_id, OLD.version_id) AND published_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'measures of a published pay plan never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER published_measures_stay BEFORE INSERT OR UPDATE OR DELETE ON payroll_paycomponent
  FOR EACH ROW EXECUTE FUNCTION refuse_measures_of_published_plan();

CREATE FUNCTION check_weights_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found numeric;
BEGIN
  SELECT sum(weight) INTO found FROM payroll_paycomponent WHERE version_id = NEW.id;
  IF found IS DISTINCT FROM 1 AND NOT (found IS NULL AND NEW.variable = 0) THEN
    RAISE EXCEPTION 'the weights of a pay plan sum to 1' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.offer_rate > 0 AND EXISTS (
    SELECT FROM payroll_paycomponent WHERE version_id = NEW.id AND code = 'upsales'
  ) THEN
    RAISE EXCEPTION 'upsales are paid once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER weights_sum_to_one BEFORE INSERT OR UPDATE ON payroll_payplanversion
  FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION check_weights_of_plan();
"""
RUNS = """
CREATE FUNCTION refuse_change_of_closed_pay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'pay that is approved never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER approved_stays BEFORE UPDATE OR DELETE ON payroll_payrun
  FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION refuse_change_of_closed_pay();
CREATE TRIGGER closed_stays BEFORE UPDATE OR DELETE ON payroll_payperiod
  FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION refuse_change_of_closed_pay();

CREATE FUNCTION refuse_word_on_own_pay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payslip
    WHERE run_id = NEW.id AND employee_id IN (NEW.confirmed_by_id, NEW.approved_by_id)
  ) THEN
    RAISE EXCEPTION 'nobody decides on their own pay' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER not_on_own_pay BEFORE UPDATE ON payroll_payrun FOR EACH ROW
  WHEN (NEW.state IN ('confirmed', 'approved')) EXECUTE FUNCTION refuse_word_on_own_pay();

CREATE FUNCTION refuse_change_of_confirmed_payslip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payrun WHERE id IN (NEW.run_id, OLD.run_id) AND state IN ('confirmed', 'approved')
  ) THEN
    RAISE EXCEPTION 'a payslip that is confirmed never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER confirmed_stays BEFORE INSERT OR UPDATE OR DELETE ON payroll_payslip
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_confirmed_payslip();

CREATE FUNCTION refuse_change_of_confirmed_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payslip slip JOIN payroll_payrun run ON run.id = slip.run_id
    WHERE slip.id IN (NEW.payslip_id, OLD.payslip_id) AND run.state IN ('confirmed', 'approved')
  ) THEN
    RAISE EXCEPTION 'a line that is confirmed never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER confirmed_stays BEFORE INSERT OR UPDATE OR DELETE ON payroll_payslipline
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_confirmed_line();

CREATE FUNCTION refuse_change_of_confirmed_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payslipline line
    JOIN payroll_payslip slip ON slip.id = line.payslip_id JOIN payroll_payrun run ON run.id = slip.run_id
    WHERE line.id IN (NEW.line_id, OLD.line_id) AND run.state IN ('confirmed', 'approved')
  ) THEN
    RAISE EXCEPTION 'evidence that is confirmed never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER confirmed_stays BEFORE INSERT OR UPDATE OR DELETE ON payroll_lineevidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_confirmed_evidence();

CREATE FUNCTION check_sum_of_payslip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payslip slip WHERE slip.id = NEW.id AND slip.total IS DISTINCT FROM (
      SELECT coalesce(sum(amount), 0) FROM payroll_payslipline WHERE payslip_id = slip.id
    )
  ) THEN
    RAISE EXCEPTION 'the lines of a payslip sum to its total' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER lines_sum_to_total AFTER INSERT OR UPDATE ON payroll_payslip
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_sum_of_payslip();

CREATE FUNCTION refuse_change_of_paid_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payroll_payslip slip JOIN payroll_payrun run ON run.id = slip.run_id
    WHERE slip.id = OLD.payslip_id AND run.state IN ('confirmed', 'approved')
  ) THEN
    RAISE EXCEPTION 'an adjustment that is paid never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER paid_stays BEFORE UPDATE OR DELETE ON payroll_payadjustment
  FOR EACH ROW WHEN (OLD.payslip_id IS NOT NULL) EXECUTE FUNCTION refuse_change_of_paid_adjustment();
"""
FUNCTIONS = (
    "refuse_change_of_published_plan",
    "refuse_measures_of_published_plan",
    "check_weights_of_plan",
    "refuse_change_of_closed_pay",
    "refuse_word_on_own_pay",
    "refuse_change_of_confirmed_payslip",
    "refuse_change_of_confirmed_line",
    "refuse_change_of_confirmed_evidence",
    "check_sum_of_payslip",
    "refuse_change_of_paid_adjustment",
)
UNDO = "\n".join(
    [
        *(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED),
        *(f"DROP TRIGGER IF EXISTS append_only ON {table};" for table in APPEND_ONLY),
        "DROP TRIGGER IF EXISTS touch ON payroll_payplanversion;",
        *(f"DROP FUNCTION IF EXISTS {name}() CASCADE;" for name in FUNCTIONS),
    ]
)


class Migration(migrations.Migration):
    """What is published, confirmed, approved or closed stays; lines sum to totals, weights to one (Y1, Y5, I4, I5)."""

    dependencies = [("payroll", "0001_pay"), ("shared", "0004_touch_owner_function")]

    operations = [migrations.RunSQL("\n".join([STAMPS, FROZEN, PLANS, RUNS]), UNDO)]
