"""Icons by reference into one sprite file, so that a page carries names and not drawings."""

from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SPRITE = "icons.svg"
ICON_NAMES = frozenset(Path(__file__).with_name("icon_names.txt").read_text().split())


@cache
def sprite_url() -> str:
    """Address of the sprite; computed once, because its name carries a digest in production."""
    return static(SPRITE)


@lru_cache(maxsize=1024)
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. Hidden from screen readers unless `label` names it; `size="s"` is the small one.

    Raises LookupError for a name outside the sprite, so that a misspelt icon is found by the first test.
    """
    if name not in ICON_NAMES:
        raise LookupError(f"Icon {name!r} is not in the sprite: add it to icon_names.txt and run build_icons.")
    scale = f' data-size="{escape(size)}"' if size else ""
    named = f' role="img" aria-label="{escape(label)}"' if label else ' aria-hidden="true"'
    return mark_safe(f'<svg class="ic"{scale}{named}><use href="{sprite_url()}#{name}"/></svg>')  # names are ours


def forget_sprite_url() -> None:
    """Forgets what was computed; for tests that change `STATIC_URL` or the storage."""
    sprite_url.cache_clear()
    icon.cache_clear()


def sprite_path() -> str:
    """Where the committed sprite lies in the tree."""
    return str(settings.BASE_DIR / "support_desk" / "static" / SPRITE)
