import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shared", "0006_imports"),
        ("tickets", "0021_one_index_for_client_and_project"),
        ("workload", "0017_substitutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("xid", models.BigIntegerField()),
                ("looked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "look for complaints",
                "verbose_name_plural": "looks for complaints",
            },
        ),
        migrations.CreateModel(
            name="ComplaintWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "Russian"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("word", models.CharField(max_length=100, verbose_name="word or phrase")),
                ("stem", models.CharField(editable=False, max_length=400, unique=True)),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "word of complaints",
                "verbose_name_plural": "words of complaints",
                "ordering": ["language", "word"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="complaint_word_changes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("word", ""), _negated=True), models.Q(("stem", ""), _negated=True)
                        ),
                        name="complaint_word_can_be_found",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PointPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("circulate", "Circulate: one's loss is another's bonus"),
                            ("kitty", "Kitty: losses go to a common fund"),
                            ("controller", "Controller: losses feed the controller's fund"),
                            ("rating", "Rating only: points without money"),
                        ],
                        default="circulate",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=2,
                        default=100,
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="rubles a point",
                    ),
                ),
                (
                    "guard_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        default=20,
                        max_digits=5,
                        null=True,
                        verbose_name="most of the month's pay, %",
                    ),
                ),
                ("silence_counts", models.BooleanField(default=True, verbose_name="silence counts in money")),
                (
                    "controller_cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        verbose_name="most of the controller's fund",
                    ),
                ),
                (
                    "answered",
                    models.PositiveSmallIntegerField(default=1, verbose_name="points for accepting and for silence"),
                ),
                ("judged", models.PositiveSmallIntegerField(default=2, verbose_name="points of a verdict")),
                ("both_right_initiator", models.SmallIntegerField(default=0, verbose_name="both right: initiator")),
                ("both_right_respondent", models.SmallIntegerField(default=0, verbose_name="both right: respondent")),
                ("both_wrong_initiator", models.SmallIntegerField(default=0, verbose_name="both wrong: initiator")),
                ("both_wrong_respondent", models.SmallIntegerField(default=0, verbose_name="both wrong: respondent")),
                ("days_to_answer", models.PositiveSmallIntegerField(default=7, verbose_name="days to answer")),
                (
                    "first_reminder_day",
                    models.PositiveSmallIntegerField(default=3, verbose_name="first reminder on day"),
                ),
                (
                    "second_reminder_day",
                    models.PositiveSmallIntegerField(default=6, verbose_name="second reminder on day"),
                ),
                (
                    "arbiter_reminder_days",
                    models.PositiveSmallIntegerField(default=3, verbose_name="arbiter is reminded after days"),
                ),
                (
                    "arbiter_escalation_days",
                    models.PositiveSmallIntegerField(default=7, verbose_name="next level is told after days"),
                ),
                ("revision_days", models.PositiveSmallIntegerField(default=14, verbose_name="days to mend a rule")),
                ("days_back", models.PositiveSmallIntegerField(default=30, verbose_name="oldest event, days")),
                (
                    "open_at_once",
                    models.PositiveSmallIntegerField(
                        blank=True, default=3, null=True, verbose_name="open disputes of one initiator"
                    ),
                ),
                (
                    "a_month",
                    models.PositiveSmallIntegerField(
                        blank=True, default=10, null=True, verbose_name="disputes of one initiator a month"
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="controller",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="point_policies",
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
                "verbose_name": "point policy",
                "verbose_name_plural": "point policies",
                "ordering": ["-starts_on", "-id"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="point_policy_changes")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "starts_on"),
                        name="point_policy_starts_once_a_month",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__day", 1)), name="point_policy_starts_on_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 0)), name="a_point_is_worth_nothing_or_more"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("guard_percent__isnull", True), ("guard_percent__range", (0, 100)), _connector="OR"
                        ),
                        name="guard_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "controller"), _negated=True),
                            ("controller__isnull", False),
                            _connector="OR",
                        ),
                        name="controllers_fund_has_a_controller",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("controller_cap__isnull", True), ("controller_cap__gte", 0), _connector="OR"
                        ),
                        name="fund_is_capped_at_a_sum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_to_answer__range", (1, 60))), name="respondent_has_one_to_sixty_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered__range", (1, 100)), ("judged__range", (1, 100))),
                        name="stakes_are_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("judged__gte", models.F("answered"))), name="a_verdict_moves_no_less"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("both_right_initiator__range", (-100, 100)),
                            ("both_right_respondent__range", (-100, 100)),
                            ("both_wrong_initiator__range", (-100, 100)),
                            ("both_wrong_respondent__range", (-100, 100)),
                        ),
                        name="a_verdict_for_both_moves_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_reminder_day__gte", 1),
                            ("second_reminder_day__gte", models.F("first_reminder_day")),
                            ("second_reminder_day__lte", models.F("days_to_answer")),
                        ),
                        name="respondent_is_reminded_in_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arbiter_escalation_days__gte", models.F("arbiter_reminder_days")),
                            ("arbiter_escalation_days__lte", 365),
                            ("arbiter_reminder_days__gte", 1),
                        ),
                        name="arbiter_is_reminded_before_others_are_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision_days__range", (1, 365))), name="a_rule_is_mended_within_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="in force until")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regulations",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_regulations",
                        to="workload.employee",
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "regulation",
                "verbose_name_plural": "regulations",
                "ordering": ["code"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="regulation_changes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="regulation_has_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("is_active", True)),
                            models.Q(("ended_on__isnull", False), ("is_active", False)),
                            _connector="OR",
                        ),
                        name="inactive_regulation_has_a_last_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("written_at", models.DateTimeField(verbose_name="written")),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["department", "id"],
                        include=("level", "author"),
                        name="waiting_reviews",
                    ),
                    models.Index(fields=["author", "-written_at"], name="review_by_author"),
                    models.Index(fields=["department", "-written_at"], name="review_by_department"),
                    models.Index(fields=["changed_xid", "id"], name="review_changes"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer__isnull", True),
                            models.Q(("reviewer", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_reviews_their_own_reply",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewer__isnull", True), ("state", "waiting")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewer__isnull", False),
                                ("state__in", ["done", "skipped"]),
                            ),
                            _connector="OR",
                        ),
                        name="review_has_a_reviewer_once_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "done"), ("finding_count", 0), _connector="OR"),
                        name="findings_are_of_done_reviews",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "skipped"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="putting_aside_has_a_reason",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "starts_on"), name="review_policy_starts_once_a_day", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("newcomer_percent__range", (0, 100)),
                            ("share_percent__range", (0, 100)),
                            ("thanks_percent__range", (0, 100)),
                        ),
                        name="review_shares_are_percentages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("newcomer_days__range", (0, 730))), name="nobody_is_new_for_years"
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(fields=("employee", "starts_on"), name="a_review_share_starts_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent__isnull", True), ("share_percent__range", (0, 100)), _connector="OR"
                        ),
                        name="review_share_is_a_percentage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("message", "Message"),
                            ("call", "Phone call on the ticket"),
                            ("by_hand", "Written down by hand"),
                        ],
                        max_length=7,
                        verbose_name="source",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="day of the complaint")),
                ("what", models.TextField(blank=True, max_length=5000, verbose_name="what the client complains about")),
                ("flagged_at", models.DateTimeField(verbose_name="flagged")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("confirmed", "Confirmed"), ("rejected", "Rejected")],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="tickets.client",
                        verbose_name="client",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="decided by",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "flagged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flagged_complaints",
                        to="workload.employee",
                        verbose_name="flagged by",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="head concerned",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="workload.employee",
                        verbose_name="manager concerned",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaint",
                        to="tickets.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="tickets.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="tickets.ticket",
                        verbose_name="ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["department", "-id"], name="complaint_by_department"),
                    models.Index(condition=models.Q(("state", "open")), fields=["department"], name="open_complaints"),
                    models.Index(
                        condition=models.Q(("state", "confirmed")),
                        fields=["decided_at"],
                        name="confirmed_complaints_by_time",
                    ),
                    models.Index(fields=["changed_xid", "id"], name="complaint_changes"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("reason", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["confirmed", "rejected"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decided_complaint_has_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                models.Q(
                                    ("manager__isnull", True),
                                    models.Q(("decided_by", models.F("manager")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("head__isnull", True),
                                    models.Q(("decided_by", models.F("head")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_decides_on_their_own_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("client__isnull", False),
                                ("manager__isnull", False),
                                ("message__isnull", True),
                                ("source", "by_hand"),
                                models.Q(("what", ""), _negated=True),
                            ),
                            models.Q(
                                ("message__isnull", False),
                                ("source__in", ["message", "call"]),
                                ("ticket__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_comes_from_a_message_or_by_hand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("manager__isnull", True),
                            ("head__isnull", True),
                            models.Q(("manager", models.F("head")), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_counts_once_for_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True), ("decided_at__gte", models.F("flagged_at")), _connector="OR"
                        ),
                        name="complaint_is_decided_after_it_is_flagged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), verbose_name="words found"
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="found")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("flagged", "Flagged as a complaint"),
                            ("dismissed", "Not a complaint"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaint_suggestion",
                        to="tickets.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="settled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggestion of a complaint",
                "verbose_name_plural": "suggestions of complaints",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True), ("state", "open")),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("state__in", ["flagged", "dismissed"]),
                            ),
                            _connector="OR",
                        ),
                        name="settled_suggestion_says_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegulationGap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                ("happened_on", models.DateField(verbose_name="day of the event")),
                ("what", models.TextField(verbose_name="what happened")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Reported"),
                            ("written", "A rule was written"),
                            ("dismissed", "No rule is needed"),
                        ],
                        default="reported",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regulation_gaps",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tickets.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gaps",
                        to="disputes.regulation",
                        verbose_name="regulation",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="reported by",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tickets.ticket",
                        verbose_name="ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "regulation gap",
                "verbose_name_plural": "regulation gaps",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="gap_changes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="gap_says_what_happened"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "reported")),
                            models.Q(("closed_at__isnull", False), ("regulation__isnull", False), ("state", "written")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "dismissed"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_gap_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegulationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("changes", models.CharField(blank=True, max_length=500, verbose_name="what has changed")),
                ("starts_on", models.DateField(verbose_name="in force from")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="published by",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="disputes.regulation",
                        verbose_name="regulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a regulation",
                "verbose_name_plural": "versions of regulations",
                "ordering": ["regulation_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("regulation", "number"), name="regulation_has_a_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=("regulation", "starts_on"),
                        name="one_version_starts_on_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=("regulation",),
                        name="regulation_has_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="version_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("policy_values", models.JSONField(verbose_name="what the policy said")),
                ("facts", models.JSONField(verbose_name="disputes of the month")),
                (
                    "state",
                    models.CharField(
                        choices=[("settled", "Settled"), ("applied", "Applied")],
                        default="settled",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(verbose_name="settled")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="disputes.pointpolicy",
                        verbose_name="point policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "settlement",
                "verbose_name_plural": "settlements",
                "ordering": ["-month", "department_id"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="settlement_changes")],
                "constraints": [
                    models.UniqueConstraint(fields=("department", "month"), name="a_month_is_settled_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="settlement_month_is_its_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at__isnull", True), ("state", "settled")),
                            models.Q(("applied_at__isnull", False), ("state", "applied")),
                            _connector="OR",
                        ),
                        name="settlement_state_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="disputes.regulationversion",
                        verbose_name="version of a regulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["version_id", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "place"), name="version_has_a_place_once"),
                    models.UniqueConstraint(fields=("version", "number"), name="version_has_a_clause_once"),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="clause_has_a_text"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("acknowledged_at", models.DateTimeField(verbose_name="read")),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="workload.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="disputes.regulationversion",
                        verbose_name="version of a regulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "acknowledgement",
                "verbose_name_plural": "acknowledgements",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="acknowledgement_changes")],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "employee"), name="a_version_is_acknowledged_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="KittyEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("credit", "Put in"), ("spending", "Spent"), ("refund", "Given back")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                ("balance", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="balance")),
                ("spent_on", models.DateField(blank=True, null=True, verbose_name="day")),
                ("what", models.CharField(blank=True, max_length=300, verbose_name="what for")),
                ("at", models.DateTimeField(verbose_name="entered")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kitty_entries",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "settlement",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kitty_entry",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a kitty",
                "verbose_name_plural": "entries of kitties",
                "ordering": ["department_id", "-number"],
                "indexes": [models.Index(fields=["changed_xid", "id"], name="kitty_changes")],
                "constraints": [
                    models.UniqueConstraint(fields=("department", "number"), name="entries_of_a_kitty_are_counted"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="an_entry_moves_something"),
                    models.CheckConstraint(condition=models.Q(("balance__gte", 0)), name="a_kitty_is_never_overspent"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("credit", "refund")),
                                ("settlement__isnull", False),
                                ("spent_on__isnull", True),
                            ),
                            models.Q(
                                ("by__isnull", False),
                                ("kind", "spending"),
                                ("settlement__isnull", True),
                                ("spent_on__isnull", False),
                                models.Q(("what", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_entry_says_where_from_or_what_for",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("nominal", "As published"), ("applied", "As applied")],
                        max_length=7,
                        verbose_name="stage",
                    ),
                ),
                ("case", models.JSONField(verbose_name="counted from")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("withheld", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="withheld")),
                ("paid", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="paid")),
                ("kitty", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="to the kitty")),
                (
                    "controller_fund",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="to the controller's fund"),
                ),
                ("undistributed", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="undistributed")),
                (
                    "cross_department",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="between departments"),
                ),
                ("at", models.DateTimeField(verbose_name="counted")),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of a settlement",
                "verbose_name_plural": "counts of settlements",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("settlement", "stage"), name="a_settlement_is_counted_once_a_stage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "withheld",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("paid"), "+", models.F("kitty")
                                            ),
                                            "+",
                                            models.F("controller_fund"),
                                        ),
                                        "+",
                                        models.F("undistributed"),
                                    ),
                                    "+",
                                    models.F("cross_department"),
                                ),
                            )
                        ),
                        name="what_is_withheld_is_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("controller_fund__gte", 0),
                            ("paid__gte", 0),
                            ("undistributed__gte", 0),
                            ("withheld__gte", 0),
                        ),
                        name="nothing_of_a_settlement_is_less_than_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.IntegerField(verbose_name="points")),
                ("nominal", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="nominal amount")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"),
                ),
                (
                    "limited_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("variable", "no more than the variable part"),
                            ("guard", "no more than the guarded share of the pay"),
                            ("pool", "the pool was short"),
                        ],
                        max_length=8,
                        verbose_name="limited by",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement_lines",
                        to="workload.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a settlement",
                "verbose_name_plural": "lines of settlements",
                "ordering": ["settlement_id", "employee_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("settlement", "employee"), name="a_settlement_has_a_line_for_each"),
                    models.CheckConstraint(
                        condition=models.Q(("limited_by", ""), ("amount__isnull", False), _connector="OR"),
                        name="a_limit_acts_on_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("happened_at", models.DateTimeField(verbose_name="when it happened")),
                ("happened_on", models.DateField(verbose_name="day of the event")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("claim", models.TextField(verbose_name="what happened")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("contested", "Contested"),
                            ("accepted", "Accepted"),
                            ("defaulted", "Decided by silence"),
                            ("withdrawn", "Withdrawn"),
                            ("initiator_right", "Initiator is right"),
                            ("respondent_right", "Respondent is right"),
                            ("both_right", "Both are right"),
                            ("both_wrong", "Both are wrong"),
                            ("lapsed", "Ended without points"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("timezone", models.CharField(max_length=40, verbose_name="time zone")),
                ("respond_by", models.DateTimeField(blank=True, null=True, verbose_name="answer by")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                ("arbiter_asked_at", models.DateTimeField(blank=True, null=True, verbose_name="arbiter asked")),
                ("arbiter_reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="arbiter reminded")),
                ("escalated_at", models.DateTimeField(blank=True, null=True, verbose_name="next level told at")),
                ("reasons", models.TextField(blank=True, verbose_name="reasons of the verdict")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_month",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="month of the decision"),
                ),
                (
                    "acknowledgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.acknowledgement",
                        verbose_name="acknowledgement",
                    ),
                ),
                (
                    "arbiter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes_to_judge",
                        to="workload.employee",
                        verbose_name="arbiter",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="decided by",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "escalated_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="next level told",
                    ),
                ),
                (
                    "initiator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes_opened",
                        to="workload.employee",
                        verbose_name="initiator",
                    ),
                ),
                (
                    "initiator_department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.department",
                        verbose_name="department of the initiator",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="tickets.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes_against",
                        to="workload.employee",
                        verbose_name="respondent",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="tickets.ticket",
                        verbose_name="ticket",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.pointpolicy",
                        verbose_name="point policy",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="disputes.regulationversion",
                        verbose_name="version of a regulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["respond_by"], name="open_disputes_by_term"
                    ),
                    models.Index(
                        condition=models.Q(("state", "contested")),
                        fields=["arbiter_asked_at"],
                        name="contested_by_asking",
                    ),
                    models.Index(fields=["department", "-decided_at"], name="dispute_by_department"),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", False)),
                        fields=["-decided_at", "-id"],
                        name="dispute_by_decision",
                    ),
                    models.Index(fields=["state", "id"], name="dispute_by_state"),
                    models.Index(
                        fields=["decided_month", "department"],
                        include=(
                            "state",
                            "version",
                            "initiator",
                            "respondent",
                            "decided_by",
                            "opened_at",
                            "answered_at",
                            "decided_at",
                        ),
                        name="dispute_by_month",
                    ),
                    models.Index(fields=["changed_xid", "id"], name="dispute_changes"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("initiator", models.F("respondent")), _negated=True),
                        name="nobody_disputes_with_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arbiter__isnull", True),
                            models.Q(
                                models.Q(("arbiter", models.F("initiator")), _negated=True),
                                models.Q(("arbiter", models.F("respondent")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_party_is_the_arbiter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                ("state__in", ["both_right", "both_wrong", "initiator_right", "respondent_right"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("decided_by", models.F("initiator")), _negated=True),
                                models.Q(("decided_by", models.F("respondent")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_party_gives_the_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "open",
                                    "contested",
                                    "accepted",
                                    "defaulted",
                                    "withdrawn",
                                    "initiator_right",
                                    "respondent_right",
                                    "both_right",
                                    "both_wrong",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="dispute_has_a_state_of_the_table",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("respond_by__isnull", False), ("state", "open")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("decided_at__isnull", True),
                                ("respond_by__isnull", True),
                                ("state", "contested"),
                            ),
                            models.Q(
                                models.Q(("state__in", ("contested", "open")), _negated=True),
                                ("decided_at__isnull", False),
                                ("respond_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_state_has_its_times",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_month__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_month__day", 1)),
                            _connector="OR",
                        ),
                        name="decided_dispute_has_its_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="dispute_says_what_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ["contested", "both_right", "both_wrong", "initiator_right", "respondent_right"],
                                ),
                                _negated=True,
                            ),
                            models.Q(("explanation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contesting_needs_an_explanation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["both_right", "both_wrong", "initiator_right", "respondent_right"]),
                                _negated=True,
                            ),
                            models.Q(("reasons", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="verdict_has_reasons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArbiterChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("manager", "the respondent's manager"),
                            ("deputy", "covers the manager"),
                            ("level_up", "one level up"),
                            ("director", "the director"),
                            ("substitute", "the director's substitute"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                ("passed", models.JSONField(default=list, verbose_name="passed over")),
                ("at", models.DateTimeField(verbose_name="chosen")),
                (
                    "arbiter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="arbiter",
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="instead of",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of an arbiter",
                "verbose_name_plural": "choices of arbiters",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DisputeStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=24, verbose_name="event")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("contested", "Contested"),
                            ("accepted", "Accepted"),
                            ("defaulted", "Decided by silence"),
                            ("withdrawn", "Withdrawn"),
                            ("initiator_right", "Initiator is right"),
                            ("respondent_right", "Respondent is right"),
                            ("both_right", "Both are right"),
                            ("both_wrong", "Both are wrong"),
                            ("lapsed", "Ended without points"),
                        ],
                        max_length=16,
                        verbose_name="before",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("contested", "Contested"),
                            ("accepted", "Accepted"),
                            ("defaulted", "Decided by silence"),
                            ("withdrawn", "Withdrawn"),
                            ("initiator_right", "Initiator is right"),
                            ("respondent_right", "Respondent is right"),
                            ("both_right", "Both are right"),
                            ("both_wrong", "Both are wrong"),
                            ("lapsed", "Ended without points"),
                        ],
                        max_length=16,
                        verbose_name="after",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="by",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a dispute",
                "verbose_name_plural": "steps of disputes",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="added")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="added by",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="shared.storedfile",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["id"],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "version", "clause"), name="a_rule_is_found_broken_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="finding_says_what_is_wrong"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevisionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("what", models.TextField(verbose_name="what is unclear")),
                ("due_on", models.DateField(verbose_name="due")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("mended", "Mended"), ("kept", "Kept as it is")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="asked by",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revision",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions_to_make",
                        to="workload.employee",
                        verbose_name="owner",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="disputes.regulation",
                        verbose_name="regulation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.regulationversion",
                        verbose_name="mended by version",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of a regulation",
                "verbose_name_plural": "revisions of regulations",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_on"], name="open_revisions_by_day"
                    ),
                    models.Index(fields=["changed_xid", "id"], name="revision_changes"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("state", "mended"), ("version__isnull", False)),
                            models.Q(
                                ("closed_at__isnull", False), ("state", "kept"), models.Q(("answer", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="closed_revision_says_how",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField(verbose_name="counted from")),
                ("respond_by", models.DateTimeField(verbose_name="answer by")),
                (
                    "counted_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), verbose_name="days that count"
                    ),
                ),
                (
                    "absent_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), verbose_name="days of absence"
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="set")),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "term of a dispute",
                "verbose_name_plural": "terms of disputes",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("respond_by__gt", models.F("starts_at"))), name="term_ends_after_its_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("points", models.SmallIntegerField(verbose_name="points")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("accept", "Accepted"),
                            ("silence", "Silence"),
                            ("verdict", "Verdict"),
                            ("correction", "Correction"),
                        ],
                        max_length=10,
                        verbose_name="cause",
                    ),
                ),
                ("is_cross", models.BooleanField(default=False, verbose_name="between departments")),
                ("posted_at", models.DateTimeField(verbose_name="posted")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="workload.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="disputes.dispute",
                        verbose_name="dispute",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="workload.employee",
                        verbose_name="employee",
                    ),
                ),
                (
                    "initiator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="initiator",
                    ),
                ),
                (
                    "mirrors",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mirrored_by",
                        to="disputes.posting",
                        verbose_name="takes back",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workload.employee",
                        verbose_name="posted by",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="disputes.disputestep",
                        verbose_name="step of a dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "posting",
                "verbose_name_plural": "postings",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        fields=["department", "month"], include=("employee", "points"), name="posting_by_department"
                    ),
                    models.Index(
                        fields=["month", "department"],
                        include=("employee", "points", "posted_at", "mirrors"),
                        name="posting_by_month",
                    ),
                    models.Index(fields=["employee", "month"], name="posting_by_employee"),
                    models.Index(fields=["dispute"], name="posting_by_dispute"),
                    models.Index(fields=["changed_xid", "id"], name="posting_changes"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("points", 0), _negated=True), name="posting_moves_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="posting_month_is_its_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cause", "correction"),
                                ("posted_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("cause", "correction"), _negated=True),
                                ("dispute__isnull", False),
                                ("initiator__isnull", False),
                                ("step__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="posting_has_a_dispute_or_a_reason",
                    ),
                    models.UniqueConstraint(fields=("step", "employee"), name="a_step_posts_once_for_each"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettledPosting",
            fields=[
                (
                    "posting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="settled",
                        serialize=False,
                        to="disputes.posting",
                        verbose_name="posting",
                    ),
                ),
                ("is_counted", models.BooleanField(verbose_name="counts")),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="disputes.settlement",
                        verbose_name="settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "posting of a settlement",
                "verbose_name_plural": "postings of settlements",
            },
        ),
    ]
