"""The HTML of a mail as its frame shows it (T9)."""

import base64
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tickets.domain.mail.sanitise import present_html
from tickets.models import Message, MessageAttachment

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LARGEST_PICTURE = 512 * 1024
LARGEST_TOGETHER = 2 * 1024 * 1024


def frame_html(message: Message, *, has_images: bool) -> str:
    """Sanitised HTML with the mail's own pictures in it and, when asked for, the sender's from afar."""
    return present_html(
        message.body_html,
        picture_urls=dict(own_pictures(message)),
        remote_pictures=has_images,
        quote_label=_("Quoted text"),
    )


def own_pictures(message: Message) -> Iterator[tuple[str, str]]:
    """(content id, data address) of small pictures: the frame has no cookies to fetch them with."""
    room = LARGEST_TOGETHER
    inline = MessageAttachment.objects.filter(message=message).exclude(content_id="").select_related("file")
    for attachment in inline:
        file = attachment.file
        if file.content_type not in PICTURES or file.size > min(LARGEST_PICTURE, room):
            continue
        room -= file.size
        with file.content.open("rb") as content:
            encoded = base64.b64encode(content.read()).decode()
        yield attachment.content_id, f"data:{file.content_type};base64,{encoded}"
