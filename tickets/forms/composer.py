"""What one writes to a ticket: a reply, a note or a phone call, with the time it took."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import Refused
from support_desk.shared.forms import DayField, InstantField
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.logging_time import LONGEST_DAY, LoggedWork
from tickets.actions.replying import ReplyOptions
from tickets.actions.taking_back import LONGEST_NAMES
from tickets.domain.statuses import Event
from tickets.forms.items import ItemsMultiple
from tickets.models import Task
from workload.models import Operation

LONGEST_TEXT = 200_000
MOST_COPIES = 20


def operation_words(operation: Any) -> str:
    """ "Letter · norm 18 min": the norm stands where one chooses."""
    if operation.norm_minutes is None:
        return str(operation.name)
    return _("%(operation)s · norm %(minutes)d min") % {
        "operation": operation.name,
        "minutes": operation.norm_minutes,
    }


class WorkForm(forms.Form):
    """Operation, quantity and minutes; all may be left empty where `is_work_required` is False."""

    is_work_required = False

    operation = forms.ChoiceField(label=gettext_lazy("Operation"), required=False)
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"), required=False, initial=1, max_digits=8, decimal_places=2, localize=True
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=LONGEST_DAY)
    task = forms.ChoiceField(label=gettext_lazy("Task"), required=False)

    def __init__(self, *args: Any, operations: Sequence[Operation], tasks: Sequence[Task] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {str(task.pk): task for task in tasks}
        if self.tasks:
            known = ((pk, f"{task.ticket.number} · {task.title}") for pk, task in self.tasks.items())
            self.fields["task"].choices = [("", _("No task")), *known]  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields["task"]
        self.operations = {str(operation.pk): operation for operation in operations}
        nothing = _("Choose what it was") if self.is_work_required else _("No time logged")
        choices = [("", nothing), *((pk, operation_words(each)) for pk, each in self.operations.items())]
        self.fields["operation"].choices = choices  # type: ignore[attr-defined] # a ChoiceField has them
        self.fields["quantity"].widget.attrs |= {"inputmode": "decimal", "class": "num"}
        self.fields["minutes"].widget.attrs |= {"inputmode": "numeric", "class": "num"}

    @property
    def options(self) -> SafeString:
        """The choices of `operation` as HTML: three forms of a page offer the same thirty, and widgets are slow."""
        chosen = str(self["operation"].value() or "")
        return SafeString(
            "".join(
                f'<option value="{value}"{" selected" if str(value) == chosen else ""}>{escape(words)}</option>'
                for value, words in self.fields["operation"].choices  # type: ignore[attr-defined]
            )
        )

    @property
    def task_options(self) -> SafeString:
        """The choices of `task` as HTML, as above."""
        chosen = str(self["task"].value() or "")
        return SafeString(
            "".join(
                f'<option value="{value}"{" selected" if str(value) == chosen else ""}>{escape(words)}</option>'
                for value, words in self.fields["task"].choices  # type: ignore[attr-defined]
            )
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, minutes = data.get("operation"), data.get("minutes")
        if chosen and minutes is None and "minutes" not in self.errors:
            self.add_error("minutes", _("How many minutes did it take?"))
        if (minutes is not None or self.is_work_required) and not chosen and "operation" not in self.errors:
            self.add_error("operation", _("Choose what the minutes went into."))
        if "task" not in self.fields and self.data.get(self.add_prefix("task")):
            self.add_error(None, _("No time is logged on this task any more. Choose another, or none."))
        return data

    def work(self, **more: Any) -> LoggedWork | None:
        """What was done, None when no time is logged."""
        data = self.cleaned_data
        if not data.get("operation"):
            return None
        quantity = data.get("quantity")
        return LoggedWork(
            operation=self.operations[data["operation"]],
            actual_minutes=data["minutes"],
            quantity=Decimal(1) if quantity is None else quantity,
            task=self.tasks.get(data.get("task", "")),
            **more,
        )

    def add_refusal(self, refusal: Refused) -> None:
        """Shows why an action refused, beside the field it named."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class TextForm(WorkForm):
    """A text with the time it took."""

    body = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "composer-text"}),
    )


class ReplyForm(TextForm):
    """An answer to the client."""

    THEN = [
        (Event.ASK_CLIENT.value, gettext_lazy("Wait for client")),
        ("", gettext_lazy("Leave the status")),
        (Event.RESOLVE.value, gettext_lazy("Resolve")),
    ]

    cc = forms.CharField(label=gettext_lazy("Copy to"), required=False, max_length=2000)
    promised_until = InstantField(
        label=gettext_lazy("Promise an answer by"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    answers = ItemsMultiple(required=False)
    files_of = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    files_names = forms.CharField(required=False, max_length=LONGEST_NAMES, widget=forms.HiddenInput)
    then = forms.ChoiceField(
        label=gettext_lazy("After sending"), required=False, choices=THEN, initial=Event.ASK_CLIENT.value
    )

    def clean_cc(self) -> tuple[str, ...]:
        text = self.cleaned_data["cc"].replace(";", ",").replace("\n", ",")
        addresses = tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
        if len(addresses) > MOST_COPIES:
            raise ValidationError(_("At most 20 people get a copy."))
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(_("“%(address)s” is not an address.") % {"address": address[:80]}) from None
        return addresses

    def reply_options(self) -> ReplyOptions:
        data = self.cleaned_data
        return ReplyOptions(
            then=Event(data["then"]) if data["then"] else None,
            promised_until=data["promised_until"],
            work=self.work(),
            cc=data["cc"],
            items=ItemsOfReply(answered=data["answers"], promises_rest=bool(data["promised_until"])),
            files_of=data["files_of"],
        )


class NoteForm(TextForm):
    """An internal note."""


class CallForm(TextForm):
    """A phone call written down by hand (T1)."""

    DIRECTIONS = [("out", gettext_lazy("We called")), ("in", gettext_lazy("The client called"))]

    direction = forms.ChoiceField(
        label=gettext_lazy("Who called"), choices=DIRECTIONS, initial="out", widget=forms.RadioSelect
    )


class TimeForm(WorkForm):
    """Time on a ticket, logged by itself."""

    is_work_required = True

    worked_on = DayField(
        label=gettext_lazy("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    client_text = forms.CharField(label=gettext_lazy("Line for the client"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operation"].required = self.fields["minutes"].required = True
        self.fields["operation"].widget.attrs["autofocus"] = True

    def logged(self) -> LoggedWork:
        data = self.cleaned_data
        done = self.work(worked_on=data["worked_on"], client_text=data["client_text"])
        assert done is not None, "clean() asked for an operation"
        return done
