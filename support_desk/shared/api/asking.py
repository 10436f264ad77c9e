"""The request as our middleware leaves it, seen through DRF's own."""

from typing import cast

from rest_framework.request import Request

from support_desk.shared.http import DeskRequest


def asked(request: Request) -> DeskRequest:
    """`at`, `viewer` and `user` of a request whose caller is known."""
    return cast(DeskRequest, request._request)
