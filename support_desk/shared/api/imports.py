"""Files with lists: brought and checked by one POST, loaded by another; one's own alone (P2)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.actions.imports import load_import, upload_import
from support_desk.shared.api.fields import InstantField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.imports.sheets import bytes_of
from support_desk.shared.models import ImportRun


class ImportProblemSerializer(serializers.Serializer[Any]):
    """What is wrong: the row as in the file (0: the file as a whole), the column, what stands there, a sentence."""

    row = serializers.IntegerField()
    column = serializers.CharField()
    value = serializers.CharField()
    sentence = serializers.CharField()


class ImportSerializer(serializers.Serializer[ImportRun]):
    """A file of a list. `state`: uploaded (a job checks it), checked, refused, loaded. `problems` holds the first 200
    of `error_count`. `job` is the one that is at it, or was."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    file_name = serializers.CharField(source="file.name")
    sha256 = serializers.CharField()
    state = serializers.CharField()
    row_count = serializers.IntegerField()
    error_count = serializers.IntegerField()
    problems = ImportProblemSerializer(many=True, source="errors")
    job = serializers.UUIDField(source="job_id", allow_null=True)
    created_at = InstantField()
    loaded_at = InstantField(allow_null=True)


class ImportInput(Input):
    """A multipart form: the name of the list and the file, CSV or XLSX."""

    kind = serializers.SlugField(max_length=40)
    file = serializers.FileField(allow_empty_file=True, max_length=200)


class ImportViewSet(ReadOnlyResource):
    """Imports."""

    scope = "people"
    serializer_class = ImportSerializer
    orderings = ("-created_at", "created_at")
    change_columns = None

    def rows(self) -> QuerySet[ImportRun]:
        return ImportRun.objects.visible_to(self.viewer).select_related("file")

    @extend_schema(request={"multipart/form-data": ImportInput}, responses={201: ImportSerializer})
    def create(self, request: Request) -> Response:
        """Bring a file and have it checked."""
        data = self.read(ImportInput)
        file = data["file"]
        run = upload_import(kind=data["kind"], content=bytes_of(file), name=file.name, **self.who)
        return self.answer(run, status=201)

    @verb(NothingInput, ImportSerializer)
    def load(self, request: Request, pk: str) -> Response:
        """Load all rows, or none: then `state` is refused and `problems` says why."""
        found = self.get_object()
        self.read(NothingInput)
        return self.answer(load_import(run=found, **self.who))
