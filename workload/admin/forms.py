"""Forms that ask for more than one row holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
)

from support_desk.shared.roles import Role
from workload.models import Department, Employee, Position

ROLES = [choice for choice in Role.choices if choice[0] != Role.CLIENT_CONTACT]


class HireForm(forms.ModelForm):
    """A person, where they start and what they may do."""

    email = forms.EmailField(label=_("e-mail"), max_length=254, widget=UnfoldAdminEmailInputWidget)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("department"), widget=UnfoldAdminSelectWidget
    )
    position = forms.ModelChoiceField(Position.objects.none(), label=_("position"), widget=UnfoldAdminSelectWidget)
    share_percent = forms.IntegerField(
        label=_("share of full time, %"), min_value=1, max_value=100, initial=100, widget=UnfoldAdminIntegerFieldWidget
    )
    roles = forms.MultipleChoiceField(
        label=_("roles"), choices=ROLES, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    class Meta:
        model = Employee
        fields = ("name", "hired_on", "manager", "mentor", "timezone", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(is_active=True)  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["position"].queryset = Position.objects.all()  # type: ignore[attr-defined] # a ModelChoiceField


class PersonForm(forms.ModelForm):
    """A person; a last day lets them go."""

    left_on = forms.DateField(
        label=_("last day"),
        required=False,
        widget=UnfoldAdminSingleDateWidget,
        help_text=_("With this day the term, the roles and the account end. It cannot be taken back here."),
    )

    class Meta:
        model = Employee
        fields = ("name", "manager", "mentor", "timezone", "phone", "left_on")
