"""The one exception from the strict policy: the admin's own scripts evaluate their attributes and set styles."""

from typing import Any

from django.conf import settings
from django.utils.csp import CSP

ADMIN_CSP: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
}
