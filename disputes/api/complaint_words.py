"""Words that raise suggestions, over the API (S6)."""

from django.db.models import QuerySet
from rest_framework import serializers

from disputes.actions.complaints.words import LONGEST, add_word, switch_word
from disputes.filters.complaints import ComplaintWordFilter
from disputes.models import ComplaintWord
from support_desk.shared.api.fields import InstantField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import Answer, KeptResource


class ComplaintWordSerializer(serializers.Serializer[ComplaintWord]):
    """A word or a few in a row, found in any of their forms."""

    id = serializers.IntegerField()
    language = serializers.CharField()
    word = serializers.CharField()
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class ComplaintWordInput(Input):
    """A new word."""

    language = serializers.ChoiceField(ComplaintWord.Language.choices)
    word = serializers.CharField(max_length=LONGEST)


class ComplaintWordChange(Input):
    """Whether it is looked for."""

    is_active = serializers.BooleanField()


class ComplaintWordViewSet(KeptResource):
    """Words by which clients usually complain."""

    scope = "tickets"
    serializer_class = ComplaintWordSerializer
    input_class = ComplaintWordInput
    change_class = ComplaintWordChange
    filterset_class = ComplaintWordFilter
    orderings = ("id", "-id", "word")

    def rows(self) -> QuerySet[ComplaintWord]:
        return ComplaintWord.objects.visible_to(self.viewer)

    def make(self, data: Answer) -> ComplaintWord:
        return add_word(**data, **self.who)

    def change(self, row: ComplaintWord, data: Answer) -> ComplaintWord:
        return switch_word(word=row, is_active=data.get("is_active", row.is_active), **self.who)
