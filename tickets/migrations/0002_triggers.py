"""Stamps changes for `?changed_since=`; raw mail and the history of statuses are never rewritten."""

from django.db import migrations

TRACKED = (
    "tickets_client",
    "tickets_service",
    "tickets_contact",
    "tickets_project",
    "tickets_contract",
    "tickets_ticket",
    "tickets_message",
    "tickets_timeentry",
)
STAMP = "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION stamp_change();"

GUARDS = """
CREATE FUNCTION keep_raw_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.content IS DISTINCT FROM OLD.content OR NEW.sha256 <> OLD.sha256
     OR NEW.mail_id <> OLD.mail_id OR NEW.content_hash <> OLD.content_hash OR NEW.mailbox_id <> OLD.mailbox_id THEN
    RAISE EXCEPTION 'raw mail is kept as it came' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON tickets_rawmail FOR EACH ROW EXECUTE FUNCTION keep_raw_mail();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tickets_statuschange
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tickets_timeentry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
UNDO = """
DROP TRIGGER IF EXISTS keep ON tickets_rawmail;
DROP FUNCTION IF EXISTS keep_raw_mail();
DROP TRIGGER IF EXISTS append_only ON tickets_statuschange;
DROP TRIGGER IF EXISTS append_only ON tickets_timeentry;
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial"), ("shared", "0002_triggers")]
    operations = [
        migrations.RunSQL(
            "\n".join(STAMP.format(table) for table in TRACKED) + GUARDS,
            UNDO + "\n".join(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED),
        )
    ]
