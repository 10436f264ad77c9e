"""Files with lists: each is kept with what was found in it, and loaded once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shared", "0005_notices_and_heartbeats"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="list")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Being checked"),
                            ("checked", "Ready to be loaded"),
                            ("refused", "To be mended"),
                            ("loaded", "Loaded"),
                        ],
                        default="uploaded",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("row_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("error_count", models.PositiveIntegerField(default=0, verbose_name="errors")),
                ("errors", models.JSONField(blank=True, default=list)),
                ("preview", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("loaded_at", models.DateTimeField(blank=True, null=True, verbose_name="loaded")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shared.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shared.job",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "kind", "sha256"), name="import_is_one_a_person_and_file"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "loaded")), fields=("kind", "sha256"), name="import_is_loaded_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("loaded_at__isnull", False), ("state", "loaded")),
                            models.Q(models.Q(("state", "loaded"), _negated=True), ("loaded_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="import_loaded_has_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("error_count__gt", 0), ("state", "refused")),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("error_count", 0)),
                            _connector="OR",
                        ),
                        name="import_refused_says_why",
                    ),
                ],
            },
        ),
    ]
