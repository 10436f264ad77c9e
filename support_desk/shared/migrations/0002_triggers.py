"""What the database guards: the audit trail is append-only with a digest per row, changes carry their transaction."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_xid := pg_current_xact_id()::text::bigint;
  NEW.changed_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION audit_digest(entry shared_auditentry) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    entry.id, extract(epoch FROM entry.at), entry.actor_id, entry.actor_name, entry.action, entry.object_type,
    entry.object_id, entry.object_label, entry.scope, entry.department_id, entry.before, entry.after
  )::text, 'UTF8'))
$$;

CREATE FUNCTION complete_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id()::text::bigint;
  NEW.digest := audit_digest(NEW);
  RETURN NEW;
END $$;

CREATE TRIGGER complete BEFORE INSERT ON shared_auditentry FOR EACH ROW EXECUTE FUNCTION complete_audit_entry();
"""

APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

UNDO = """
DROP TRIGGER IF EXISTS complete ON shared_auditentry;
DROP FUNCTION IF EXISTS complete_audit_entry();
DROP FUNCTION IF EXISTS audit_digest(shared_auditentry);
DROP FUNCTION IF EXISTS stamp_change() CASCADE;
DROP FUNCTION IF EXISTS refuse_change() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS
            + APPEND_ONLY.format(table="shared_auditentry")
            + APPEND_ONLY.format(table="shared_auditseal")
            + "INSERT INTO shared_auditwatermark (id, xid) VALUES (1, 0);",
            UNDO,
        )
    ]
