"""A line tells of points that no settlement had when somebody left."""

from django.db import migrations, models

SOURCES = [
    ("timesheets", "Timesheets"),
    ("time_entries", "Time entries"),
    ("clocks", "Clocks"),
    ("complaints", "Complaints"),
    ("findings", "Review findings"),
    ("rework", "Returned results"),
    ("offers", "Accepted offers"),
    ("due", "Invoices due"),
    ("collected", "Collected in time"),
    ("members", "Members of the department"),
    ("settlement", "Settlements of points"),
    ("postings", "Points not settled yet"),
    ("adjustment", "Adjustments"),
]


class Migration(migrations.Migration):
    dependencies = [("payroll", "0004_further_pay")]
    operations = [
        migrations.AlterField(
            model_name="lineevidence",
            name="source",
            field=models.CharField(choices=SOURCES, max_length=12, verbose_name="source"),
        ),
    ]
