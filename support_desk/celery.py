"""The Celery application: workers and beat read their settings from Django's."""

import os

from celery import Celery

from support_desk.embedded.broker import start_broker_on_use

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")

app = Celery("support_desk", task_cls="support_desk.shared.handed_out:HandedOutTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
app.autodiscover_tasks(related_name="tasks")
start_broker_on_use()
