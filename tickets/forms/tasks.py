"""Forms of tasks: splitting one off, what is said with a step, whom it is offered to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from support_desk.shared.forms import InstantField
from tickets.actions.tasks.creating import LONGEST_CRITERIA, LONGEST_FORMULATION, LONGEST_TITLE, TaskSpec
from tickets.actions.tasks.moving import NEEDS_WORDS
from tickets.actions.tasks.stepping import LONGEST_TEXT
from tickets.domain.tasks import TaskEvent
from tickets.models import DeclineReason, LetterItem, ReturnReason, Task
from tickets.queries.task_people import Candidate
from workload.models import Employee, Skill


def candidate_words(candidate: Candidate) -> str:
    """ "Name · level 4 · 3 tasks · absent": by what the choice is made."""
    words = [candidate.employee.name]
    if candidate.level:
        words.append(_("level %(level)d") % {"level": candidate.level})
    tasks = ngettext("%(count)d task", "%(count)d tasks", candidate.unfinished) % {"count": candidate.unfinished}
    words.append(tasks)
    if candidate.is_absent:
        words.append(_("absent"))
    if candidate.has_declined:
        words.append(_("has declined it"))
    return " · ".join(words)


class CandidateField(forms.ChoiceField):
    """A specialist among those who can be offered a task; the first one is proposed."""

    def offer(self, people: Iterable[Candidate], *, nobody: object = "") -> None:
        self.people = {str(each.employee.pk): each.employee for each in people}
        shown = [(str(each.employee.pk), candidate_words(each)) for each in people]
        self.choices = [("", nobody), *shown] if nobody else shown

    def person(self, value: str) -> Employee | None:
        return self.people.get(value)


class TaskForm(forms.Form):
    """A task as somebody formulates it; without `assignee` it is the form of a change."""

    title = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Say in a few words what is to be done.")},
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    formulation = forms.CharField(
        label=gettext_lazy("Formulation"),
        max_length=LONGEST_FORMULATION,
        error_messages={"required": gettext_lazy("Formulate the task: what is to be done, and with what.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    acceptance_criteria = forms.CharField(
        label=gettext_lazy("Accepted when"),
        max_length=LONGEST_CRITERIA,
        error_messages={"required": gettext_lazy("Say by what the result is accepted.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    skill = forms.ModelChoiceField(
        Skill.objects.all(), label=gettext_lazy("Skill"), required=False, empty_label=gettext_lazy("Any")
    )
    deadline_at = InstantField(
        label=gettext_lazy("Deadline"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    is_critical = forms.BooleanField(label=gettext_lazy("Critical"), required=False)

    @classmethod
    def of(cls, task: Task) -> dict[str, Any]:
        """What the form of a change begins with."""
        return {name: getattr(task, name) for name in cls.base_fields}


class NewTaskForm(TaskForm):
    """With the specialist whom it is offered to."""

    assignee = CandidateField(label=gettext_lazy("Specialist"), required=False)

    def __init__(self, *args: Any, people: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people.offer(list(people), nobody=_("Nobody yet"))

    @classmethod
    def from_item(cls, item: LetterItem | None) -> dict[str, str]:
        """What the form begins with when a question of a letter is delegated."""
        return {"title": Truncator(item.text.strip()).chars(100), "formulation": item.text} if item else {}

    @classmethod
    def from_wish(cls, task: Task, words: str) -> dict[str, Any]:
        """What the form begins with when a client's wish lies outside the scope of `task`."""
        first = words.splitlines()[0] if words else task.title
        kept = {"skill": task.skill_id, "assignee": str(task.assignee_id or "")}
        criteria = _("What the client has asked for is there.")
        return {"title": Truncator(first).chars(100), "formulation": words, "acceptance_criteria": criteria, **kept}

    @property
    def _people(self) -> CandidateField:
        field = self.fields["assignee"]
        assert isinstance(field, CandidateField)
        return field

    def spec(self) -> TaskSpec:
        data = dict(self.cleaned_data)
        return TaskSpec(**{**data, "assignee": self._people.person(data["assignee"])})


class OfferForm(forms.Form):
    """To whom a task goes now."""

    assignee = CandidateField(
        label=gettext_lazy("Specialist"), error_messages={"required": gettext_lazy("Choose the specialist.")}
    )
    text = forms.CharField(
        label=gettext_lazy("A word with it"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people.offer(list(people))

    @property
    def _people(self) -> CandidateField:
        field = self.fields["assignee"]
        assert isinstance(field, CandidateField)
        return field

    def person(self) -> Employee:
        return self._people.people[self.cleaned_data["assignee"]]


class StepForm(forms.Form):
    """What is said with a step, with a reason where the event has a list of them."""

    LABELS = {
        TaskEvent.ASK: gettext_lazy("What is unclear"),
        TaskEvent.EXPLAIN: gettext_lazy("The answer"),
        TaskEvent.RETURN: gettext_lazy("What is missing"),
        TaskEvent.ASK_CHANGES: gettext_lazy("What the client wants changed"),
        TaskEvent.SUBMIT: gettext_lazy("What was done"),
        TaskEvent.HAND_OVER: gettext_lazy("A word to the client"),
    }
    REASONS: dict[TaskEvent, Any] = {TaskEvent.RETURN: ReturnReason, TaskEvent.DECLINE: DeclineReason}

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    against = forms.ModelChoiceField(
        Task.objects.none(),
        label=gettext_lazy("Busy with"),
        required=False,
        empty_label=gettext_lazy("Choose the task"),
    )

    def __init__(self, *args: Any, event: TaskEvent, own: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.required = self.LABELS.get(event, text.label), event in NEEDS_WORDS
        text.error_messages["required"] = NEEDS_WORDS.get(event, "")
        text.widget.attrs["autofocus"] = True
        reasons = self.REASONS.get(event)
        if reasons is None:
            del self.fields["reason"]
        else:
            choices = [("", _("Choose a reason")), *reasons.choices]
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Choose a reason.")
            self.fields["reason"].choices = choices  # type: ignore[attr-defined] # a ChoiceField has them
        if own is None:
            del self.fields["against"]
        else:
            self.fields["against"].queryset = own  # type: ignore[attr-defined] # a ModelChoiceField has one


class OrderForm(forms.Form):
    """Which task goes first."""

    first = forms.IntegerField()
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=300)
