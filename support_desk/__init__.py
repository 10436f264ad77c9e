"""The project: settings, entry points, the demo and the kernel in `shared`.

Nothing is imported here: small programs of this package (supervisor, mail sink) must not load Celery and Django.
"""
