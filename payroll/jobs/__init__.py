"""Celery entry points that beat starts, a file a part; whoever imports the package knows them all."""

from importlib import import_module
from pkgutil import iter_modules

for part in iter_modules(__path__):
    import_module(f"{__name__}.{part.name}")
