"""Notices with their mails, one preference about them, and the pulse of scheduled jobs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shared", "0004_touch_owner_function"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
            ],
            options={
                "verbose_name": "heartbeat",
                "verbose_name_plural": "heartbeats",
            },
        ),
        migrations.AddField(
            model_name="user",
            name="notice_mail_enabled",
            field=models.BooleanField(db_default=True, default=True, verbose_name="notices by mail too"),
        ),
        migrations.AlterField(
            model_name="outboxitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "Waiting to be sent"),
                    ("leased", "Being sent"),
                    ("sent", "Sent"),
                    ("covered", "Part of another mail"),
                    ("cancelled", "Taken back"),
                    ("dead", "Given up"),
                ],
                default="pending",
                max_length=9,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("key", models.CharField(max_length=90, verbose_name="key")),
                ("facts", models.JSONField(default=dict)),
                ("url", models.CharField(max_length=300, verbose_name="address")),
                ("department_id", models.BigIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("deliver_at", models.DateTimeField(verbose_name="not before")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "indexes": [
                    models.Index(fields=["user", "-deliver_at", "-id"], name="notice_by_recipient"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["user", "deliver_at"],
                        name="notice_unread",
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", False)), fields=["read_at"], name="notice_read"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="notice_is_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(("url__regex", "^/([^/\\\\\\s][^\\\\\\s]*)?$")),
                        name="notice_leads_to_our_own_page",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_at__isnull", True), ("read_at__gte", models.F("deliver_at")), _connector="OR"
                        ),
                        name="notice_read_once_delivered",
                    ),
                ],
            },
        ),
    ]
