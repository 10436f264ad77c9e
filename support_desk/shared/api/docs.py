"""The schema and its page to read and try it: public on purpose, since the product's source is as well."""

from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

# Swagger UI writes style attributes; its scripts are files of ours like all others. Nothing else is loosened.
DOCS_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1 in YAML, or in JSON when asked for."""

    permission_classes = [AllowAny]
    authentication_classes = []
    throttle_classes = []


@method_decorator(csp_override(DOCS_CSP), name="dispatch")
class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files."""

    permission_classes = [AllowAny]
    authentication_classes = []
    throttle_classes = []
    url_name = "api-schema"


class NothingHereView(APIView):
    """Every other address under the API: a problem, not a page."""

    scope = None
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound

    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        raise NotFound
