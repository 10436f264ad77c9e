"""Verbs of a resource: `POST <resource>/{key}/<verb>/`, each of which calls one action."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from support_desk.shared.api.inputs import Input


def verb(takes: type[Input], gives: Any, status: int = 200, path: str = "") -> Callable[[Any], Any]:
    """Routes and describes a method; `path` where the verb is not the method's name."""

    def decorate(method: Any) -> Any:
        described = extend_schema(request=takes, responses={status: gives})(method)
        name = method.__name__
        url_name = path or name.replace("_", "-")
        return action(detail=True, methods=["post"], url_path=path or name, url_name=url_name)(described)

    return decorate
