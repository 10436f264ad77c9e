"""Gives the tests servers of their own before Django reads its settings, then sets Django up."""

import os

from tests.plugins.provisioning import give_this_process_its_share, provision

provision(os.environ)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")

import django  # noqa: E402 - the environment comes first
from django.conf import settings  # noqa: E402 - after the set-up above

from support_desk.locale_compiler import compile_changed  # noqa: E402 - after the set-up above

django.setup()
compile_changed(settings.LOCALE_PATHS)
give_this_process_its_share(os.environ)

pytest_plugins = [
    "tests.plugins.servers",
    "tests.plugins.smtp",
    "tests.plugins.imap",
    "tests.plugins.browser",
    "tests.plugins.laws",
    "tests.plugins.order",
    "tests.plugins.passwords",
    "tests.plugins.plans",
    "tests.plugins.static_files",
]
