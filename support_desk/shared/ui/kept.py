"""Parts of pages that are the same for everybody, drawn once a process."""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def kept(name: str, **values: Hashable) -> SafeString:
    """`{% kept "shell/help.html" keyboard=shell.keyboard %}`: a template, drawn once for each language and `values`.

    It is given nothing but `values`, which are the key at the same time: nothing of one reader can reach another.
    """
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
    return draw(name, get_language() or "", tuple(values.items()))


@lru_cache(maxsize=128)
def _drawn(name: str, _language: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(name, dict(values))
