"""What was agreed, reported or has happened stays as it is: decided approvals, sent reports, histories of tasks."""

from django.db import migrations

TRACKED = (
    "tickets_task",
    "tickets_approval",
    "tickets_estimate",
    "tickets_overrun",
    "tickets_clientreport",
)
KEPT = ("tickets_taskchange", "tickets_linequestion")
STAMP = "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
KEEP = "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION refuse_change();"

GUARDS = """
CREATE FUNCTION keep_decided_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A merge of tickets takes an approval along; nothing else of it changes once it is decided.
  IF TG_OP = 'DELETE' OR NEW.minutes <> OLD.minutes OR OLD.state <> 'pending' AND
     to_jsonb(NEW) - '{ticket_id,changed_xid,changed_at}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{ticket_id,changed_xid,changed_at}'::text[] THEN
    RAISE EXCEPTION 'an approval is decided once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON tickets_approval
  FOR EACH ROW EXECUTE FUNCTION keep_decided_approval();

CREATE FUNCTION keep_sent_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'sent' THEN
    RAISE EXCEPTION 'a sent report is kept as it was sent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON tickets_clientreport
  FOR EACH ROW EXECUTE FUNCTION keep_sent_report();

CREATE FUNCTION keep_part_of_sent_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  part := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  IF EXISTS (SELECT FROM tickets_clientreport WHERE id = part.report_id AND state = 'sent') THEN
    RAISE EXCEPTION 'a sent report is kept as it was sent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN part;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON tickets_reportline
  FOR EACH ROW EXECUTE FUNCTION keep_part_of_sent_report();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON tickets_reportcontract
  FOR EACH ROW EXECUTE FUNCTION keep_part_of_sent_report();
"""
UNDO = """
DROP TRIGGER IF EXISTS keep ON tickets_reportcontract;
DROP TRIGGER IF EXISTS keep ON tickets_reportline;
DROP TRIGGER IF EXISTS keep ON tickets_clientreport;
DROP TRIGGER IF EXISTS keep ON tickets_approval;
DROP FUNCTION IF EXISTS keep_part_of_sent_report();
DROP FUNCTION IF EXISTS keep_sent_report();
DROP FUNCTION IF EXISTS keep_decided_approval();
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0012_agreed_work")]
    operations = [
        migrations.RunSQL(
            "\n".join([*(STAMP.format(table) for table in TRACKED), *(KEEP.format(table) for table in KEPT), GUARDS]),
            "\n".join(
                [
                    UNDO,
                    *(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED),
                    *(f"DROP TRIGGER IF EXISTS append_only ON {table};" for table in KEPT),
                ]
            ),
        )
    ]
