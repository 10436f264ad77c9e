"""`manage.py compile_locale`: translations as the running desk reads them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from support_desk.locale_compiler import compile_changed


class Command(BaseCommand):
    help = "Compiles the .po files that changed since their .mo was made."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for source in compile_changed(settings.LOCALE_PATHS):
            self.stdout.write(f"compiled {source.relative_to(settings.BASE_DIR)}")
