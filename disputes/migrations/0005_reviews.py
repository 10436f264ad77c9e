import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

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
    dependencies = [
        ("disputes", "0003_ends_of_regulations"),
        ("tickets", "0021_one_index_for_client_and_project"),
        ("workload", "0017_substitutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("operator", "the operator or the head"),
                            ("head", "the head"),
                            ("up", "one level up"),
                        ],
                        default="operator",
                        max_length=8,
                        verbose_name="who reviews",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waits"), ("done", "Reviewed"), ("skipped", "Put aside")],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("sample", "Sample"),
                            ("newcomer", "Newcomer"),
                            ("thanks", "No answer needed"),
                            ("by_hand", "Picked by hand"),
                        ],
                        max_length=8,
                        verbose_name="why it was picked",
                    ),
                ),
                ("picked_at", models.DateTimeField(verbose_name="picked")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("finding_count", models.PositiveSmallIntegerField(default=0, verbose_name="findings")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews_of",
                        to="workload.employee",
                        verbose_name="author",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_reviews",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="tickets.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "picked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="picked by",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews_by",
                        to="workload.employee",
                        verbose_name="reviewer",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of a reply",
                "verbose_name_plural": "reviews of replies",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(verbose_name="what is wrong")),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="disputes.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="disputes.replyreview",
                        verbose_name="review",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="disputes.regulationversion",
                        verbose_name="version of a regulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewMark",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("xid", models.BigIntegerField(default=0)),
                ("picked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="review_mark_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="ReviewPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("share_percent", models.PositiveSmallIntegerField(default=20, verbose_name="share of replies, %")),
                (
                    "newcomer_percent",
                    models.PositiveSmallIntegerField(default=100, verbose_name="share of newcomers’ replies, %"),
                ),
                (
                    "newcomer_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="days that somebody is new"),
                ),
                (
                    "thanks_percent",
                    models.PositiveSmallIntegerField(default=20, verbose_name="share of “no answer needed”, %"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_policies",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "policy of reviews",
                "verbose_name_plural": "policies of reviews",
                "ordering": ["-starts_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "share_percent",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="share of replies, %"),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_shares",
                        to="workload.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "share of a person’s replies",
                "verbose_name_plural": "shares of people’s replies",
                "ordering": ["-starts_on"],
            },
        ),
        migrations.AddIndex(
            model_name="replyreview",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["department", "id"], name="waiting_reviews"
            ),
        ),
        migrations.AddIndex(
            model_name="replyreview",
            index=models.Index(fields=["author", "-written_at"], name="review_by_author"),
        ),
        migrations.AddIndex(
            model_name="replyreview",
            index=models.Index(fields=["department", "-written_at"], name="review_by_department"),
        ),
        migrations.AddIndex(
            model_name="replyreview",
            index=models.Index(fields=["changed_xid", "id"], name="review_changes"),
        ),
        migrations.AddConstraint(
            model_name="replyreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewer__isnull", True),
                    models.Q(("reviewer", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_reviews_their_own_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="replyreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at__isnull", True), ("reviewer__isnull", True), ("state", "waiting")),
                    models.Q(
                        ("reviewed_at__isnull", False), ("reviewer__isnull", False), ("state__in", ["done", "skipped"])
                    ),
                    _connector="OR",
                ),
                name="review_has_a_reviewer_once_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="replyreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "done"), ("finding_count", 0), _connector="OR"),
                name="findings_are_of_done_reviews",
            ),
        ),
        migrations.AddConstraint(
            model_name="replyreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "skipped"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="putting_aside_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewfinding",
            constraint=models.UniqueConstraint(
                fields=("review", "version", "clause"), name="a_rule_is_found_broken_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="finding_says_what_is_wrong"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewpolicy",
            constraint=models.UniqueConstraint(
                fields=("department", "starts_on"), name="review_policy_starts_once_a_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("newcomer_percent__range", (0, 100)),
                    ("share_percent__range", (0, 100)),
                    ("thanks_percent__range", (0, 100)),
                ),
                name="review_shares_are_percentages",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("newcomer_days__range", (0, 730))), name="nobody_is_new_for_years"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewshare",
            constraint=models.UniqueConstraint(
                fields=("employee", "starts_on"), name="a_review_share_starts_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share_percent__isnull", True), ("share_percent__range", (0, 100)), _connector="OR"
                ),
                name="review_share_is_a_percentage",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
