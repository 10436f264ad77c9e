"""`manage.py prepare_demo`: what the supervisor has done before it starts the web; safe to repeat."""

import gc
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from support_desk import demo
from support_desk.locale_compiler import compile_changed
from support_desk.supervisor import memory


class Command(BaseCommand):
    help = "Migrates, compiles translations and loads the demo department into an empty database."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        compile_changed(settings.LOCALE_PATHS)
        # Migrations make and drop three thousand classes; looking for those again and again takes a quarter of them.
        gc.disable()
        call_command("migrate", interactive=False, verbosity=0)
        gc.enable()
        language = settings.LANGUAGE_CODE
        known = memory.recall(settings.VAR_DIR)
        if not get_user_model().objects.exists():
            call_command("load_demo", language=language)
        elif known is not None:
            language = known.language
        logins = tuple(memory.Login(role, email, password) for role, email, password, _name in demo.logins())
        for login in logins:
            self.stdout.write(f"{login.email}  {login.password}  {login.role}")
        memory.note(settings.VAR_DIR, memory.Memory(language=language, logins=logins))
