"""How rules look in the API, and what is sent to write them."""

from typing import Any

from rest_framework import serializers

from disputes.actions.regulations.writing import Draft
from disputes.domain.clauses import LONGEST, MOST_CLAUSES, ClauseText
from disputes.models import Clause, Regulation, RegulationVersion
from disputes.queries.standing import standing_of
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from workload.models import Department, Employee

NUMBER = r"^\d{1,4}(\.\d{1,4}){0,3}$"


class ClauseSerializer(serializers.Serializer[Clause]):
    """A numbered sentence. `id`: what a dispute cites."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    text = serializers.CharField()


class VersionSerializer(serializers.Serializer[RegulationVersion]):
    """A text of the rule. `published_at` null: a draft, which binds nobody."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    changes = serializers.CharField()
    starts_on = DayField()
    published_at = InstantField(allow_null=True)
    published_by = ReferenceField(allow_null=True)


class WholeVersionSerializer(VersionSerializer):
    """A text with its clauses."""

    clauses = ClauseSerializer(many=True)


class RegulationSerializer(serializers.Serializer[Regulation]):
    """A rule; `department` null: the company's. `current`: the number of the version in force, null for none."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    department = ReferenceField(allow_null=True)
    owner = ReferenceField()
    is_active = serializers.BooleanField()
    ended_on = DayField(allow_null=True)
    current = serializers.SerializerMethodField()
    versions = VersionSerializer(many=True)
    changed_at = InstantField()

    def get_current(self, rule: Regulation) -> int | None:
        at = self.context["request"].viewer.at
        current = standing_of(rule, rule.versions.all(), rule.today(at)).current
        return current.number if current else None


class WholeRegulationSerializer(RegulationSerializer):
    """A rule with the clauses of its versions."""

    versions = WholeVersionSerializer(many=True)


class ClauseInput(Input):
    """A numbered sentence: "3.1"."""

    number = serializers.RegexField(NUMBER)
    text = serializers.CharField(max_length=LONGEST)


class DraftInput(Input):
    """The next version, whole."""

    title = serializers.CharField(max_length=200)
    starts_on = DayField()
    changes = serializers.CharField(max_length=500, allow_blank=True, default="")
    clauses = serializers.ListField(child=ClauseInput(), min_length=1, max_length=MOST_CLAUSES)


class RegulationInput(DraftInput):
    """A new rule with its first draft; `department` left out or null: the company's."""

    code = serializers.CharField(max_length=20)
    department = VisibleField(Department.objects.all(), required=False, allow_null=True)
    owner = VisibleField(Employee.objects.all())


class OwnerInput(Input):
    """Who keeps the rule from now on."""

    owner = VisibleField(Employee.objects.all())


def draft_of(data: dict[str, Any]) -> Draft:
    """As the actions take it."""
    clauses = tuple(ClauseText(clause["number"], clause["text"]) for clause in data["clauses"])
    return Draft(data["title"], data["starts_on"], clauses, data["changes"])
