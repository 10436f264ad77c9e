"""Which parts of a mail are its text, which its HTML, and which are files."""

import html
from dataclasses import dataclass

from tickets.domain.mail.charsets import decode, plain_text
from tickets.domain.mail.filenames import safe_filename
from tickets.domain.mail.header_values import one_line
from tickets.domain.mail.html_text import html_to_text, rough_text
from tickets.domain.mail.limits import MailLimits, MailRefused, RefusalReason
from tickets.domain.mail.mime_tree import Part
from tickets.domain.mail.parsed import Note, ParsedAttachment

BODY_TYPES = ("text/plain", "text/html")
LONGEST_CONTENT_ID = 200


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the letter, as text, as HTML or as both."""

    plain: str = ""
    html: str = ""


class BodyReader:
    """Walks one tree; collects files and notes beside the segments."""

    def __init__(self, limits: MailLimits) -> None:
        self.limits = limits
        self.attachments: list[ParsedAttachment] = []
        self.notes: set[Note] = set()

    def read(self, root: Part) -> tuple[str, str]:
        """(text, raw HTML) of the letter; either may be empty. Raises MailRefused for too many files."""
        segments = self._segments(root, parent="")
        markup = self._kept_html(segments)
        text = "\n\n".join(filter(None, (self._text(segment) for segment in segments)))
        if len(text) > self.limits.keep_text_chars:
            self.notes.add(Note.TEXT_CUT)
        return text[: self.limits.keep_text_chars], markup

    def _segments(self, part: Part, *, parent: str) -> list[Segment]:
        if part.children:
            inner = [one for child in part.children for one in self._segments(child, parent=part.content_type)]
            return [_merged(inner)] if part.content_type == "multipart/alternative" else inner
        disposition, values = part.disposition
        name = values.get("filename") or part.parameters.get("name", "")
        if part.content_type not in BODY_TYPES or disposition == "attachment" or name:
            self._attach(part, name, is_inline=disposition == "inline" or parent == "multipart/related")
            return []
        text = self._decoded(part)
        return [Segment(html=text) if part.content_type == "text/html" else Segment(plain=text)] if text.strip() else []

    def _decoded(self, part: Part) -> str:
        text, is_guess = decode(part.content(), part.parameters.get("charset", ""))
        if is_guess:
            self.notes.add(Note.CHARSET_GUESSED)
        return plain_text(text).strip("\n")

    def _attach(self, part: Part, name: str, *, is_inline: bool) -> None:
        position = len(self.attachments) + 1
        if position > self.limits.max_attachments:
            raise MailRefused(RefusalReason.TOO_MANY_ATTACHMENTS, "The mail has too many attached files.")
        self.attachments.append(
            ParsedAttachment(
                filename=safe_filename(name, content_type=part.content_type, position=position),
                content_type=part.content_type,
                content=part.content(),
                content_id=one_line(part.header.first("content-id")).strip("<> ")[:LONGEST_CONTENT_ID],
                inline=is_inline,
            )
        )

    def _kept_html(self, segments: list[Segment]) -> str:
        """The whole letter as HTML when any of it is; as a file when it is too large or tangled to be shown."""
        if not any(segment.html for segment in segments):
            return ""
        markup = "\n".join(segment.html or f"<pre>{html.escape(segment.plain)}</pre>" for segment in segments)
        if self._is_manageable(markup):
            return markup
        self.notes.add(Note.HTML_LEFT_OUT)
        self.attachments.append(ParsedAttachment("message.html", "text/html", markup.encode(), "", inline=False))
        return ""

    def _is_manageable(self, markup: str) -> bool:
        return (
            len(markup) <= self.limits.keep_html_chars
            and markup.count("<") <= self.limits.keep_html_tags
            and markup.count("&") <= self.limits.keep_html_entities
        )

    def _text(self, segment: Segment) -> str:
        if segment.plain:
            return segment.plain
        if self._is_manageable(segment.html):
            return plain_text(html_to_text(segment.html))
        return plain_text(rough_text(segment.html[: self.limits.keep_text_chars * 4]))


def _merged(inner: list[Segment]) -> Segment:
    """The alternatives of one stretch."""
    plain = "\n\n".join(segment.plain for segment in inner if segment.plain)
    return Segment(plain, "\n".join(segment.html for segment in inner if segment.html))
