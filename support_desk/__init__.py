"""The project: settings, entry points, the demo and the kernel in `shared`."""

from support_desk.celery import app as celery_app

__all__ = ["celery_app"]
