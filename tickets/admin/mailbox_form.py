"""The form of a mailbox: its password goes in and never comes out."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget

from tickets.models import Mailbox


class MailboxForm(forms.ModelForm):
    """An empty password means the one there is."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=500,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted and never shown. Leave it empty to keep the one there is."),
    )

    class Meta:
        model = Mailbox
        fields = (
            "name", "address", "department", "display_name", "is_active", "is_polled", "imap_host", "imap_port",
            "imap_security", "imap_username", "imap_folder", "poll_minutes", "fetched_from",
        )  # fmt: skip
