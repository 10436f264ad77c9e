from django.db import migrations

TRACKED = (
    "disputes_regulation",
    "disputes_acknowledgement",
    "disputes_revisionrequest",
    "disputes_regulationgap",
    "disputes_pointpolicy",
    "disputes_dispute",
    "disputes_posting",
)
APPEND_ONLY = (
    "disputes_acknowledgement",
    "disputes_evidence",
    "disputes_disputeterm",
    "disputes_arbiterchoice",
    "disputes_disputestep",
    "disputes_posting",
)
TOUCHING = (
    ("disputes_regulationversion", "disputes_regulation", "regulation_id"),
    ("disputes_disputestep", "disputes_dispute", "dispute_id"),
    ("disputes_arbiterchoice", "disputes_dispute", "dispute_id"),
)

STAMPS = "\n".join(
    f"CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION stamp_change();"
    for table in TRACKED
)
FROZEN = "\n".join(
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)
TOUCHES = "\n".join(
    f"CREATE TRIGGER touch AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION touch_owner('{owner}', '{column}');"
    for table, owner, column in TOUCHING
)
GUARDS = """
CREATE FUNCTION refuse_change_of_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published regulation never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER published_is_final BEFORE UPDATE OR DELETE ON disputes_regulationversion
  FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_published_version();

CREATE FUNCTION refuse_clauses_of_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM disputes_regulationversion
    WHERE id = coalesce(NEW.version_id, OLD.version_id) AND published_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'clauses of a published regulation never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER published_clauses_stay BEFORE INSERT OR UPDATE OR DELETE ON disputes_clause
  FOR EACH ROW EXECUTE FUNCTION refuse_clauses_of_published_version();

CREATE FUNCTION refuse_another_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.initiator_id, OLD.respondent_id, OLD.department_id, OLD.initiator_department_id,
      OLD.policy_id, OLD.version_id, OLD.clause_id, OLD.acknowledgement_id, OLD.happened_at, OLD.happened_on, OLD.title,
      OLD.claim, OLD.ticket_id, OLD.message_id, OLD.opened_at)
    IS DISTINCT FROM (NEW.initiator_id, NEW.respondent_id, NEW.department_id, NEW.initiator_department_id,
      NEW.policy_id, NEW.version_id, NEW.clause_id, NEW.acknowledgement_id, NEW.happened_at, NEW.happened_on, NEW.title,
      NEW.claim, NEW.ticket_id, NEW.message_id, NEW.opened_at)
  THEN
    RAISE EXCEPTION 'a claim never changes after opening' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_stays BEFORE UPDATE OR DELETE ON disputes_dispute
  FOR EACH ROW EXECUTE FUNCTION refuse_another_claim();

CREATE FUNCTION refuse_crooked_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM disputes_posting original
    WHERE original.id = NEW.mirrors_id AND original.mirrors_id IS NULL AND original.points = -NEW.points
      AND original.employee_id = NEW.employee_id AND original.department_id = NEW.department_id
      AND original.cause = NEW.cause AND original.is_cross = NEW.is_cross
      AND original.dispute_id IS NOT DISTINCT FROM NEW.dispute_id
  ) THEN
    RAISE EXCEPTION 'what takes a posting back mirrors it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mirror_is_true BEFORE INSERT ON disputes_posting
  FOR EACH ROW WHEN (NEW.mirrors_id IS NOT NULL) EXECUTE FUNCTION refuse_crooked_mirror();
"""
UNDO = "\n".join(
    [
        *(f"DROP TRIGGER IF EXISTS stamp ON {table};" for table in TRACKED),
        *(f"DROP TRIGGER IF EXISTS append_only ON {table};" for table in APPEND_ONLY),
        *(f"DROP TRIGGER IF EXISTS touch ON {table};" for table, _owner, _column in TOUCHING),
        "DROP FUNCTION IF EXISTS refuse_change_of_published_version() CASCADE;",
        "DROP FUNCTION IF EXISTS refuse_clauses_of_published_version() CASCADE;",
        "DROP FUNCTION IF EXISTS refuse_another_claim() CASCADE;",
        "DROP FUNCTION IF EXISTS refuse_crooked_mirror() CASCADE;",
    ]
)


class Migration(migrations.Migration):
    """What is written stays: claims, terms, steps, postings, published rules (D8, D10)."""

    dependencies = [("disputes", "0001_fair_play"), ("shared", "0004_touch_owner_function")]

    operations = [migrations.RunSQL("\n".join([STAMPS, FROZEN, TOUCHES, GUARDS]), UNDO)]
