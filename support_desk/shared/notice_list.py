"""Reading one's notices: pages in words, newest first, and how many are unread."""

from dataclasses import dataclass

from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.models import Notice
from support_desk.shared.notices import NoticeWords, words_of
from support_desk.shared.viewer import Viewer

MOST_COUNTED = 100
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as the page shows it."""

    notice: Notice
    words: NoticeWords
    is_unread: bool


def notices_page(viewer: Viewer, *, only_unread: bool, cursor: str = "") -> Page[NoticeRow]:
    """Fifty of the viewer's own that are delivered by now. One statement."""
    found = Notice.objects.visible_to(viewer).delivered(viewer.at)
    page = keyset_page(found.unread() if only_unread else found, order=("-deliver_at", "-id"), cursor=cursor)
    rows = [NoticeRow(notice, opening(words_of(notice)), notice.read_at is None) for notice in page.rows]
    return Page(rows, newer=page.newer, older=page.older)


def opening(words: NoticeWords) -> NoticeWords:
    """The first lines of a long body, so that one notice does not fill the page; the letter has them all."""
    lines = words.body.split("\n")
    if len(lines) <= MOST_LINES:
        return words
    return NoticeWords(words.title, "\n".join([*lines[: MOST_LINES - 1], "…"]))


def unread_count(viewer: Viewer) -> int:
    """How many wait for the viewer; 100 stands for "99 and more"."""
    unread = Notice.objects.visible_to(viewer).delivered(viewer.at).unread()
    return unread.order_by()[:MOST_COUNTED].count()
