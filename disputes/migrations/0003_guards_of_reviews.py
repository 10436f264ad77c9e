from django.db import migrations

GUARDS = """
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON disputes_replyreview
  FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER touch AFTER UPDATE ON disputes_reviewfinding
  FOR EACH ROW EXECUTE FUNCTION touch_owner('disputes_replyreview', 'review_id');

CREATE FUNCTION refuse_another_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.message_id, OLD.author_id, OLD.department_id, OLD.level, OLD.why, OLD.written_at,
      OLD.state, OLD.reviewer_id, OLD.reviewed_at, OLD.note, OLD.finding_count)
    IS DISTINCT FROM (NEW.message_id, NEW.author_id, NEW.department_id, NEW.level, NEW.why, NEW.written_at,
      NEW.state, NEW.reviewer_id, NEW.reviewed_at, NEW.note, NEW.finding_count)
  THEN
    RAISE EXCEPTION 'a review that is done never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER done_stays BEFORE UPDATE OR DELETE ON disputes_replyreview
  FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION refuse_another_review();

CREATE FUNCTION refuse_another_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.dispute_id IS NOT NULL OR (OLD.review_id, OLD.version_id, OLD.clause_id, OLD.note)
    IS DISTINCT FROM (NEW.review_id, NEW.version_id, NEW.clause_id, NEW.note)
  THEN
    RAISE EXCEPTION 'a finding only ever becomes a dispute, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_stays BEFORE UPDATE OR DELETE ON disputes_reviewfinding
  FOR EACH ROW EXECUTE FUNCTION refuse_another_finding();

CREATE FUNCTION refuse_clause_of_another_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM disputes_clause WHERE id = NEW.clause_id AND version_id = NEW.version_id) THEN
    RAISE EXCEPTION 'the clause of a finding is one of its version' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clause_is_of_the_version BEFORE INSERT ON disputes_reviewfinding
  FOR EACH ROW WHEN (NEW.clause_id IS NOT NULL) EXECUTE FUNCTION refuse_clause_of_another_version();
"""
UNDO = """
DROP FUNCTION IF EXISTS refuse_another_review() CASCADE;
DROP FUNCTION IF EXISTS refuse_another_finding() CASCADE;
DROP FUNCTION IF EXISTS refuse_clause_of_another_version() CASCADE;
DROP TRIGGER IF EXISTS stamp ON disputes_replyreview;
DROP TRIGGER IF EXISTS touch ON disputes_reviewfinding;
"""


class Migration(migrations.Migration):
    """What is reviewed stays, and what was found (S5)."""

    dependencies = [("disputes", "0002_guards")]

    operations = [migrations.RunSQL(GUARDS, UNDO)]
