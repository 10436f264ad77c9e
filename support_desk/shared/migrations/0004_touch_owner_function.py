"""A change of what hangs on a row is a change of the row, for whoever follows it by `?changed_since=`."""

from django.db import migrations

# Arguments of the trigger: the owner's table, and the column that points to it.
FUNCTION = """
CREATE FUNCTION touch_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE %I SET id = id WHERE id = $1', TG_ARGV[0])
    USING (to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END) ->> TG_ARGV[1])::bigint;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("shared", "0003_user_session_epoch")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION IF EXISTS touch_owner() CASCADE;")]
