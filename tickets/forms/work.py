"""Lines of a person's day."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import Refused
from support_desk.shared.forms import DayField
from support_desk.shared.viewer import Viewer
from tickets.actions.logging_day import DayLine, LineRefused
from tickets.forms.composer import WorkForm, operation_words
from tickets.models import Task, Ticket
from workload.models import Operation

MOST_LINES = 20
NUMBER = re.compile(r"^\D{0,2}(\d{1,18})\b")


class DayLineForm(WorkForm):
    """Ticket, operation, quantity, minutes and the line for the client."""

    is_work_required = True

    ticket = forms.CharField(
        label=gettext_lazy("Ticket"),
        max_length=300,
        error_messages={"required": gettext_lazy("Which ticket was it?")},
        widget=forms.TextInput(attrs={"list": "tickets-to-log", "inputmode": "numeric", "autocomplete": "off"}),
    )

    client_text = forms.CharField(label=gettext_lazy("Line for the client"), required=False, max_length=300)

    def __init__(self, *args: Any, tickets: Mapping[int, Ticket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tickets = tickets
        operation = self.fields["operation"]
        assert isinstance(operation, forms.ChoiceField)
        known = ((pk, operation_words(each)) for pk, each in self.operations.items())
        operation.choices = [("", _("Choose the operation")), *known]

    def clean_ticket(self) -> Ticket:
        number = typed_number(self.cleaned_data["ticket"])
        ticket = self.tickets.get(number or 0)
        if ticket is None:
            raise ValidationError(_("No such ticket among yours. Type its number."))
        return ticket

    @property
    def is_blank(self) -> bool:
        """Nothing was filled in: the line is passed over."""
        names = ("ticket", "minutes", "operation", "client_text", "task")
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in names)


class DayHeadForm(forms.Form):
    """The day that all lines belong to."""

    worked_on = DayField(label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class DayForm:
    """A date and several lines: logged together or not at all."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        viewer: Viewer,
        operations: Sequence[Operation],
        tasks: Sequence[Task] = (),
        **initial: Any,
    ) -> None:
        count = line_count(data) if data is not None else 1
        names = [f"line-{index}" for index in range(count)]
        found = tickets_named(viewer, [data.get(f"{name}-ticket", "") for name in names] if data is not None else [])
        self.head = DayHeadForm(data, initial={"worked_on": initial.pop("day", None)})
        self.lines = [
            DayLineForm(data, prefix=name, operations=operations, tasks=tasks, tickets=found, initial=initial)
            for name in names
        ]
        self.error = ""

    def is_valid(self) -> bool:
        """All filled lines and the date can be read."""
        filled = self.filled
        if not filled:
            self.error = _("Fill in at least one line.")
        faulty = [form for form in (self.head, *filled) if not form.is_valid()]  # each shows its own errors
        return bool(filled) and not faulty

    @property
    def filled(self) -> list[DayLineForm]:
        return [line for line in self.lines if not line.is_blank]

    def day_lines(self) -> list[DayLine]:
        """What the action logs."""
        return [DayLine(ticket=line.cleaned_data["ticket"], work=self._work(line)) for line in self.filled]

    def _work(self, line: DayLineForm) -> Any:
        data = self.head.cleaned_data
        done = line.work(worked_on=data["worked_on"], client_text=line.cleaned_data["client_text"])
        assert done is not None, "clean() asked for an operation"
        return done

    def add_refusal(self, refusal: Refused) -> None:
        """Shows why the action refused: at its line and field, else above all."""
        if isinstance(refusal, LineRefused) and refusal.field == "worked_on":
            self.head.add_error("worked_on", str(refusal))
        elif isinstance(refusal, LineRefused):
            self.filled[refusal.index].add_refusal(refusal)
        else:
            self.error = str(refusal)


def line_count(data: Mapping[str, Any]) -> int:
    """How many lines were sent, 1 to 20."""
    sent = str(data.get("lines", "1"))
    return min(max(int(sent), 1), MOST_LINES) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 1


def typed_number(text: str) -> int | None:
    """The ticket number that a field begins with: "4817", "#4817", "4817 Ten corrections"."""
    match = NUMBER.match(text.strip())
    return int(match[1]) if match else None


def tickets_named(viewer: Viewer, typed: Sequence[str]) -> dict[int, Ticket]:
    """number → visible ticket, for everything that was typed, in one statement."""
    numbers = {number for text in typed if (number := typed_number(str(text))) is not None}
    if not numbers:
        return {}
    visible = Ticket.objects.visible_to(viewer).select_related("project", "department").defer("search")
    return {ticket.number: ticket for ticket in visible.filter(number__in=numbers)}
