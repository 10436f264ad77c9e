"""What is not closed in a manager's own projects, found without reading everybody's open tickets."""

from django.db import migrations, models

LIVE = models.Q(status__in=["new", "open", "waiting_client", "waiting_specialist", "resolved"])


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_touch_contacts")]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["project", "waiting_since"], name="live_by_project", condition=LIVE),
        ),
    ]
