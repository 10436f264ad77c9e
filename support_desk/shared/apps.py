from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# `run_due` sends whatever is due, the job of every few seconds a little at a time.
MOST_SENT = 100_000


class SharedConfig(AppConfig):
    """The kernel that every app may use and that knows no app."""

    name = "support_desk.shared"
    label = "shared"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        from datetime import timedelta
        from functools import partial

        from allauth.mfa.signals import authenticator_removed

        from support_desk.shared import (
            audit_words,
            due,
            exports,
            health,
            homes,
            jobs_registry,
            navigation,
            notices,
            outbox,
        )
        from support_desk.shared.account_mail import KIND as ACCOUNT_MAIL
        from support_desk.shared.account_mail import send_account_mail
        from support_desk.shared.accounts import factor_removed
        from support_desk.shared.actions.imports import JOB_KIND as IMPORT
        from support_desk.shared.actions.relay_outbox import relay_outbox
        from support_desk.shared.audit_export import AUDIT
        from support_desk.shared.exports.steps import KIND, export_step
        from support_desk.shared.imports import places as import_places
        from support_desk.shared.imports.steps import import_step
        from support_desk.shared.notice_mail import send_notices

        outbox.register(notices.MAIL_KIND, send_notices)
        outbox.register(ACCOUNT_MAIL, send_account_mail)
        health.register_heartbeat("forget_old_notices", late_after=timedelta(hours=3))
        jobs_registry.register(KIND, export_step)
        exports.register(AUDIT)
        jobs_registry.register(IMPORT, import_step)
        navigation.register(import_places.places)
        homes.register(doorways=import_places.doorways)
        audit_words.register({"import.load": _("Loaded a list from a file")})
        audit_words.register_facts({"list": _("list"), "file": _("file"), "rows": _("rows")}, {})
        authenticator_removed.connect(factor_removed, dispatch_uid="support_desk.factor_removed")
        # What the others have left to be sent goes last.
        due.register("outbox", partial(relay_outbox, limit=MOST_SENT), order=90)
