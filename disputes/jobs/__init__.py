"""Celery entry points that beat starts, a file a part."""
