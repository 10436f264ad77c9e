"""Sessions end on a change of roles: they carry the epoch they began in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_triggers")]
    operations = [migrations.AddField("user", "session_epoch", models.PositiveIntegerField(default=0, editable=False))]
