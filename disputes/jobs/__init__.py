"""Celery entry points that beat starts, a file a part."""

from disputes.jobs.reviews import pick_reviews

__all__ = ["pick_reviews"]
