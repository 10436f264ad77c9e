"""A sweep that marks a ticket as broken changes nothing else: the row stays in its place and its indexes as they are.

Whoever reads changes knows it by `next_due_at`, which has been there before. So only this one change is not stamped.
"""

from django.db import migrations, models
from django.db.models import Q

STAMP = """
DROP TRIGGER stamp ON tickets_ticket;
CREATE TRIGGER stamp BEFORE INSERT ON tickets_ticket FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER stamp_again BEFORE UPDATE ON tickets_ticket FOR EACH ROW WHEN (
  OLD.is_breached OR NOT NEW.is_breached OR OLD.next_due_at IS DISTINCT FROM NEW.next_due_at
  OR OLD.message_count <> NEW.message_count OR OLD.status <> NEW.status
) EXECUTE FUNCTION stamp_change();
"""
UNDO = """
DROP TRIGGER stamp_again ON tickets_ticket;
DROP TRIGGER stamp ON tickets_ticket;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON tickets_ticket FOR EACH ROW EXECUTE FUNCTION stamp_change();
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0010_lighten_clocks")]
    operations = [
        migrations.RunSQL(STAMP, UNDO),
        migrations.RemoveIndex("clock", "clock_by_answerer"),
        migrations.AddIndex(
            "clock",
            models.Index(
                fields=["answerer", "finished_at"], name="clock_by_answerer", condition=Q(finished_at__isnull=False)
            ),
        ),
    ]
