"""How plans of pay look in the API, and what is sent to write them."""

from typing import Any

from rest_framework import serializers

from disputes.models import Regulation
from payroll.actions.plans.terms import Measure, Terms
from payroll.domain.plans import Proration
from payroll.domain.scales import ScaleKind
from payroll.models import PayComponent, PayPlan, PayPlanVersion, PlanAssignment
from payroll.queries.plans.standing import standing_of, today_for
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from workload.models import Employee

MOST_MEASURES, MOST_POINTS = 20, 30


class RublesField(serializers.DecimalField):
    """Of a full month."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0, **kwargs})


class ScoreField(serializers.DecimalField):
    """An attainment or a score; 1 is what is expected."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 7, "decimal_places": 4, "min_value": 0, **kwargs})


class DeductionField(serializers.DecimalField):
    """A part of quality."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = {"min_value": 0, "max_value": 1, "required": False}
        super().__init__(**{"max_digits": 5, "decimal_places": 4, **bounds, **kwargs})


class PayComponentSerializer(serializers.Serializer[PayComponent]):
    """A measure: its `weight`, a part of 1, and its scale. `table`: [attainment, score] going up; null: the attainment
    itself."""

    code = serializers.CharField()
    weight = serializers.DecimalField(max_digits=6, decimal_places=5)
    target = serializers.DecimalField(max_digits=10, decimal_places=2, allow_null=True)
    kind = serializers.CharField()
    gate = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    floor = serializers.DecimalField(max_digits=7, decimal_places=4)
    cap = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    table = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), allow_null=True, read_only=True
    )


class PayPlanVersionSerializer(serializers.Serializer[PayPlanVersion]):
    """What a plan says from `starts_on` on, rubles a full month. `published_at` null: a draft, which pays nobody."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    starts_on = DayField()
    base = serializers.DecimalField(max_digits=12, decimal_places=2)
    variable = serializers.DecimalField(max_digits=12, decimal_places=2)
    proration = serializers.CharField()
    offer_rate = serializers.DecimalField(max_digits=9, decimal_places=2)
    measured_by = serializers.CharField(source="measures")
    complaint_deduction = serializers.DecimalField(max_digits=5, decimal_places=4)
    finding_deduction = serializers.DecimalField(max_digits=5, decimal_places=4)
    rework_deduction = serializers.DecimalField(max_digits=5, decimal_places=4)
    regulation = serializers.IntegerField(source="regulation_id", allow_null=True)
    components = PayComponentSerializer(many=True)
    published_at = InstantField(allow_null=True)


class PayPlanSerializer(serializers.Serializer[PayPlan]):
    """A plan with its versions; `current`: the number of the one in force, null for none."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    position = serializers.CharField()
    is_active = serializers.BooleanField()
    current = serializers.SerializerMethodField()
    versions = PayPlanVersionSerializer(many=True)
    changed_at = InstantField()

    def get_current(self, plan: PayPlan) -> int | None:
        current = standing_of(plan.versions.all(), today_for(self.context["request"].viewer)).current
        return current.number if current else None


class ScalePointField(serializers.ListField):
    """[attainment, score]."""

    child = ScoreField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=2, max_length=2, **kwargs)


class PayComponentInput(Input):
    """A measure of the version."""

    code = serializers.CharField(max_length=30)
    weight = serializers.DecimalField(max_digits=6, decimal_places=5, min_value=0, max_value=1)
    target = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0, required=False, allow_null=True)
    kind = serializers.ChoiceField([kind.value for kind in ScaleKind], required=False)
    gate = ScoreField(required=False, allow_null=True)
    floor = ScoreField(required=False)
    cap = ScoreField(required=False, allow_null=True)
    table = serializers.ListField(
        child=ScalePointField(), min_length=1, max_length=MOST_POINTS, required=False, allow_null=True
    )


class PayPlanDraftInput(Input):
    """The next version, whole; what is left out is as usual."""

    starts_on = DayField()
    base = RublesField()
    variable = RublesField()
    components = serializers.ListField(child=PayComponentInput(), max_length=MOST_MEASURES)
    proration = serializers.ChoiceField([kind.value for kind in Proration], required=False)
    offer_rate = serializers.DecimalField(max_digits=9, decimal_places=2, min_value=0, required=False)
    measured_by = serializers.ChoiceField(PayPlanVersion.Measures.choices, required=False)
    complaint_deduction = DeductionField()
    finding_deduction = DeductionField()
    rework_deduction = DeductionField()
    regulation = VisibleField(Regulation.objects.all(), required=False, allow_null=True)


class PayPlanInput(PayPlanDraftInput):
    """A new plan with its first draft."""

    name = serializers.CharField(max_length=100)
    position = serializers.ChoiceField(PayPlan.Position.choices)


class PlanAssignmentSerializer(serializers.Serializer[PlanAssignment]):
    """What pays somebody, both days inclusive. `plan` null: paid elsewhere; `base`, `variable` null: the plan's."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    plan = ReferenceField(allow_null=True)
    starts_on = DayField()
    ends_on = DayField(allow_null=True)
    base = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    variable = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    set_by = ReferenceField(allow_null=True)
    changed_at = InstantField()


class PlanAssignmentInput(Input):
    """From which day somebody is paid by what."""

    employee = VisibleField(Employee.objects.all())
    plan = VisibleField(PayPlan.objects.all(), allow_null=True)
    starts_on = DayField()
    base = RublesField(required=False, allow_null=True)
    variable = RublesField(required=False, allow_null=True)


class PlanAssignmentEndInput(Input):
    """The last day on which the plan pays."""

    ends_on = DayField()


def terms_of(data: dict[str, Any]) -> Terms:
    """As the actions take it."""
    measures = [_measure(measure) for measure in data["components"]]
    rest = {name: value for name, value in data.items() if name not in ("components", "name", "position")}
    return Terms(measures=measures, **rest)


def _measure(data: dict[str, Any]) -> Measure:
    table = data.get("table")
    return Measure(**{**data, "table": None if table is None else [(left, right) for left, right in table]})
