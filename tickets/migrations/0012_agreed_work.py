"""Items, tasks, estimates, approvals, reports, links: work that the client agreed to (T6, T7, W1–W8, C2)."""

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0011_sweep_in_place"),
        ("workload", "0006_limit_shifts_to_a_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting for the client"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="pending",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                ("beyond_minutes", models.PositiveIntegerField(default=0, verbose_name="minutes beyond the contract")),
                (
                    "beyond_amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="to pay beyond the contract"
                    ),
                ),
                ("ready_by", models.DateTimeField(blank=True, null=True, verbose_name="ready by")),
                ("words", models.TextField(blank=True, max_length=4000, verbose_name="words to the client")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("comment", models.TextField(blank=True, max_length=4000, verbose_name="comment")),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
            },
        ),
        migrations.CreateModel(
            name="ClientReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("month", models.DateField(verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("sent", "Sent")],
                        default="draft",
                        max_length=5,
                        verbose_name="state",
                    ),
                ),
                ("minutes", models.IntegerField(default=0, verbose_name="minutes")),
                ("beyond_minutes", models.IntegerField(default=0, verbose_name="minutes beyond the contracts")),
                (
                    "beyond_amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="to pay beyond the contracts"
                    ),
                ),
                ("line_count", models.PositiveIntegerField(default=0, verbose_name="lines")),
                ("hole_count", models.PositiveIntegerField(default=0, verbose_name="holes")),
                ("built_at", models.DateTimeField(verbose_name="built")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
            ],
            options={
                "verbose_name": "report to a client",
                "verbose_name_plural": "reports to clients",
                "ordering": ["-month", "client__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mentor", "With the mentor"),
                            ("manager", "With the manager"),
                            ("client", "With the client"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("declined", "Declined by the client"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("three_point", "Three points"), ("risk", "Likely time with a risk")],
                        max_length=11,
                        verbose_name="method",
                    ),
                ),
                (
                    "optimistic_minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="optimistic, minutes"),
                ),
                ("likely_minutes", models.PositiveIntegerField(verbose_name="likely, minutes")),
                (
                    "pessimistic_minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="pessimistic, minutes"),
                ),
                ("risk_percent", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="risk, percent")),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="note")),
                ("client_text", models.CharField(max_length=300, verbose_name="line for the client")),
                ("mentor_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed by the mentor")),
                ("manager_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed by the manager")),
                ("comment", models.TextField(blank=True, max_length=4000, verbose_name="why it was returned")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved, returned or superseded"),
                ),
            ],
            options={
                "verbose_name": "estimate",
                "verbose_name_plural": "estimates",
            },
        ),
        migrations.CreateModel(
            name="LetterItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(max_length=4000, verbose_name="question")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("delegated", "Delegated"),
                            ("promised", "Promised"),
                            ("answered", "Answered"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("answer_text", models.TextField(blank=True, max_length=20000, verbose_name="answer")),
                ("promised_until", models.DateTimeField(blank=True, null=True, verbose_name="answer promised by")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="answered or promised")),
            ],
            options={
                "verbose_name": "item of a letter",
                "verbose_name_plural": "items of letters",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="LineQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
            ],
            options={
                "verbose_name": "question about a line",
                "verbose_name_plural": "questions about lines",
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
            },
        ),
        migrations.CreateModel(
            name="OrderConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "conflict of order",
                "verbose_name_plural": "conflicts of order",
            },
        ),
        migrations.CreateModel(
            name="Overrun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes more")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("client", "The client"),
                            ("circumstance", "Circumstances"),
                            ("internal", "Internal: our estimate or mistake"),
                        ],
                        max_length=12,
                        verbose_name="cause",
                    ),
                ),
                ("explanation", models.TextField(max_length=4000, verbose_name="explanation")),
                ("client_text", models.CharField(blank=True, max_length=300, verbose_name="line for the client")),
                ("new_deadline_at", models.DateTimeField(blank=True, null=True, verbose_name="new deadline")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "With the manager"),
                            ("client", "With the client"),
                            ("agreed", "Agreed"),
                            ("internal", "Accepted as ours"),
                            ("declined", "Declined by the client"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="reported",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "overrun",
                "verbose_name_plural": "overruns",
            },
        ),
        migrations.CreateModel(
            name="PortalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("sent_to", models.EmailField(max_length=254, verbose_name="sent to")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
            ],
            options={
                "verbose_name": "link to the portal",
                "verbose_name_plural": "links to the portal",
            },
        ),
        migrations.CreateModel(
            name="ReportContract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("included_minutes", models.PositiveIntegerField(verbose_name="included")),
                ("carried_minutes", models.PositiveIntegerField(default=0, verbose_name="carried over")),
                ("used_minutes", models.IntegerField(verbose_name="used")),
                ("beyond_minutes", models.PositiveIntegerField(verbose_name="beyond")),
                ("rate_amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="hourly rate")),
                ("beyond_amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="to pay beyond")),
            ],
            options={
                "verbose_name": "contract's month in a report",
                "verbose_name_plural": "contracts' months in reports",
            },
        ),
        migrations.CreateModel(
            name="ReportLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worked_on", models.DateField(verbose_name="date")),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="line for the client")),
                ("agreed_minutes", models.PositiveIntegerField(blank=True, null=True, verbose_name="agreed minutes")),
                ("minutes", models.IntegerField(verbose_name="minutes")),
                (
                    "hole",
                    models.CharField(
                        blank=True,
                        choices=[("text", "No line for the client"), ("approval", "No approval")],
                        max_length=8,
                        verbose_name="what is missing",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a report",
                "verbose_name_plural": "lines of reports",
                "ordering": ["worked_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_xid", models.BigIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what is to be done")),
                ("formulation", models.TextField(max_length=10000, verbose_name="formulation")),
                ("acceptance_criteria", models.TextField(max_length=4000, verbose_name="accepted when")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("asked", "Question to the manager"),
                            ("declined", "Declined"),
                            ("accepted", "Accepted"),
                            ("in_progress", "In progress"),
                            ("submitted", "To be checked"),
                            ("rework", "Returned"),
                            ("checked", "Checked"),
                            ("handed_over", "Handed over"),
                            ("confirmed", "Confirmed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="offered",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("is_critical", models.BooleanField(default=False, verbose_name="critical")),
                ("rank", models.PositiveIntegerField(default=1000, verbose_name="place in the order of the day")),
                ("deadline_at", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                ("agreed_minutes", models.PositiveIntegerField(blank=True, null=True, verbose_name="agreed minutes")),
                ("rework_count", models.PositiveSmallIntegerField(default=0, verbose_name="times returned")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted by the specialist")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="result accepted")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed or cancelled")),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
            },
        ),
        migrations.CreateModel(
            name="TaskChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=12)),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("offered", "Offered"),
                            ("asked", "Question to the manager"),
                            ("declined", "Declined"),
                            ("accepted", "Accepted"),
                            ("in_progress", "In progress"),
                            ("submitted", "To be checked"),
                            ("rework", "Returned"),
                            ("checked", "Checked"),
                            ("handed_over", "Handed over"),
                            ("confirmed", "Confirmed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("asked", "Question to the manager"),
                            ("declined", "Declined"),
                            ("accepted", "Accepted"),
                            ("in_progress", "In progress"),
                            ("submitted", "To be checked"),
                            ("rework", "Returned"),
                            ("checked", "Checked"),
                            ("handed_over", "Handed over"),
                            ("confirmed", "Confirmed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=12)),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=150)),
            ],
            options={
                "verbose_name": "change of a task",
                "verbose_name_plural": "changes of tasks",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TicketLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("linked_at", models.DateTimeField(verbose_name="linked")),
            ],
            options={
                "verbose_name": "link of tickets",
                "verbose_name_plural": "links of tickets",
            },
        ),
        migrations.CreateModel(
            name="WorkPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "threshold_minutes",
                    models.PositiveSmallIntegerField(default=30, verbose_name="needs approval over, minutes"),
                ),
                ("used_percent", models.PositiveSmallIntegerField(default=80, verbose_name="tell at, percent used")),
                (
                    "spare_percent",
                    models.PositiveSmallIntegerField(default=50, verbose_name="propose under, percent used"),
                ),
            ],
            options={
                "verbose_name": "rules of estimating",
                "verbose_name_plural": "rules of estimating",
                "ordering": ["-starts_on"],
            },
        ),
        migrations.AddField(
            model_name="contract",
            name="rollover_months",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="unused minutes stay for, months"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="moved_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.ticket",
                verbose_name="moved from",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="item_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="items"),
        ),
        migrations.AddField(
            model_name="ticket",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="tickets.ticket",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="answered_item_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="items answered"),
        ),
        migrations.AddField(
            model_name="ticket",
            name="settled_item_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="items answered or promised"),
        ),
        migrations.AddField(
            model_name="ticket",
            name="snoozed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="snoozed by",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="snoozed_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="snoozed until"),
        ),
        migrations.AddField(
            model_name="timeentry",
            name="is_rework",
            field=models.BooleanField(db_default=False, default=False, verbose_name="rework"),
        ),
        migrations.AlterField(
            model_name="draft",
            name="kind",
            field=models.CharField(
                choices=[("reply", "Reply"), ("note", "Internal note"), ("call", "Phone call")], max_length=5
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("snoozed_until__isnull", False)), fields=["snoozed_until"], name="ticket_to_wake"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="ticket_merged"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("rollover_months__lte", 12)), name="contract_carries_over_a_year_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("status", "closed"), models.Q(("merged_into", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="merged_ticket_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("snoozed_until__isnull", True),
                    models.Q(
                        ("status__in", ["new", "open", "waiting_client", "waiting_specialist", "resolved"]),
                        ("waiting_since__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="nobody_waits_in_a_snoozed_ticket",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_item_count__lte", models.F("settled_item_count")),
                    ("settled_item_count__lte", models.F("item_count")),
                ),
                name="settled_items_are_among_the_items",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="tickets.contact",
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="tickets.message",
                verbose_name="message that says so",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="tickets.ticket",
                verbose_name="ticket",
            ),
        ),
        migrations.AddField(
            model_name="clientreport",
            name="built_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="built by",
            ),
        ),
        migrations.AddField(
            model_name="clientreport",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="tickets.client",
                verbose_name="client",
            ),
        ),
        migrations.AddField(
            model_name="clientreport",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="sent by",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="approval",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="estimates",
                to="tickets.approval",
                verbose_name="approval",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="estimates",
                to="workload.employee",
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="mentor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="mentor",
            ),
        ),
        migrations.AddField(
            model_name="letteritem",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_items",
                to="tickets.message",
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="letteritem",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="tickets.message",
                verbose_name="message",
            ),
        ),
        migrations.AddField(
            model_name="letteritem",
            name="promised_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promised_items",
                to="tickets.message",
                verbose_name="promised by",
            ),
        ),
        migrations.AddField(
            model_name="letteritem",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="tickets.ticket",
                verbose_name="ticket",
            ),
        ),
        migrations.AddField(
            model_name="linequestion",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="linequestion",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="line_question",
                to="tickets.message",
                verbose_name="message",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mentions",
                to="workload.employee",
                verbose_name="employee",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mentions",
                to="tickets.message",
                verbose_name="note",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="proposed by",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="specialist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="specialist",
            ),
        ),
        migrations.AddField(
            model_name="overrun",
            name="approval",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overruns",
                to="tickets.approval",
                verbose_name="approval",
            ),
        ),
        migrations.AddField(
            model_name="overrun",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="overrun",
            name="reported_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workload.employee",
                verbose_name="reported by",
            ),
        ),
        migrations.AddField(
            model_name="timeentry",
            name="overrun",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="tickets.overrun",
                verbose_name="overrun",
            ),
        ),
        migrations.AddField(
            model_name="portallink",
            name="approval",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="tickets.approval",
                verbose_name="approval",
            ),
        ),
        migrations.AddField(
            model_name="portallink",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="portal_links",
                to="tickets.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="reportcontract",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.contract",
                verbose_name="contract",
            ),
        ),
        migrations.AddField(
            model_name="reportcontract",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contracts",
                to="tickets.clientreport",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="approval",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.approval",
                verbose_name="approval",
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="tickets.clientreport",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="report_lines",
                to="tickets.ticket",
                verbose_name="ticket",
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="time_entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="report_lines",
                to="tickets.timeentry",
                verbose_name="entry",
            ),
        ),
        migrations.AddField(
            model_name="linequestion",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="tickets.reportline",
                verbose_name="line",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="workload.employee",
                verbose_name="specialist",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="manager",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="managed_tasks",
                to="workload.employee",
                verbose_name="manager",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="skill",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="workload.skill",
                verbose_name="skill",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="tickets.ticket",
                verbose_name="ticket",
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.task",
                verbose_name="task",
            ),
        ),
        migrations.AddField(
            model_name="overrun",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overruns",
                to="tickets.task",
                verbose_name="task",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="against",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.task",
                verbose_name="occupying task",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="first",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.task",
                verbose_name="goes first",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="proposed_first",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tickets.task",
                verbose_name="proposed to go first",
            ),
        ),
        migrations.AddField(
            model_name="orderconflict",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conflicts",
                to="tickets.task",
                verbose_name="declined task",
            ),
        ),
        migrations.AddField(
            model_name="letteritem",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="tickets.task",
                verbose_name="delegated as",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="estimates",
                to="tickets.task",
                verbose_name="task",
            ),
        ),
        migrations.AddField(
            model_name="timeentry",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="time_entries",
                to="tickets.task",
                verbose_name="task",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_rework", False), ("billable_minutes", 0), _connector="OR"),
                name="rework_is_not_billed",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("overrun__isnull", True),
                    models.Q(("actual_minutes", 0), ("norm_minutes", 0), ("task__isnull", False)),
                    _connector="OR",
                ),
                name="charge_of_an_overrun_has_no_time",
            ),
        ),
        migrations.AddField(
            model_name="taskchange",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="taskchange",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="tickets.task",
                verbose_name="task",
            ),
        ),
        migrations.AddField(
            model_name="ticketlink",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links_to_younger",
                to="tickets.ticket",
                verbose_name="older ticket",
            ),
        ),
        migrations.AddField(
            model_name="ticketlink",
            name="linked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ticketlink",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links_to_older",
                to="tickets.ticket",
                verbose_name="younger ticket",
            ),
        ),
        migrations.AddField(
            model_name="workpolicy",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_policies",
                to="workload.department",
                verbose_name="department",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["asked_at"], name="approval_pending"),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["changed_xid", "id"], name="approval_changes"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "pending")),
                    models.Q(models.Q(("state", "pending"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="decided_approval_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("contact__isnull", False), ("recorded_by__isnull", True)),
                    models.Q(("message__isnull", False), ("recorded_by__isnull", False)),
                    _connector="OR",
                ),
                name="approval_says_who_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (1, 59999))), name="approval_minutes_are_sensible"
            ),
        ),
        migrations.AddIndex(
            model_name="clientreport",
            index=models.Index(fields=["month", "state"], name="report_by_month"),
        ),
        migrations.AddConstraint(
            model_name="clientreport",
            constraint=models.UniqueConstraint(fields=("client", "month"), name="client_has_one_report_a_month"),
        ),
        migrations.AddConstraint(
            model_name="clientreport",
            constraint=models.CheckConstraint(condition=models.Q(("month__day", 1)), name="report_month_is_a_first"),
        ),
        migrations.AddConstraint(
            model_name="clientreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(("sent_at__isnull", True), ("state", "draft")),
                    _connector="OR",
                ),
                name="sent_report_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("message", "employee"), name="note_names_somebody_once"),
        ),
        migrations.AddIndex(
            model_name="portallink",
            index=models.Index(fields=["contact", "-created_at"], name="portal_link_by_contact"),
        ),
        migrations.AddConstraint(
            model_name="portallink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))), name="portal_link_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportcontract",
            constraint=models.UniqueConstraint(fields=("report", "contract"), name="contract_is_reported_once"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("status__in", ["confirmed", "cancelled"]), _negated=True),
                fields=["assignee", "rank", "id"],
                name="task_unfinished_by_assignee",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("status__in", ["confirmed", "cancelled"]), _negated=True),
                fields=["manager", "id"],
                name="task_unfinished_by_manager",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["changed_xid", "id"], name="task_changes"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", False), ("status__in", ["confirmed", "cancelled"])),
                    models.Q(
                        models.Q(("status__in", ["confirmed", "cancelled"]), _negated=True),
                        ("finished_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="finished_task_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assignee__isnull", False), ("status__in", ["offered", "declined", "cancelled"]), _connector="OR"
                ),
                name="task_in_work_has_a_specialist",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_minutes__isnull", True), ("agreed_minutes__range", (1, 60000)), _connector="OR"
                ),
                name="task_agreed_minutes_are_sensible",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportline",
            constraint=models.UniqueConstraint(fields=("time_entry",), name="entry_is_reported_once"),
        ),
        migrations.AddConstraint(
            model_name="reportline",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes", 0), _negated=True), name="reported_line_bills_something"
            ),
        ),
        migrations.AddIndex(
            model_name="overrun",
            index=models.Index(fields=["changed_xid", "id"], name="overrun_changes"),
        ),
        migrations.AddConstraint(
            model_name="overrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["reported", "client"])),
                fields=("task",),
                name="task_has_one_overrun_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="overrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (1, 59999))), name="overrun_is_sensible"
            ),
        ),
        migrations.AddConstraint(
            model_name="overrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["client", "agreed"]), _negated=True),
                    models.Q(("cause", "internal"), _negated=True),
                    _connector="OR",
                ),
                name="internal_overrun_is_never_billed",
            ),
        ),
        migrations.AddConstraint(
            model_name="overrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["client", "agreed"]), _negated=True),
                    ("approval__isnull", False),
                    _connector="OR",
                ),
                name="agreed_overrun_has_its_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderconflict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)), fields=("task",), name="task_has_one_open_conflict"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderconflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("task", models.F("against")), _negated=True), name="conflict_is_of_two_tasks"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderconflict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first__isnull", True), ("settled_at__isnull", True)),
                    models.Q(("first__isnull", False), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="settled_conflict_has_its_first",
            ),
        ),
        migrations.AddIndex(
            model_name="letteritem",
            index=models.Index(fields=["ticket", "state"], name="item_by_ticket"),
        ),
        migrations.AddConstraint(
            model_name="letteritem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("message", "position"),
                name="item_has_its_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="letteritem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "promised"), _negated=True), ("promised_until__isnull", False), _connector="OR"
                ),
                name="promised_item_has_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="letteritem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "delegated"), _negated=True), ("task__isnull", False), _connector="OR"
                ),
                name="delegated_item_has_its_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="letteritem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", False), ("state__in", ["answered", "promised"])),
                    models.Q(("settled_at__isnull", True), ("state__in", ["open", "delegated"])),
                    _connector="OR",
                ),
                name="settled_item_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="letteritem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("message")), _negated=True),
                    _connector="OR",
                ),
                name="item_answers_not_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="estimate",
            index=models.Index(fields=["changed_xid", "id"], name="estimate_changes"),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["mentor", "manager", "client"])),
                fields=("task",),
                name="task_has_one_estimate_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")), fields=("task",), name="task_has_one_approved_estimate"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (1, 59999))), name="estimate_is_sensible"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("likely_minutes__lte", models.F("pessimistic_minutes")),
                        ("method", "three_point"),
                        ("optimistic_minutes__isnull", False),
                        ("optimistic_minutes__lte", models.F("likely_minutes")),
                        ("pessimistic_minutes__isnull", False),
                        ("risk_percent__isnull", True),
                    ),
                    models.Q(
                        ("method", "risk"),
                        ("optimistic_minutes__isnull", True),
                        ("pessimistic_minutes__isnull", True),
                        ("risk_percent__range", (0, 300)),
                    ),
                    _connector="OR",
                ),
                name="estimate_has_the_figures_of_its_method",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "client"), _negated=True), ("approval__isnull", False), _connector="OR"
                ),
                name="estimate_with_client_has_its_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticketlink",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="tickets_are_linked_once"),
        ),
        migrations.AddConstraint(
            model_name="ticketlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="link_leads_to_the_younger"
            ),
        ),
        migrations.AddConstraint(
            model_name="workpolicy",
            constraint=models.UniqueConstraint(
                fields=("department", "starts_on"), name="work_policy_starts_once_a_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="workpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_percent__range", (1, 100))), name="used_percent_is_a_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="workpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("spare_percent__range", (1, 100))), name="spare_percent_is_a_percent"
            ),
        ),
    ]
