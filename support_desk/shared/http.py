"""The request as our middleware leaves it, for the annotations of views."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer


class DeskRequest(HttpRequest):
    """A request of somebody who is logged in: `at` is its instant, `viewer` the person behind it."""

    at: datetime
    viewer: Viewer
    user: User
    htmx: HtmxDetails
