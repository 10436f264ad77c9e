"""Long work that a caller has started."""

from django.urls import reverse
from rest_framework import serializers

from support_desk.shared.models import Job


class StartedJobSerializer(serializers.Serializer[Job]):
    """Long work that has begun; `address` shows how far it is."""

    id = serializers.UUIDField()
    address = serializers.SerializerMethodField()
    total = serializers.IntegerField(allow_null=True)

    def get_address(self, job: Job) -> str:
        return reverse("job", args=[job.pk])
