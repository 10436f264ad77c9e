from django.db import migrations, models


class Migration(migrations.Migration):
    """What the list of disputes walks along, and what the rail counts reviews by without their texts."""

    dependencies = [("disputes", "0006_complaints")]

    operations = [
        migrations.AddIndex(
            "dispute",
            models.Index(
                fields=["-decided_at", "-id"],
                condition=models.Q(("decided_at__isnull", False)),
                name="dispute_by_decision",
            ),
        ),
        migrations.AddIndex("dispute", models.Index(fields=["state", "id"], name="dispute_by_state")),
        migrations.RemoveIndex("replyreview", "waiting_reviews"),
        migrations.AddIndex(
            "replyreview",
            models.Index(
                fields=["department", "id"],
                include=("level", "author"),
                condition=models.Q(("state", "waiting")),
                name="waiting_reviews",
            ),
        ),
    ]
