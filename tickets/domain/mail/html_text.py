"""HTML to plain text, for mails without a text part: paragraphs, lists, links and quotes survive."""

import html
import re

import nh3

LINES = "address div dd dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul br blockquote"
LINE_TAGS = frozenset(LINES.split())
PARAGRAPH_TAGS = LINE_TAGS & {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "table", "blockquote"}
CELL_TAGS = frozenset({"td", "th"})
DROPPED = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "select", "textarea"}
CLEANER = nh3.Cleaner(
    tags=set(LINE_TAGS | CELL_TAGS | {"a"}),
    clean_content_tags=DROPPED,
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel=None,
)
TOKEN = re.compile(r'<(/?)([a-z0-9]+)(?: href="([^"]*)")?>|([^<]+)')
BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
TAG = re.compile(r"<[^<>]{0,2000}>")


def html_to_text(source: str) -> str:
    """Lines of text; what stood in `blockquote` starts with "> "."""
    writer = _Writer()
    for closing, tag, link, text in TOKEN.findall(CLEANER.clean(source)):
        if text:
            writer.text(html.unescape(text))
        elif closing:
            writer.close(tag)
        else:
            writer.open(tag, html.unescape(link))
    return writer.result()


def rough_text(source: str) -> str:
    """The words of HTML that is too large or too tangled for a parser: linear, whatever it holds."""
    return BLANKS.sub(" ", html.unescape(TAG.sub(" ", source))).strip()


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quote_depth = 0
        self.is_preformatted = False
        self.link = ""
        self.link_start = 0

    def text(self, text: str) -> None:
        if not self.is_preformatted:
            self.line.append(BLANKS.sub(" ", text))
            return
        first, *others = text.split("\n")
        self.line.append(first)
        for other in others:
            self._end_line()
            self.line.append(other)

    def open(self, tag: str, link: str) -> None:
        if tag in LINE_TAGS:
            self._break(tag)
            self._gap(tag)
        if tag == "blockquote":
            self.quote_depth += 1
        elif tag == "pre":
            self.is_preformatted = True
        elif tag == "li":
            self.line.append("- ")
        elif tag in CELL_TAGS and self.line:
            self.line.append(" ")
        elif tag == "a":
            self.link, self.link_start = link, len(self.line)

    def close(self, tag: str) -> None:
        if tag == "a":
            shown = "".join(self.line[self.link_start :])
            if self.link and self.link.rstrip("/") not in shown:
                self.line.append(f" ({self.link})")
            self.link = ""
        elif tag in LINE_TAGS:
            self._break(tag)
            self.quote_depth -= tag == "blockquote"
            self.is_preformatted = self.is_preformatted and tag != "pre"
            self._gap(tag)

    def result(self) -> str:
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()

    def _break(self, tag: str) -> None:
        if tag == "br" or "".join(self.line).strip():
            self._end_line()

    def _gap(self, tag: str) -> None:
        if tag in PARAGRAPH_TAGS and self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.quote_depth if self.quote_depth else "")

    def _end_line(self) -> None:
        text = "".join(self.line)
        self.lines.append("> " * self.quote_depth + (text if self.is_preformatted else text.strip()))
        self.line = []
