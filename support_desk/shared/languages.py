"""Saying that choices were saved, in the language that was just chosen."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

COOKIE_DAYS = 365


def in_language(answer: HttpResponse, language: str, request: HttpRequest) -> HttpResponse:
    """Says "saved" in the new language, and keeps it in a cookie so that the log-in page speaks it too."""
    if language:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=COOKIE_DAYS * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    with translation.override(language or translation.get_language()):
        messages.success(request, _("Saved."))
    return answer
